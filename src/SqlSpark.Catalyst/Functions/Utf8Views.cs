using SqlSpark.Core.Columnar;

namespace SqlSpark.Catalyst.Functions;

/// <summary>Views of parts of strings, for functions that cut without copying.</summary>
public static unsafe class Utf8Views
{
    /// <summary>A part of a string: bytes over 12 stay where they are.</summary>
    /// <param name="value">The string.</param>
    /// <param name="start">The first byte.</param>
    /// <param name="length">The number of bytes.</param>
    public static Utf8View Slice(this Utf8View value, int start, int length)
    {
        var bytes = value.Bytes.Slice(start, length);
        return value.IsInline ? Utf8View.Inline(bytes) : new Utf8View(value.Address + start, length);
    }
}

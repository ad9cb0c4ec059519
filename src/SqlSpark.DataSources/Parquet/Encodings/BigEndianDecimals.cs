using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;
using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Parquet.Encodings;

/// <summary>
/// Unscaled values of decimals that are stored as FIXED_LEN_BYTE_ARRAY or BYTE_ARRAY: two's complement, most significant byte
/// first. Parquet: LogicalTypes.md, DECIMAL.
/// </summary>
/// <remarks>A value that does not fit is malformed data: the column's precision promises that all do.</remarks>
internal static unsafe class BigEndianDecimals
{
    /// <summary>Reads values of equal length that lie one behind the other.</summary>
    /// <param name="bytes">The first value; 16 bytes after the last must be readable.</param>
    /// <param name="width">Bytes of each, at least 1.</param>
    /// <param name="values">As many as there are.</param>
    public static void FromFixed(byte* bytes, int width, Span<long> values)
    {
        for (var i = 0; i < values.Length; i++)
            values[i] = ToInt64(new ReadOnlySpan<byte>(bytes + ((long)i * width), width));
    }

    /// <inheritdoc cref="FromFixed(byte*, int, Span{long})" />
    public static void FromFixed(byte* bytes, int width, Span<Int128> values)
    {
        for (var i = 0; i < values.Length; i++)
            values[i] = ToInt128(new ReadOnlySpan<byte>(bytes + ((long)i * width), width));
    }

    /// <summary>Reads values of any length; an empty one is 0.</summary>
    /// <param name="views">The bytes of each.</param>
    /// <param name="values">As many.</param>
    public static void FromViews(ReadOnlySpan<Utf8View> views, Span<long> values)
    {
        for (var i = 0; i < views.Length; i++)
            values[i] = ToInt64(views[i].Bytes);
    }

    /// <inheritdoc cref="FromViews(ReadOnlySpan{Utf8View}, Span{long})" />
    public static void FromViews(ReadOnlySpan<Utf8View> views, Span<Int128> values)
    {
        for (var i = 0; i < views.Length; i++)
            values[i] = ToInt128(views[i].Bytes);
    }

    /// <summary>The value of some bytes, such as those of a column's statistics.</summary>
    public static long ToInt64(ReadOnlySpan<byte> bytes)
    {
        var value = ToInt128(bytes);
        if (value != (long)value)
            MalformedDataException.Throw("a decimal that does not fit its precision", 0);
        return (long)value;
    }

    /// <inheritdoc cref="ToInt64" />
    public static Int128 ToInt128(ReadOnlySpan<byte> bytes)
    {
        var value = bytes.Length > 0 && (sbyte)bytes[0] < 0 ? Int128.NegativeOne : Int128.Zero;
        var sign = (byte)value;
        while (bytes.Length > 16)
        {
            if (bytes[0] != sign)
                MalformedDataException.Throw("a decimal that does not fit its precision", 0);
            bytes = bytes[1..];
        }

        foreach (var part in bytes)
            value = (value << 8) | part;
        if ((value < 0) != (sign != 0))
            MalformedDataException.Throw("a decimal that does not fit its precision", 0);
        return value;
    }
}

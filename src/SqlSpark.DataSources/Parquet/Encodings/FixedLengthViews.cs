using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;

namespace SqlSpark.DataSources.Parquet.Encodings;

/// <summary>Views of byte arrays of equal length that lie one behind the other.</summary>
internal static unsafe class FixedLengthViews
{
    /// <summary>Writes a view of each.</summary>
    /// <param name="bytes">The first byte of the first; 16 bytes after the last must be readable. Views of more than 12 bytes point there.</param>
    /// <param name="width">Bytes of each.</param>
    /// <param name="views">As many as there are.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Write(byte* bytes, int width, Span<Utf8View> views)
    {
        fixed (Utf8View* to = views)
        {
            for (var i = 0; i < views.Length; i++, bytes += width)
                PaddedViews.Write(bytes, width, to + i);
        }
    }
}

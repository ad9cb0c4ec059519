using System.Runtime.CompilerServices;

namespace SqlSpark.DataSources.Parquet.Encodings;

/// <summary>Numbers of the logical type FLOAT16: IEEE 754 halves, little endian. Parquet: LogicalTypes.md, FLOAT16.</summary>
internal static unsafe class HalfFloats
{
    /// <summary>Bytes of a value.</summary>
    public const int Width = 2;

    /// <summary>Writes the numbers as singles, which hold each of them exactly.</summary>
    /// <param name="halves">The first value.</param>
    /// <param name="values">As many as there are.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ToSingles(byte* halves, Span<float> values)
    {
        for (var i = 0; i < values.Length; i++)
            values[i] = (float)Unsafe.ReadUnaligned<Half>(halves + (2L * i));
    }
}

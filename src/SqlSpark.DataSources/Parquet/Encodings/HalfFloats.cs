using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

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
        fixed (float* to = values)
        {
            var i = 0;
            for (; i + 16 <= values.Length; i += 16)
            {
                var (low, high) = Vector256.Widen(Vector256.Load((ushort*)(halves + (2L * i))));
                ToSingles(low).Store(to + i);
                ToSingles(high).Store(to + i + 8);
            }

            for (; i < values.Length; i++)
                to[i] = (float)Unsafe.ReadUnaligned<Half>(halves + (2L * i));
        }
    }

    // Exponent and fraction go to their places, and the exponent's bias changes. A subnormal half is its fraction times 2^-24, and
    // no subnormal single: a product of such would be slow.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> ToSingles(Vector256<uint> halves)
    {
        var exponents = halves & Vector256.Create(0x7C00U);
        var number = ((halves & Vector256.Create(0x7FFFU)) << 13) + Vector256.Create(112U << 23);
        number += Vector256.Equals(exponents, Vector256.Create(0x7C00U)) & Vector256.Create(112U << 23);
        var subnormal = Vector256.ConvertToSingle((halves & Vector256.Create(0x03FFU)).AsInt32()) * Vector256.Create(1f / (1 << 24));
        number = Vector256.ConditionalSelect(Vector256.Equals(exponents, Vector256<uint>.Zero), subnormal.AsUInt32(), number);
        return (number | ((halves & Vector256.Create(0x8000U)) << 16)).AsSingle();
    }
}

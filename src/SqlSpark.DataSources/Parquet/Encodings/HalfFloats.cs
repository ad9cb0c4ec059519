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

    // Exponent and fraction go to their places; a product with 2^112 then mends the exponent's bias, for subnormals too.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> ToSingles(Vector256<uint> halves)
    {
        var magnitude = (halves & Vector256.Create(0x7FFFU)) << 13;
        var number = (magnitude.AsSingle() * Vector256.Create(BitConverter.UInt32BitsToSingle(0x77800000))).AsUInt32();
        var endless = Vector256.GreaterThanOrEqual(magnitude, Vector256.Create(0x7C00U << 13));
        var quiet = Vector256.GreaterThan(magnitude, Vector256.Create(0x7C00U << 13)) & Vector256.Create(0x00400000U);
        number = Vector256.ConditionalSelect(endless, magnitude | Vector256.Create(0x7F800000U) | quiet, number);
        return (number | ((halves & Vector256.Create(0x8000U)) << 16)).AsSingle();
    }
}

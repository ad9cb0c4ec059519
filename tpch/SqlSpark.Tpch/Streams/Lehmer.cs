using System.Runtime.CompilerServices;

namespace SqlSpark.Tpch.Streams;

/// <summary>
/// The generator behind every column: x' = 16807 x mod (2^31 - 1), Lehmer's with the multiplier of Lewis, Goodman and Miller. A state is
/// also the number drawn, from 1 to 2^31 - 2.
/// </summary>
/// <remarks>TPC-H specification, section 4.2.2; the multiplier, the seeds and the scaling to a range are dbgen's.</remarks>
internal static class Lehmer
{
    /// <summary>2^31 - 1, a prime.</summary>
    public const uint Modulus = int.MaxValue;

    /// <summary>The largest range that <see cref="Scale"/> takes.</summary>
    public const uint MaxExactRange = 1 << 20;

    private const uint Multiplier = 16807;

    /// <summary>The state after one draw.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Next(uint state) => Multiply(state, Multiplier);

    /// <summary>a b mod 2^31 - 1, for factors below the modulus.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Multiply(uint a, uint b)
    {
        // 2^31 is 1 modulo 2^31 - 1: the halves of the product are added.
        var product = (ulong)a * b;
        var sum = (uint)(product & Modulus) + (uint)(product >> 31);
        return Math.Min(sum, sum - Modulus);
    }

    /// <summary>What <paramref name="draws"/> draws multiply a state by: 16807^draws.</summary>
    public static uint Power(long draws)
    {
        var result = 1u;
        var factor = Multiplier;
        for (var exponent = (ulong)draws; exponent != 0; exponent >>= 1)
        {
            if ((exponent & 1) != 0)
                result = Multiply(result, factor);
            factor = Multiply(factor, factor);
        }

        return result;
    }

    /// <summary>A drawn number scaled to 0 .. range - 1 as dbgen does, for ranges up to <see cref="MaxExactRange"/>.</summary>
    /// <remarks>
    /// dbgen computes trunc(state / 2147483647.0 * range) in doubles. The modulus is prime, so state * range / modulus is never nearer to an
    /// integer than 1 / modulus = 4.7e-10, while the two roundings are off by at most 2^20 * 2^-52 = 2.4e-10: the doubles cannot cross an integer,
    /// and the quotient of whole numbers is the same. It is found by folding, as in <see cref="Multiply"/>.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Scale(uint state, uint range)
    {
        var product = (ulong)state * range;
        return (int)((product + (product >> 31) + 1) >> 31);
    }

    /// <summary>A drawn number scaled to 0 .. range - 1, in doubles exactly as dbgen does.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long ScaleWide(uint state, double range) => (long)(state / (double)Modulus * range);
}

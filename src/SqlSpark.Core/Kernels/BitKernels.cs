using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace SqlSpark.Core.Kernels;

/// <summary>Moves of bits within words.</summary>
public static class BitKernels
{
    /// <summary>The bits of <paramref name="value"/> under the set bits of <paramref name="mask"/>, moved together at the low end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Extract(ulong value, ulong mask) => Bmi2.X64.IsSupported ? Bmi2.X64.ParallelBitExtract(value, mask) : ExtractByLoop(value, mask);

    /// <summary>The low bits of <paramref name="value"/>, moved apart to the set bits of <paramref name="mask"/>; the others are zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Deposit(ulong value, ulong mask) => Bmi2.X64.IsSupported ? Bmi2.X64.ParallelBitDeposit(value, mask) : DepositByLoop(value, mask);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ulong ExtractByLoop(ulong value, ulong mask)
    {
        var result = 0UL;
        for (var bit = 0; mask != 0; mask &= mask - 1, bit++)
            result |= (value & mask & (0 - mask)) != 0 ? 1UL << bit : 0;
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ulong DepositByLoop(ulong value, ulong mask)
    {
        var result = 0UL;
        for (; mask != 0; mask &= mask - 1, value >>>= 1)
            result |= (value & 1) != 0 ? mask & (0 - mask) : 0;
        return result;
    }
}

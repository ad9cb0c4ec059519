using System.Numerics;
using System.Runtime.CompilerServices;

namespace SqlSpark.Core.Memory;

/// <summary>
/// The sizes that blocks have: powers of two and the halves between them from 64 bytes to 1 MiB (64, 128, 192, 256, 384,
/// 512, 768 ...), and multiples of 64 KiB above.
/// </summary>
internal static class SizeClasses
{
    /// <summary>Every block starts at a multiple of this, and every size is one.</summary>
    internal const int Alignment = 64;

    /// <summary>The largest size that has a class; larger blocks are runs of units.</summary>
    internal const int MaxClassBytes = 1 << 20;

    /// <summary>The granularity of larger blocks and of what size classes are carved from.</summary>
    internal const int UnitBytes = 64 << 10;

    /// <summary>How many classes there are.</summary>
    internal const int Count = 28;

    /// <summary>The class of the smallest block that holds <paramref name="byteLength"/> bytes, at most <see cref="MaxClassBytes"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int IndexOf(long byteLength)
    {
        // In lines of 64 bytes: class 0 is 1 line, class 2k - 1 is 2^k lines, class 2k is 2^k + 2^(k-1) lines.
        var lines = (uint)((byteLength + (Alignment - 1)) / Alignment);
        if (lines <= 1)
            return 0;
        var floor = BitOperations.Log2(lines - 1);
        var power = 1u << floor;
        return (2 * floor) + (lines > power + (power >> 1) || floor == 0 ? 1 : 0);
    }

    /// <summary>The bytes of a block of that class.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int BytesOf(int sizeClass)
    {
        var power = Alignment << ((sizeClass + 1) >> 1);
        return (sizeClass & 1) != 0 || sizeClass == 0 ? power : power + (power >> 1);
    }

    /// <summary>What a block of <paramref name="byteLength"/> bytes is charged.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static long ChargeOf(long byteLength) =>
        byteLength <= MaxClassBytes ? BytesOf(IndexOf(byteLength)) : RoundUp(byteLength, UnitBytes);

    /// <summary>The bytes of the run that blocks of a class are carved from: a multiple of the size and of the unit.</summary>
    internal static int SpanBytesOf(int sizeClass)
    {
        var isPower = (sizeClass & 1) != 0 || sizeClass == 0;
        var bytes = BytesOf(sizeClass) * 8;
        return isPower ? Math.Clamp(bytes, UnitBytes, 2 << 20) : Math.Clamp(bytes, 3 * UnitBytes, 3 << 20);
    }

    /// <summary><paramref name="value"/> rounded up to a multiple of <paramref name="powerOfTwo"/>.</summary>
    internal static long RoundUp(long value, long powerOfTwo) => (value + (powerOfTwo - 1)) & -powerOfTwo;
}

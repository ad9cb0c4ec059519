using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SqlSpark.DataSources.Compression;

/// <summary>
/// Copies of Lempel-Ziv decoders: whole vectors, so they write past the end of what was asked for. The caller has checked that
/// the source is readable and that the target has <see cref="MaxOverrun"/> bytes more than are copied.
/// </summary>
internal static unsafe class WildCopy
{
    /// <summary>How far behind the last byte asked for a copy may read and write, in bytes.</summary>
    public const int MaxOverrun = 31;

    private const int VectorBytes = 16;

    // Row n holds the indices i % n: the first n bytes of a vector, again and again.
    private static ReadOnlySpan<byte> Repetitions =>
    [
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1,
        0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0,
        0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3,
        0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0,
        0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5, 0, 1, 2, 3,
        0, 1, 2, 3, 4, 5, 6, 0, 1, 2, 3, 4, 5, 6, 0, 1,
        0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 2, 3, 4, 5, 6, 7,
        0, 1, 2, 3, 4, 5, 6, 7, 8, 0, 1, 2, 3, 4, 5, 6,
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2, 3, 4, 5,
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 0, 1, 2, 3, 4,
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 0, 1, 2, 3,
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 0, 1, 2,
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 0, 1,
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 0,
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
    ];

    // How many of 16 bytes are whole repetitions.
    private static ReadOnlySpan<byte> WholeRepetitions => [16, 16, 16, 15, 16, 15, 12, 14, 16, 9, 10, 11, 12, 13, 14, 15];

    /// <summary>Copies 16 bytes, whatever they overlap: all are read before any is written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Vector(byte* source, byte* target) => Vector128.Load(source).Store(target);

    /// <summary>Copies between places that are at least 16 bytes apart or have the target first.</summary>
    /// <param name="source">At least <paramref name="length"/> + <see cref="MaxOverrun"/> readable bytes.</param>
    /// <param name="target">At least <paramref name="length"/> + <see cref="MaxOverrun"/> writable bytes.</param>
    /// <param name="length">How many bytes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Forward(byte* source, byte* target, nint length)
    {
        var end = target + length;
        do
        {
            Vector128.Load(source).Store(target);
            Vector128.Load(source + VectorBytes).Store(target + VectorBytes);
            source += 2 * VectorBytes;
            target += 2 * VectorBytes;
        }
        while (target < end);
    }

    /// <summary>Copies from <paramref name="offset"/> bytes before the target, repeating them if there are fewer than asked for.</summary>
    /// <param name="target">At least <paramref name="length"/> + <see cref="MaxOverrun"/> writable bytes.</param>
    /// <param name="offset">At least 1; that many bytes before the target are readable.</param>
    /// <param name="length">How many bytes, at least 1.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Match(byte* target, nint offset, nint length)
    {
        if (offset >= VectorBytes)
            Forward(target - offset, target, length);
        else
            Repeat(target, offset, length);
    }

    /// <summary><see cref="Match"/> for up to 16 bytes, without a branch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Short(byte* target, nint offset)
    {
        ref var rows = ref MemoryMarshal.GetReference(Repetitions);
        var indices = Vector128.LoadUnsafe(ref rows, (nuint)(Math.Min(offset, VectorBytes) * VectorBytes));
        Vector128.ShuffleNative(Vector128.Load(target - offset), indices).Store(target);
    }

    /// <summary><see cref="Match"/> for offsets under 16.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Repeat(byte* target, nint offset, nint length)
    {
        ref var rows = ref MemoryMarshal.GetReference(Repetitions);
        var indices = Vector128.LoadUnsafe(ref rows, (nuint)(offset * VectorBytes));
        var pattern = Vector128.ShuffleNative(Vector128.Load(target - offset), indices);
        var step = (nint)WholeRepetitions[(int)offset];
        var end = target + length;
        do
        {
            pattern.Store(target);
            target += step;
        }
        while (target < end);
    }
}

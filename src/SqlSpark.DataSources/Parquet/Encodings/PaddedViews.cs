using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SqlSpark.Core.Columnar;

namespace SqlSpark.DataSources.Parquet.Encodings;

/// <summary>
/// Views written without a branch on the length, which is what strings of mixed lengths are dear for. A short view is made of
/// its length and bytes, a long one of its length, four bytes and the address (<see cref="Utf8View"/>).
/// </summary>
internal static unsafe class PaddedViews
{
    // What of the 16 bytes from the length on belongs to a view of 0 to 12 bytes, and of a longer one.
    private static ReadOnlySpan<ulong> Masks =>
    [
        0x00000000FFFFFFFF, 0, 0x000000FFFFFFFFFF, 0, 0x0000FFFFFFFFFFFF, 0, 0x00FFFFFFFFFFFFFF, 0,
        0xFFFFFFFFFFFFFFFF, 0, 0xFFFFFFFFFFFFFFFF, 0xFF, 0xFFFFFFFFFFFFFFFF, 0xFFFF, 0xFFFFFFFFFFFFFFFF, 0xFFFFFF,
        0xFFFFFFFFFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFFFFFFFFFF, 0xFFFFFFFFFF, 0xFFFFFFFFFFFFFFFF, 0xFFFFFFFFFFFF,
        0xFFFFFFFFFFFFFFFF, 0xFFFFFFFFFFFFFF, 0xFFFFFFFFFFFFFFFF, 0xFFFFFFFFFFFFFFFF, 0xFFFFFFFFFFFFFFFF, 0,
    ];

    /// <summary>Writes a view of bytes.</summary>
    /// <param name="bytes">The first; 12 bytes from it on must be readable.</param>
    /// <param name="length">How many, at least 0.</param>
    /// <param name="view">Where the view goes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write(byte* bytes, int length, Utf8View* view) =>
        Write((uint)length | ((ulong)Unsafe.ReadUnaligned<uint>(bytes) << 32), Unsafe.ReadUnaligned<ulong>(bytes + 4), bytes, length, view);

    /// <summary>Writes a view of bytes that have their length before them, in four bytes: this is how a short view looks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WritePrefixed(byte* prefix, int length, Utf8View* view) =>
        Write(Unsafe.ReadUnaligned<ulong>(prefix), Unsafe.ReadUnaligned<ulong>(prefix + 8), prefix + 4, length, view);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write(ulong head, ulong tail, byte* bytes, int length, Utf8View* view)
    {
        var beyond = length - (Utf8View.MaxInlineLength + 1);
        ref var mask = ref Unsafe.Add(ref MemoryMarshal.GetReference(Masks), 2 * (Utf8View.MaxInlineLength + 1 + (beyond & (beyond >> 31))));
        ((ulong*)view)[0] = head & mask;
        ((ulong*)view)[1] = (tail & Unsafe.Add(ref mask, 1)) | ((ulong)bytes & (ulong)(long)~(beyond >> 31));
    }
}

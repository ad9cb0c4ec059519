using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;

namespace SqlSpark.Execution.State;

/// <summary>
/// The hash of a row's keys: 56 bits in the high part of the row's first word. Bits 8 and up choose the slot of a hash table, 16 bits
/// in between are the slot's salt, the highest choose the partition.
/// </summary>
internal static unsafe class TupleHash
{
    private const ulong First = 0x9E3779B97F4A7C15;
    private const ulong Second = 0xD6E8FEB86659FD93;
    private const ulong Third = 0xA0761D6478BD642F;

    /// <summary>Adds a word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Add(ulong hash, ulong word)
    {
        hash = (hash ^ word) * First;
        return hash ^ (hash >>> 32);
    }

    /// <summary>Spreads what <see cref="Add"/> gathered over all bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Finish(ulong hash)
    {
        hash *= Second;
        return hash ^ (hash >>> 29);
    }

    /// <summary>Computes the hashes of rows whose keys are written, and puts them into their first words.</summary>
    /// <param name="layout">The layout of the keys.</param>
    /// <param name="rows">The first row; the first word holds validity alone.</param>
    /// <param name="stride">Bytes from one row to the next.</param>
    /// <param name="count">How many rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Write(TupleLayout layout, byte* rows, int stride, int count)
    {
        var wordCount = layout.KeyBytes >> 3;
        var viewBegin = layout.KeyViewCount == 0 ? wordCount : layout.KeyViewOffset >> 3;
        var viewEnd = viewBegin + (layout.KeyViewCount << 1);
        if (wordCount == 2 && layout.KeyViewCount == 0)
        {
            for (var i = 0; i < count; i++, rows += stride)
            {
                var words = (ulong*)rows;
                words[0] |= Finish(Add(words[0], words[1])) & TupleLayout.HashMask;
            }

            return;
        }

        for (var i = 0; i < count; i++, rows += stride)
        {
            var words = (ulong*)rows;
            var hash = words[0];
            for (var w = 1; w < viewBegin; w++)
                hash = Add(hash, words[w]);
            for (var w = viewBegin; w < viewEnd; w += 2)
                hash = AddView(Add(hash, words[w]), (Utf8View*)(words + w));
            for (var w = viewEnd; w < wordCount; w++)
                hash = Add(hash, words[w]);
            words[0] |= Finish(hash) & TupleLayout.HashMask;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong AddView(ulong hash, Utf8View* view) => view->IsInline ? Add(hash, view->Tail) : AddBytes(hash, view->Address, view->Length);

    // More than 12 bytes: the last 8 may overlap those before.
    private static ulong AddBytes(ulong hash, byte* bytes, int length)
    {
        var last = bytes + length - 8;
        for (; bytes < last; bytes += 8)
        {
            var high = Math.BigMul(hash ^ Unsafe.ReadUnaligned<ulong>(bytes), Third, out var low);
            hash = high ^ low;
        }

        return Add(hash, Unsafe.ReadUnaligned<ulong>(last));
    }
}

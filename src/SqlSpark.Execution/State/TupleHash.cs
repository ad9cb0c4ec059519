using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
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
    private const int KeysAhead = 512;      // a batch may come from memory: its start is not there by itself

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

    /// <summary>The hash of a key of one word, without validity in the low byte.</summary>
    /// <param name="validity">The validity of the keys.</param>
    /// <param name="word">The keys.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong OfWord(ulong validity, ulong word) => Finish(Add(validity, word)) & TupleLayout.HashMask;

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
                words[0] |= OfWord(words[0], words[1]);
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

    /// <summary>Writes rows of one BIGINT key without NULLs: hash and key, two words a row.</summary>
    /// <param name="layout">The layout of the key.</param>
    /// <param name="keys">The values of the column.</param>
    /// <param name="live">The rows that are meant; null for the first <paramref name="count"/>.</param>
    /// <param name="rows">The first row; they stand side by side.</param>
    /// <param name="count">How many rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void WriteInt64(TupleLayout layout, long* keys, int* live, byte* rows, int count)
    {
        var words = (ulong*)rows;
        var validity = layout.FirstWordValidity;
        var i = 0;
        if (Avx512F.IsSupported && live == null)
        {
            var low = Vector512.Create(0UL, 8, 1, 9, 2, 10, 3, 11);
            var high = Vector512.Create(4UL, 12, 5, 13, 6, 14, 7, 15);
            for (; i + 8 <= count; i += 8)
            {
                var key = Vector512.Load((ulong*)keys + i);
                var hash = (key ^ Vector512.Create(validity)) * Vector512.Create(First);
                hash = (hash ^ (hash >>> 32)) * Vector512.Create(Second);
                hash = ((hash ^ (hash >>> 29)) & Vector512.Create(TupleLayout.HashMask)) | Vector512.Create(validity);
                Avx512F.PermuteVar8x64x2(hash, low, key).Store(words + (2 * i));
                Avx512F.PermuteVar8x64x2(hash, high, key).Store(words + (2 * i) + 8);
            }
        }

        for (; i < count; i++)
        {
            var key = (ulong)keys[live == null ? i : live[i]];
            words[2 * i] = validity | OfWord(validity, key);
            words[(2 * i) + 1] = key;
        }
    }

    /// <summary>Writes the slots in which keys of one word are looked for first.</summary>
    /// <param name="keys">The values of the column.</param>
    /// <param name="live">The rows that are meant; null for the first <paramref name="count"/>.</param>
    /// <param name="count">How many rows.</param>
    /// <param name="validity">The validity of keys that are not NULL.</param>
    /// <param name="mask">Slots of the table, less one.</param>
    /// <param name="slots">Room for a slot for each row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void WriteSlots(ulong* keys, int* live, int count, ulong validity, uint mask, uint* slots)
    {
        var i = 0;
        if (Avx512F.IsSupported && live == null)
        {
            for (; i + 8 <= count; i += 8)
            {
                Prefetch.Line(keys + i + KeysAhead);
                var hash = (Vector512.Load(keys + i) ^ Vector512.Create(validity)) * Vector512.Create(First);
                hash = (hash ^ (hash >>> 32)) * Vector512.Create(Second);
                hash ^= hash >>> 29;
                (Avx512F.ConvertToVector256UInt32(hash >>> 8) & Vector256.Create(mask)).Store(slots + i);
            }
        }

        for (; i < count; i++)
            slots[i] = (uint)(OfWord(validity, keys[live == null ? i : live[i]]) >>> 8) & mask;
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

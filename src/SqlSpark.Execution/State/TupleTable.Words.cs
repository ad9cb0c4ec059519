using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace SqlSpark.Execution.State;

/// <content>Keys of one 64-bit word stand in the slots, so that a row is not touched to compare it.</content>
internal sealed unsafe partial class TupleTable
{
    // Rows between asking for a slot and looking at it: as many lines as a core fetches at once.
    private const int SlotsAhead = 24;
    private const int ValidityShift = 48;
    private const ulong ValidityMask = 0xFF;

    /// <summary>
    /// Finds the rows with the given values of one BIGINT key; values that are new get a new row. As <see cref="FindOrInsert"/>, but from the column, without
    /// writing keys and hashes first.
    /// </summary>
    /// <param name="keys">The values of the column, none of them NULL.</param>
    /// <param name="live">The rows that are meant; null for the first <paramref name="count"/>.</param>
    /// <param name="count">How many rows.</param>
    /// <param name="target">Takes new rows.</param>
    /// <param name="shift">What is added to the addresses of <paramref name="rows"/>.</param>
    /// <param name="rows">Room for an address for each key.</param>
    /// <param name="inserted">Room for the addresses of new rows, as many as there are keys.</param>
    /// <returns>How many rows are new.</returns>
    public int FindOrInsertInt64(long* keys, int* live, int count, TuplePartitions target, nint shift, nint* rows, nint* inserted)
    {
        Debug.Assert(_areWords && _layout.Keys.Length == 1, "the rows have one key of one word");
        var places = stackalloc uint[ChunkRows];
        var insertedCount = 0;
        for (var start = 0; start < count; start += ChunkRows)
        {
            var chunk = Math.Min(ChunkRows, count - start);
            Reserve(Count + chunk);
            if (_mask > uint.MaxValue)
                throw ExecutionErrors.SpillNotSupported(nameof(TupleTable));
            var chunkKeys = live == null ? keys + start : keys;
            var chunkLive = live == null ? null : live + start;
            TupleHash.WriteSlots((ulong*)chunkKeys, chunkLive, chunk, _layout.FirstWordValidity, (uint)_mask, places);
            var wantsSlots = _slots!.ByteLength > CachedSlotBytes;
            insertedCount += (chunkLive == null, wantsSlots) switch
            {
                (true, false) => ProbeInt64<Yes, No>((ulong*)chunkKeys, chunkLive, chunk, places, target, shift, rows + start, inserted + insertedCount),
                (true, true) => ProbeInt64<Yes, Yes>((ulong*)chunkKeys, chunkLive, chunk, places, target, shift, rows + start, inserted + insertedCount),
                (false, false) => ProbeInt64<No, No>((ulong*)chunkKeys, chunkLive, chunk, places, target, shift, rows + start, inserted + insertedCount),
                (false, true) => ProbeInt64<No, Yes>((ulong*)chunkKeys, chunkLive, chunk, places, target, shift, rows + start, inserted + insertedCount),
            };
        }

        return insertedCount;
    }

    private interface IFlag
    {
        static abstract bool IsSet { get; }
    }

    private readonly struct Yes : IFlag
    {
        public static bool IsSet => true;
    }

    private readonly struct No : IFlag
    {
        public static bool IsSet => false;
    }

    // The tag of a key that is not NULL is 1, and of NULL 0: one comparison tells both it and free slots.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int ProbeInt64<TAll, TPrefetches>(ulong* keys, int* live, int count, uint* places, TuplePartitions target, nint shift, nint* rows, nint* inserted)
        where TAll : struct, IFlag
        where TPrefetches : struct, IFlag
    {
        const ulong Tag = 1UL << ValidityShift;
        var slots = (WordSlot*)_slots!.Address;
        var last = slots + _mask;
        var wantsRows = Count * _layout.RowBytes > CachedRowBytes;
        var validity = _layout.FirstWordValidity;
        var insertedCount = 0;
        for (var i = 0; i < count; i++)
        {
            if (TPrefetches.IsSet && i + SlotsAhead < count)
                Prefetch.Line(slots + places[i + SlotsAhead]);
            var word = keys[TAll.IsSet ? i : live[i]];
            var slot = slots + places[i];
            while (slot->Word != word || slot->Row < Tag)
            {
                if (slot->Row == 0)
                {
                    var hash = validity | TupleHash.OfWord(validity, word);
                    var row = (ulong*)target.Of(hash).Append();
                    row[0] = hash;
                    row[1] = word;
                    slot->Word = word;
                    slot->Row = Tag | (ulong)row;
                    inserted[insertedCount++] = (nint)row;
                    break;
                }

                slot = slot == last ? slots : slot + 1;
            }

            var found = (nint)(slot->Row & AddressMask) + shift;
            if (wantsRows)
                Prefetch.Line((byte*)found);
            rows[i] = found;
        }

        Count += insertedCount;
        return insertedCount;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int ProbeWords(byte* keys, int count, TuplePartitions target, nint* rows, nint* inserted, nint* owners)
    {
        var slots = (WordSlot*)_slots!.Address;
        var mask = _mask;
        var key = (ulong*)keys;
        var (wantsSlots, wantsRows, rowPart) = (_slots.ByteLength > CachedSlotBytes, Count * _layout.RowBytes > CachedRowBytes, (nint)_layout.KeyBytes);
        var insertedCount = 0;
        for (var i = 0; i < count; i++, key += 2)
        {
            if (wantsSlots && i + SlotsAhead < count)
                Prefetch.Line(slots + ((key[2 * SlotsAhead] >>> 8) & mask));
            var (hash, word) = (key[0], key[1]);
            var tag = (hash & ValidityMask) << ValidityShift;
            var slot = slots + ((hash >>> 8) & mask);
            while (slot->Word != word || (slot->Row & ~AddressMask) != tag || slot->Row == 0)
            {
                if (slot->Row == 0)
                {
                    var row = target.Of(owners == null ? hash : *(ulong*)owners[i]).Append();
                    ((ulong*)row)[0] = hash;
                    ((ulong*)row)[1] = word;
                    slot->Word = word;
                    slot->Row = tag | (ulong)row;
                    inserted[insertedCount++] = (nint)row;
                    break;
                }

                slot = slot == slots + mask ? slots : slot + 1;
            }

            var found = (nint)(slot->Row & AddressMask);
            if (wantsRows)
                Prefetch.Line((byte*)found + rowPart);
            rows[i] = found;
        }

        Count += insertedCount;
        return insertedCount;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AdoptWords(nint* others, int count, nint* rows)
    {
        var slots = (WordSlot*)_slots!.Address;
        var mask = _mask;
        var adoptedCount = 0;
        for (var i = 0; i < count; i++)
        {
            var other = (ulong*)others[i];
            var (hash, word) = (other[0], other[1]);
            var tag = (hash & ValidityMask) << ValidityShift;
            var slot = slots + ((hash >>> 8) & mask);
            while (slot->Word != word || (slot->Row & ~AddressMask) != tag || slot->Row == 0)
            {
                if (slot->Row == 0)
                {
                    slot->Word = word;
                    slot->Row = tag | (ulong)other;
                    adoptedCount++;
                    break;
                }

                slot = slot == slots + mask ? slots : slot + 1;
            }

            rows[i] = (nint)(slot->Row & AddressMask);
        }

        Count += adoptedCount;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RefillWords(WordSlot* from, long fromCount, WordSlot* slots, ulong mask)
    {
        for (var i = 0L; i < fromCount; i++)
        {
            var entry = from[i];
            if (entry.Row == 0)
                continue;
            var hash = TupleHash.OfWord((entry.Row >>> ValidityShift) & ValidityMask, entry.Word);
            var slot = (hash >>> 8) & mask;
            while (slots[slot].Row != 0)
                slot = (slot + 1) & mask;
            slots[slot] = entry;
        }
    }

    /// <summary>A key and its row.</summary>
    private struct WordSlot
    {
        /// <summary>The key.</summary>
        public ulong Word;

        /// <summary>The address of the row, and above it the validity of the keys; 0 in a free slot.</summary>
        public ulong Row;
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.Execution.State;

namespace SqlSpark.Execution.Operators.Aggregates;

/// <summary>
/// Finds the groups of one integer key by its distance from the smallest: an array of their addresses, without hashing and comparing. For keys of a range
/// that is not much larger than the number of groups, which <see cref="TryCover"/> decides; keys outside of the range are the caller's.
/// </summary>
/// <param name="layout">The layout of groups; see <see cref="Takes"/>.</param>
/// <param name="account">Pays for the array.</param>
internal sealed unsafe class DirectGroups(TupleLayout layout, MemoryAccount account) : IDisposable
{
    // Eight bytes a place: at this density an array takes three times the bytes of a hash table, and is still faster.
    private const long PlacesPerGroup = 16;
    private const long MinPlaces = 1024;

    // Above these sizes what is read next is asked for early: they leave the first and the second cache.
    private const long CachedPlaces = 32 * 1024;
    private const long CachedGroupBytes = 1024 * 1024;
    private const int StepRows = 8;
    private const int PlacesAhead = 32;
    private const int KeysAhead = 512;      // a batch may come from memory: its start is not there by itself

    private readonly int _wordBits = 8 * TupleColumn.WidthOf(layout.Keys[0].Physical);
    private readonly ulong _validity = layout.FirstWordValidity;
    private NativeBuffer? _array;       // the group of NULL, then those of keys; 0 where there is none
    private long _smallest;
    private long _placeCount;

    /// <summary>Bytes of the array.</summary>
    public long UsedBytes => _array?.ByteLength ?? 0;

    private nint* Places => _array is null ? null : (nint*)_array.Address + 1;

    private ulong WordMask => ulong.MaxValue >> (64 - _wordBits);

    /// <summary>True when groups have one key that is an integer or stored as one.</summary>
    public static bool Takes(TupleLayout layout) =>
        layout.Keys.Length == 1 && layout.Keys[0].Physical is PhysicalType.Int8 or PhysicalType.Int16 or PhysicalType.Int32 or PhysicalType.Int64;

    /// <summary>Makes the array cover keys, unless it would be too large.</summary>
    /// <param name="least">The smallest key.</param>
    /// <param name="most">The largest key.</param>
    /// <param name="groupCount">How many groups there are about to be.</param>
    /// <returns>False when it would be too large; nothing has changed then.</returns>
    public bool TryCover(long least, long most, long groupCount)
    {
        var isDownward = _placeCount > 0 && least < _smallest;
        if (_placeCount > 0)
            (least, most) = (Math.Min(least, _smallest), Math.Max(most, _smallest + (_placeCount - 1)));
        // The distance of two longs may not fit one.
        var distance = (ulong)most - (ulong)least;
        if (distance >= (ulong)Math.Max(MinPlaces, PlacesPerGroup * groupCount))
            return false;
        var placeCount = (long)distance + 1;
        if (placeCount == _placeCount)
            return true;
        placeCount = Math.Max(Math.Max(placeCount + (placeCount >> 3), _placeCount * 2), MinPlaces);
        // Room is on the side to which keys went.
        var smallest = isDownward
            ? most < long.MinValue + (placeCount - 1) ? long.MinValue : most - (placeCount - 1)
            : Math.Min(least, long.MaxValue - (placeCount - 1));
        var array = account.Allocate((placeCount + 1) * sizeof(nint), zeroed: true);
        if (_array is not null)
        {
            var places = (nint*)array.Address;
            places[0] = Places[-1];
            var bytes = _placeCount * sizeof(nint);
            Buffer.MemoryCopy(Places, places + 1 + (_smallest - smallest), bytes, bytes);
            _array.Release();
        }

        (_array, _smallest, _placeCount) = (array, smallest, placeCount);
        return true;
    }

    /// <summary>Enters a group, unless its key is outside of the range or has one.</summary>
    /// <returns>False when it is outside.</returns>
    public bool TryAdd(nint group)
    {
        var isNull = (*(ulong*)group & _validity) == 0;
        var place = (ulong)(KeyOf(group) - _smallest);
        if (_array is null || (!isNull && place >= (ulong)_placeCount))
            return false;
        var entry = isNull ? Places - 1 : Places + place;
        if (*entry == 0)
            *entry = group;
        return true;
    }

    /// <summary>The key of a group; 0 of the group of NULL.</summary>
    public long KeyOf(nint group) => (long)(((ulong*)group)[1] << (64 - _wordBits)) >> (64 - _wordBits);

    /// <summary>Finds the groups of rows from one on, and makes those that are new, in the order of the rows.</summary>
    /// <param name="keys">The keys, as narrow as they are stored.</param>
    /// <param name="search">The rows, and what is found.</param>
    /// <param name="target">Takes new groups.</param>
    public void Find(FlatVector keys, ref Search search, TuplePartitions target)
    {
        switch (keys.Physical)
        {
            case PhysicalType.Int8:
                Find((sbyte*)keys.Address, keys, ref search, target);
                break;
            case PhysicalType.Int16:
                Find((short*)keys.Address, keys, ref search, target);
                break;
            case PhysicalType.Int32:
                Find((int*)keys.Address, keys, ref search, target);
                break;
            default:
                Find((long*)keys.Address, keys, ref search, target);
                break;
        }
    }

    /// <summary>Forgets all groups, keeping the range.</summary>
    public void Forget()
    {
        if (_array is not null)
            NativeMemory.Clear(Places - 1, (nuint)(_placeCount + 1) * (nuint)sizeof(nint));
    }

    /// <summary>Forgets groups and range.</summary>
    public void Clear()
    {
        _array?.Release();
        _array = null;
        _placeCount = 0;
    }

    /// <inheritdoc />
    public void Dispose() => Clear();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Find<T>(T* keys, FlatVector vector, ref Search search, TuplePartitions target)
        where T : unmanaged
    {
        var places = Places;
        var (smallest, placeCount) = (_smallest, (ulong)_placeCount);
        var validity = vector.Validity.IsEmpty ? null : (ulong*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(vector.Validity));
        var live = search.Live;
        var groups = search.Groups;
        var wantsPlaces = _placeCount > CachedPlaces;
        var wantsGroups = target.UsedBytes > CachedGroupBytes;
        var (count, shift) = (search.Count, search.Shift);
        for (var i = search.Next; i < count;)
        {
            if (typeof(T) == typeof(long) && Avx2.IsSupported && live == null && validity == null)
                i += FindKnown((long*)keys + i, count - i, places, smallest, placeCount, groups + i, shift, wantsPlaces, wantsGroups);

            // Rows of a step that is not all known, or cannot be looked up together.
            for (var end = Math.Min(i + StepRows, count); i < end; i++)
            {
                var row = live == null ? i : live[i];
                var isNull = validity != null && (validity[row >>> 6] >>> (row & 63) & 1) == 0;
                var key = isNull ? smallest - 1 : Extremes.ToInt64(keys[row]);
                var place = key - smallest;
                if ((isNull && places == null) || (!isNull && (ulong)place >= placeCount))
                {
                    if (search.Outside == null)
                    {
                        search.Next = i;
                        return;
                    }

                    search.Outside[search.OutsideCount++] = i;
                    continue;
                }

                var group = places[place];
                if (group == 0)
                {
                    group = Insert(target, isNull ? 0 : (ulong)key & WordMask, isNull ? 0 : _validity);
                    places[place] = group;
                    search.Inserted[search.InsertedCount++] = group;
                }

                groups[i] = group + shift;
                if (wantsGroups)
                    Prefetch.Line((void*)groups[i]);
            }
        }

        search.Next = count;
    }

    /// <summary>Finds groups of keys that are in the range and have one, eight at a time.</summary>
    /// <returns>How many were found; the next eight are not all known, or fewer are left.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int FindKnown(
        long* keys, int count, nint* places, long smallest, ulong placeCount, nint* groups, nint shift, bool wantsPlaces, bool wantsGroups)
    {
        var i = 0;
        for (; i + StepRows <= count; i += StepRows)
        {
            Prefetch.Line(keys + i + KeysAhead);
            if (wantsPlaces && i + PlacesAhead + StepRows <= count)
                PrefetchPlaces(keys + i + PlacesAhead, places, smallest, placeCount);
            var distances = Vector512.Load(keys + i) - Vector512.Create(smallest);
            if (Vector512.GreaterThanOrEqualAny(distances.AsUInt64(), Vector512.Create(placeCount)))
                return i;
            var found = Vector512.Create(
                Avx2.GatherVector256((long*)places, distances.GetLower(), 8), Avx2.GatherVector256((long*)places, distances.GetUpper(), 8));
            if (Vector512.EqualsAny(found, Vector512<long>.Zero))
                return i;
            (found + Vector512.Create((long)shift)).Store((long*)groups + i);
            if (wantsGroups)
                PrefetchGroups(groups + i);
        }

        return i;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Insert(TuplePartitions target, ulong word, ulong validity)
    {
        var hash = validity | TupleHash.OfWord(validity, word);
        var row = (ulong*)target.Of(hash).Append();
        row[0] = hash;
        row[1] = word;
        return (nint)row;
    }

    // Places that keys outside of the range would have are no memory of ours, and not asked for.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void PrefetchPlaces(long* keys, nint* places, long smallest, ulong placeCount)
    {
        for (var i = 0; i < StepRows; i++)
        {
            var place = (ulong)(keys[i] - smallest);
            Prefetch.Line(places + (place < placeCount ? place : 0));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void PrefetchGroups(nint* groups)
    {
        for (var i = 0; i < StepRows; i++)
            Prefetch.Line((void*)groups[i]);
    }

    /// <summary>Live rows that are looked up, and how far that is.</summary>
    public struct Search
    {
        /// <summary>How many rows there are.</summary>
        public int Count;

        /// <summary>Their numbers; null when the first <see cref="Count"/>.</summary>
        public int* Live;

        /// <summary>Room for the group of each row.</summary>
        public nint* Groups;

        /// <summary>What is added to addresses of groups, so that they are those of a state.</summary>
        public nint Shift;

        /// <summary>Room for as many new groups.</summary>
        public nint* Inserted;

        /// <summary>New groups so far.</summary>
        public int InsertedCount;

        /// <summary>The row that comes next; <see cref="Count"/> when all were looked at.</summary>
        public int Next;

        /// <summary>Takes the rows whose keys are outside of the range; null when the first of them ends the search.</summary>
        public int* Outside;

        /// <summary>How many those are.</summary>
        public int OutsideCount;
    }
}

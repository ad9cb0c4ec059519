using System.Numerics;
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
/// <remarks>
/// Addresses are kept as 32-bit distances from the first group's, in words, which reach 16 GiB to either side: half of the memory, and of the cache. Should
/// a group ever be farther away, <see cref="IsTooFar"/> says so.
/// </remarks>
/// <param name="layout">The layout of groups; see <see cref="Takes"/>.</param>
/// <param name="account">Pays for the array.</param>
/// <param name="reach">Bytes that distances reach to either side.</param>
internal sealed unsafe class DirectGroups(TupleLayout layout, MemoryAccount account, long reach = DirectGroups.MaxReach) : IDisposable
{
    /// <summary>The most bytes between groups.</summary>
    public const long MaxReach = (long)int.MaxValue << UnitShift;

    // Rows start at multiples of eight bytes.
    private const int UnitShift = 3;

    // Four bytes a place: at this density an array takes about as many bytes as a hash table with twice as many slots as groups.
    private const long PlacesPerGroup = 16;
    private const long MinPlaces = 1024;
    private const long MaxPlaces = int.MaxValue - 1;

    // Above these sizes what is read next is asked for early: they leave the first and the second cache.
    private const long CachedPlaces = 64 * 1024;
    private const long CachedGroupBytes = 1024 * 1024;
    private const int StepRows = 8;
    private const int PlacesAhead = 32;
    private const int KeysAhead = 512;      // a batch may come from memory: its start is not there by itself

    private readonly int _wordBits = 8 * TupleColumn.WidthOf(layout.Keys[0].Physical);
    private readonly ulong _validity = layout.FirstWordValidity;
    private NativeBuffer? _array;       // the group of NULL, then those of keys; 0 where there is none
    private nint _origin;               // one word before the first group, so that no distance is 0
    private long _smallest;
    private long _placeCount;

    /// <summary>Bytes of the array.</summary>
    public long UsedBytes => _array?.ByteLength ?? 0;

    /// <summary>True when some group was too far from the others to be entered: it may come twice from now on, and nothing should be looked up here.</summary>
    public bool IsTooFar { get; private set; }

    private int* Places => _array is null ? null : (int*)_array.Address + 1;

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
        if (IsTooFar || distance >= (ulong)Math.Clamp(PlacesPerGroup * groupCount, MinPlaces, MaxPlaces))
            return false;
        var placeCount = (long)distance + 1;
        if (placeCount == _placeCount)
            return true;
        placeCount = Math.Clamp(Math.Max(placeCount + (placeCount >> 3), _placeCount * 2), MinPlaces, MaxPlaces);
        // Room is on the side to which keys went.
        var smallest = isDownward
            ? most < long.MinValue + (placeCount - 1) ? long.MinValue : most - (placeCount - 1)
            : Math.Min(least, long.MaxValue - (placeCount - 1));
        var array = account.Allocate((placeCount + 1) * sizeof(int), zeroed: true);
        if (_array is not null)
        {
            var places = (int*)array.Address;
            places[0] = Places[-1];
            var bytes = _placeCount * sizeof(int);
            Buffer.MemoryCopy(Places, places + 1 + (_smallest - smallest), bytes, bytes);
            _array.Release();
        }

        (_array, _smallest, _placeCount) = (array, smallest, placeCount);
        return true;
    }

    /// <summary>Enters groups, unless their keys are outside of the range or have a group.</summary>
    /// <param name="groups">The groups; those that are outside come to stand at the beginning.</param>
    /// <param name="count">How many there are.</param>
    /// <returns>How many are outside.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Add(nint* groups, int count)
    {
        if (_array is null)
            return count;
        var places = Places;
        var (smallest, placeCount) = (_smallest, (ulong)_placeCount);
        var outsideCount = 0;
        for (var i = 0; i < count; i++)
        {
            // Groups stand in the order in which they came: their keys are read from one line after the other, their places are anywhere.
            if (i + PlacesAhead < count)
                Prefetch.Line(places + Math.Min((ulong)(KeyOf(groups[i + PlacesAhead]) - smallest), placeCount));
            var group = groups[i];
            var isNull = (*(ulong*)group & _validity) == 0;
            var place = isNull ? ulong.MaxValue : (ulong)(KeyOf(group) - smallest);     // NULL's is the one before the first
            if (!isNull && place >= placeCount)
            {
                groups[outsideCount++] = group;
                continue;
            }

            if (places[(long)place] == 0)
                Enter(group, places + (long)place);
        }

        return outsideCount;
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
            NativeMemory.Clear(Places - 1, (nuint)(_placeCount + 1) * sizeof(int));
        _origin = 0;
    }

    /// <summary>Forgets groups and range.</summary>
    public void Clear()
    {
        _array?.Release();
        _array = null;
        _placeCount = 0;
        _origin = 0;
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
                i = FindInside((long*)keys, i, places, ref search, target, wantsPlaces, wantsGroups);

            // Rows of a step that is not all inside, or cannot be looked up together.
            if (wantsPlaces && live == null && i + PlacesAhead + StepRows <= count)
                PrefetchPlaces(keys + i + PlacesAhead, places, smallest, placeCount);
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

                groups[i] = shift + (places[place] != 0
                    ? GroupAt(places[place])
                    : Insert(target, isNull ? 0 : (ulong)key & WordMask, isNull ? 0 : _validity, places + place, ref search));
                if (wantsGroups)
                    Prefetch.Line((void*)groups[i]);
            }
        }

        search.Next = count;
    }

    /// <summary>Finds or makes groups of keys that are all in the range, eight at a time.</summary>
    /// <returns>The first row that was not looked up: of the next eight not all are in the range, or fewer are left.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int FindInside(long* keys, int i, int* places, ref Search search, TuplePartitions target, bool wantsPlaces, bool wantsGroups)
    {
        var (smallest, placeCount) = (_smallest, (ulong)_placeCount);
        if (_origin == 0)
            return i;       // nothing is known yet
        var groups = search.Groups;
        var count = search.Count;
        var first = Vector512.Create((long)(_origin + search.Shift));
        for (; i + StepRows <= count; i += StepRows)
        {
            Prefetch.Line(keys + i + KeysAhead);
            if (wantsPlaces && i + PlacesAhead + StepRows <= count)
                PrefetchPlaces(keys + i + PlacesAhead, places, smallest, placeCount);
            var distances = Vector512.Load(keys + i) - Vector512.Create(smallest);
            if (Vector512.GreaterThanOrEqualAny(distances.AsUInt64(), Vector512.Create(placeCount)))
                return i;
            var found = Avx2.GatherVector256(places, Narrow(distances), sizeof(int));
            ((Widen(found) << UnitShift) + first).Store((long*)groups + i);
            var unknown = Vector256.Equals(found, Vector256<int>.Zero).ExtractMostSignificantBits();
            if (unknown != 0)
                InsertUnknown(keys + i, unknown, places, groups + i, ref search, target);
            if (wantsGroups)
                PrefetchGroups(groups + i);
        }

        return i;
    }

    // Keys may be there twice.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void InsertUnknown(long* keys, uint unknown, int* places, nint* groups, ref Search search, TuplePartitions target)
    {
        for (; unknown != 0; unknown &= unknown - 1)
        {
            var row = BitOperations.TrailingZeroCount(unknown);
            var place = places + (keys[row] - _smallest);
            groups[row] = search.Shift + (*place != 0 ? GroupAt(*place) : Insert(target, (ulong)keys[row], _validity, place, ref search));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private nint Insert(TuplePartitions target, ulong word, ulong validity, int* place, ref Search search)
    {
        var hash = validity | TupleHash.OfWord(validity, word);
        var row = (ulong*)target.Of(hash).Append();
        row[0] = hash;
        row[1] = word;
        search.Inserted[search.InsertedCount++] = (nint)row;
        Enter((nint)row, place);
        return (nint)row;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Enter(nint group, int* place)
    {
        if (_origin == 0)
            _origin = group - (1 << UnitShift);
        var distance = (long)(group - _origin);
        if (distance + reach >= 0 && distance <= reach)
            *place = (int)(distance >> UnitShift);
        else
            IsTooFar = true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private nint GroupAt(int distance) => _origin + ((nint)distance << UnitShift);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Narrow(Vector512<long> values) =>
        Avx512F.IsSupported ? Avx512F.ConvertToVector256Int32(values) : Vector256.Narrow(values.GetLower(), values.GetUpper());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<long> Widen(Vector256<int> values) =>
        Avx512F.IsSupported ? Avx512F.ConvertToVector512Int64(values) : Vector512.Create(Avx2.ConvertToVector256Int64(values.GetLower()), Avx2.ConvertToVector256Int64(values.GetUpper()));

    // Places that keys outside of the range would have are no memory of ours, and not asked for.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void PrefetchPlaces<T>(T* keys, int* places, long smallest, ulong placeCount)
        where T : unmanaged
    {
        for (var i = 0; i < StepRows; i++)
            Prefetch.Line(places + Math.Min((ulong)(Extremes.ToInt64(keys[i]) - smallest), placeCount));
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

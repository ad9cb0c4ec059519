using System.Diagnostics;
using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Memory;

namespace SqlSpark.DataSources.Parquet.Encodings;

/// <summary>
/// Gives every distinct value of a column chunk a number, in the order in which they come, until the dictionary would be too
/// large; the writer then goes on without one. Holds the distinct values and a hash table.
/// </summary>
/// <typeparam name="T">
/// int, long, Int128 or <see cref="Utf8View"/>. Floating-point numbers are given as the integers of their bits, so that -0.0 and
/// every NaN are kept.
/// </typeparam>
/// <remarks>Not thread-safe. Growing throws <c>MEMORY_LIMIT_EXCEEDED</c> when the account is full.</remarks>
internal sealed unsafe class DictionaryBuilder<T> : IDisposable
    where T : unmanaged, IEquatable<T>
{
    private const int FirstCapacity = 256;

    private readonly MemoryAccount _account;
    private readonly int _maxCount;
    private readonly long _maxByteLength;
    private readonly StringHeap _heap;
    private NativeBuffer _entries;
    private NativeBuffer _slots;         // code + 1, or 0 where nothing is; twice as many as entries or more
    private int _capacity;

    /// <summary>An empty dictionary.</summary>
    /// <param name="account">Who pays.</param>
    /// <param name="maxCount">The most entries, 1 to 2^30.</param>
    /// <param name="maxByteLength">The most bytes of all entries in encoding PLAIN.</param>
    public DictionaryBuilder(MemoryAccount account, int maxCount, long maxByteLength)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxCount, 1 << 30);
        _account = account;
        _maxCount = maxCount;
        _maxByteLength = maxByteLength;
        _heap = new StringHeap(account);
        _capacity = FirstCapacity;
        _entries = account.Allocate((long)_capacity * sizeof(T));
        _slots = account.Allocate(2L * _capacity * sizeof(int), zeroed: true);
    }

    /// <summary>Distinct values so far.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes of the entries in encoding PLAIN.</summary>
    public long ByteLength { get; private set; }

    /// <summary>The distinct values by number; valid until the next ones are added.</summary>
    public ReadOnlySpan<T> Entries => new(_entries.Address, Count);

    /// <summary>Writes the number of each value, until a new one does not fit any more.</summary>
    /// <param name="values">The values, without those of null rows. Bytes of new ones are copied.</param>
    /// <param name="codes">Room for as many.</param>
    /// <returns>The values that got a number: fewer than given when the dictionary is full.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Add(ReadOnlySpan<T> values, Span<int> codes)
    {
        Debug.Assert(codes.Length >= values.Length, "no room for the codes");
        for (var i = 0; i < values.Length; i++)
        {
            var value = values[i];
            var slot = FindSlot(value);
            var code = *slot - 1;
            if (code < 0 && !TryInsert(value, slot, out code))
                return i;
            codes[i] = code;
        }

        return values.Length;
    }

    /// <summary>Forgets all entries and keeps the memory.</summary>
    public void Clear()
    {
        _slots.AsSpan<int>().Clear();
        _heap.Reset();
        Count = 0;
        ByteLength = 0;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _entries.Release();
        _slots.Release();
        _heap.Dispose();
    }

    private static long PlainLength(T value) => typeof(T) == typeof(Utf8View) ? 4L + Unsafe.BitCast<T, Utf8View>(value).Length : sizeof(T);

    // The slot with the value's number, or a free one.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int* FindSlot(T value)
    {
        var slots = (int*)_slots.Address;
        var entries = (T*)_entries.Address;
        var mask = (2U * (uint)_capacity) - 1;
        var slot = (uint)HashKernels.Hash(value) & mask;
        while (slots[slot] != 0 && !entries[slots[slot] - 1].Equals(value))
            slot = (slot + 1) & mask;
        return slots + slot;
    }

    private bool TryInsert(T value, int* slot, out int code)
    {
        code = Count;
        var byteLength = ByteLength + PlainLength(value);
        if (Count >= _maxCount || byteLength > _maxByteLength)
            return false;
        if (typeof(T) == typeof(Utf8View))
            value = Unsafe.BitCast<Utf8View, T>(_heap.Copy(Unsafe.BitCast<T, Utf8View>(value).Bytes));
        if (Count == _capacity)
        {
            Grow();
            slot = FindSlot(value);
        }

        ((T*)_entries.Address)[code] = value;
        *slot = code + 1;
        Count++;
        ByteLength = byteLength;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Grow()
    {
        var capacity = 2 * _capacity;
        var nextSlots = _account.Allocate(2L * capacity * sizeof(int), zeroed: true);
        NativeBuffer nextEntries;
        try
        {
            nextEntries = _account.Allocate((long)capacity * sizeof(T));
        }
        catch
        {
            nextSlots.Release();
            throw;
        }

        Entries.CopyTo(new Span<T>(nextEntries.Address, Count));
        _entries.Release();
        _slots.Release();
        _entries = nextEntries;
        _slots = nextSlots;
        _capacity = capacity;
        for (var code = 0; code < Count; code++)
            *FindSlot(Entries[code]) = code + 1;
    }
}

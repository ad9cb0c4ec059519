using System.Diagnostics;
using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;

namespace SqlSpark.Core.Kernels;

/// <summary>
/// Hashes the key columns of one batch after another, with <see cref="HashKernels"/>. Keeps scratch memory, and the hashes of
/// dictionary entries as long as batches come over the same dictionary. One instance serves one worker.
/// </summary>
public sealed class VectorHasher(MemoryAccount account) : IDisposable
{
    private NativeBuffer? _next;
    private EntryHashes[] _entryHashes = [];

    /// <summary>Writes one hash a row over all keys.</summary>
    /// <param name="keys">Columns of equal length, in any encoding.</param>
    /// <param name="rows">The rows that count; hashes of other rows mean nothing.</param>
    /// <param name="hashes">Room for a hash for every row, live or not.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Hash(ReadOnlySpan<Vector> keys, Rows rows, Span<ulong> hashes)
    {
        hashes = hashes[..rows.Length];
        if (keys.IsEmpty)
        {
            hashes.Fill(HashKernels.NullHash);
            return;
        }

        if (_entryHashes.Length < keys.Length)
            Array.Resize(ref _entryHashes, keys.Length);
        HashColumn(keys[0], 0, rows, hashes);
        for (var i = 1; i < keys.Length; i++)
        {
            Renew(ref _next, rows.Length);
            var next = _next!.AsSpan<ulong>()[..rows.Length];
            HashColumn(keys[i], i, rows, next);
            HashKernels.Combine(hashes, next);
        }
    }

    /// <summary>Forgets the hashes of dictionary entries and gives back memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Dispose()
    {
        _next?.Release();
        _next = null;
        foreach (var entry in _entryHashes)
            entry.Hashes?.Release();
        _entryHashes = [];
    }

    private void HashColumn(Vector key, int ordinal, Rows rows, Span<ulong> hashes)
    {
        Debug.Assert(key.Length == rows.Length, "vectors of unequal length");
        switch (key)
        {
            case LazyVector lazy:
                HashColumn(lazy.Load(rows), ordinal, rows, hashes);
                break;
            case ConstantVector constant:
                hashes.Fill(HashKernels.HashRow(constant.Value, 0));
                break;
            case VoidVector:
                hashes.Fill(HashKernels.NullHash);
                break;
            case FlatVector flat:
                HashFlat(flat, rows, hashes);
                HashKernels.SetNulls(flat.Validity, hashes);
                break;
            case DictionaryVector dictionary when Entries(dictionary.Dictionary, ordinal, rows.Count) is { } entries:
                LookUp(dictionary, entries.AsSpan<ulong>(), rows, hashes);
                HashKernels.SetNulls(dictionary.Validity, hashes);
                break;
            default:
                HashByRow(key, rows, hashes);
                break;
        }
    }

    private static void HashFlat(FlatVector vector, Rows rows, Span<ulong> hashes)
    {
        switch (vector.Physical)
        {
            case PhysicalType.Bool:
                HashKernels.HashBits(vector.Bits, hashes);
                break;
            case PhysicalType.Int8:
                HashKernels.Hash(vector.Values<sbyte>(), hashes);
                break;
            case PhysicalType.Int16:
                HashKernels.Hash(vector.Values<short>(), hashes);
                break;
            case PhysicalType.Int32:
                HashKernels.Hash(vector.Values<int>(), hashes);
                break;
            case PhysicalType.Int64:
                HashKernels.Hash(vector.Values<long>(), hashes);
                break;
            case PhysicalType.Int128:
                HashKernels.HashLive(vector.Values<Int128>(), rows, hashes);
                break;
            case PhysicalType.Float32:
                HashKernels.Hash(vector.Values<float>(), hashes);
                break;
            case PhysicalType.Float64:
                HashKernels.Hash(vector.Values<double>(), hashes);
                break;
            case PhysicalType.View:
                HashKernels.HashLive(vector.Values<Utf8View>(), rows, hashes);
                break;
            default:
                HashKernels.HashLive(vector.Values<CalendarInterval>(), rows, hashes);
                break;
        }
    }

    /// <summary>The hashes of a dictionary's entries; null when hashing the rows is cheaper.</summary>
    private NativeBuffer? Entries(VectorDictionary dictionary, int ordinal, int rowCount)
    {
        ref var entry = ref _entryHashes[ordinal];
        if (entry.DictionaryId == dictionary.Id)
            return entry.Hashes;
        var count = dictionary.Values.Length;
        if (count > rowCount)
            return null;
        entry.DictionaryId = 0;
        Renew(ref entry.Hashes, count);
        HashColumn(dictionary.Values, ordinal, Rows.All(count), entry.Hashes!.AsSpan<ulong>()[..count]);
        entry.DictionaryId = dictionary.Id;
        return entry.Hashes;
    }

    private static void LookUp(DictionaryVector vector, ReadOnlySpan<ulong> entries, Rows rows, Span<ulong> hashes)
    {
        switch (vector.CodeWidth)
        {
            case 1:
                LookUp(vector.Codes<byte>(), entries, rows, hashes);
                break;
            case 2:
                LookUp(vector.Codes<ushort>(), entries, rows, hashes);
                break;
            case 4 when rows.IsAll:
                GatherKernels.Gather(entries, vector.Codes<int>(), hashes);
                break;
            default:
                LookUp(vector.Codes<int>(), entries, rows, hashes);
                break;
        }
    }

    /// <summary>Codes of rows that are not live are not looked at: a scan may not have read them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void LookUp<TCode>(ReadOnlySpan<TCode> codes, ReadOnlySpan<ulong> entries, Rows rows, Span<ulong> hashes)
        where TCode : unmanaged
    {
        if (!rows.IsAll)
        {
            foreach (var row in rows)
                hashes[row] = entries[Codes.ToInt32(codes[row])];
            return;
        }

        for (var row = 0; row < codes.Length; row++)
            hashes[row] = entries[Codes.ToInt32(codes[row])];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void HashByRow(Vector key, Rows rows, Span<ulong> hashes)
    {
        foreach (var row in rows)
            hashes[row] = HashKernels.HashRow(key, row);
    }

    private void Renew(ref NativeBuffer? buffer, int count)
    {
        if (buffer is not null && buffer.ByteLength >= count * 8L)
            return;
        buffer?.Release();
        buffer = null;
        buffer = account.Allocate(Math.Max(count, 1) * 8L);
    }

    private struct EntryHashes
    {
        public long DictionaryId;
        public NativeBuffer? Hashes;
    }
}

using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;

namespace SqlSpark.DataSources.Files.Writing;

/// <summary>The partitions that a task has seen: gives each row of a batch the number of its partition, in the order of first appearance.</summary>
/// <remarks>
/// Rows are found by a hash over the partition columns, then each column checks its values in one loop. Equal are values that GROUP BY calls
/// equal. Holds one key a partition.
/// </remarks>
internal sealed class PartitionKeys : IDisposable
{
    private const int None = -1;

    private readonly PartitionKeyColumn[] _columns;
    private readonly Vector[] _vectors;
    private readonly VectorHasher _hasher;
    private readonly ScratchBuffer _hashes;
    private readonly ScratchBuffer _numbers;
    private readonly Dictionary<ulong, int> _firstByHash = [];
    private readonly List<int> _nextOfHash = [];
    private readonly List<int> _mismatches = [];

    /// <param name="types">The types of the partition columns.</param>
    /// <param name="account">Pays for buffers.</param>
    public PartitionKeys(IReadOnlyList<DataType> types, MemoryAccount account)
    {
        _columns = [.. types.Select(type => PartitionKeyColumn.Create(type, account))];
        _vectors = new Vector[types.Count];
        _hasher = new VectorHasher(account);
        _hashes = new ScratchBuffer(account);
        _numbers = new ScratchBuffer(account);
    }

    /// <summary>How many partitions there are.</summary>
    public int Count => _nextOfHash.Count;

    /// <summary>The number of each live row's partition; valid until the next call.</summary>
    /// <param name="columns">The partition columns of a batch.</param>
    /// <param name="rows">The live rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ReadOnlySpan<int> Assign(ReadOnlySpan<Vector> columns, Rows rows)
    {
        for (var i = 0; i < columns.Length; i++)
            _vectors[i] = _columns[i].Begin(columns[i]);
        var hashes = _hashes.GetSpan<ulong>(rows.Length);
        var numbers = _numbers.GetSpan<int>(rows.Length);
        _hasher.Hash(_vectors, rows, hashes);
        var (lastHash, lastNumber) = (0UL, None);
        foreach (var row in rows)
        {
            if (lastNumber == None || hashes[row] != lastHash)
            {
                lastHash = hashes[row];
                if (!_firstByHash.TryGetValue(lastHash, out lastNumber))
                    _firstByHash.Add(lastHash, lastNumber = Add(row));
            }

            numbers[row] = lastNumber;
        }

        // A hash may stand for several keys.
        _mismatches.Clear();
        foreach (var column in _columns)
            column.FindMismatches(numbers, rows, _mismatches);
        foreach (var row in _mismatches)
            numbers[row] = FindOrAdd(row, _firstByHash[hashes[row]]);
        return numbers;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var column in _columns)
            column.Dispose();
        _hasher.Dispose();
        _hashes.Dispose();
        _numbers.Dispose();
    }

    private int FindOrAdd(int row, int first)
    {
        for (var number = first; ; number = _nextOfHash[number])
        {
            if (Array.TrueForAll(_columns, column => column.Matches(row, number)))
                return number;
            if (_nextOfHash[number] == None)
                return _nextOfHash[number] = Add(row);
        }
    }

    private int Add(int row)
    {
        foreach (var column in _columns)
            column.Add(row);
        _nextOfHash.Add(None);
        return _nextOfHash.Count - 1;
    }
}

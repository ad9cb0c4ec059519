using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;

namespace SqlSpark.Benchmarks.Execution.Operators;

/// <summary>A table in memory as batches of <see cref="BatchRows"/> rows, all live and without NULLs.</summary>
internal sealed unsafe class MemoryBatches : IDisposable
{
    /// <summary>Rows of a batch.</summary>
    public const int BatchRows = 4096;

    private readonly MemoryPool _pool = new(16L << 30);
    private readonly List<Vector[]> _columns = [];

    /// <summary>An empty table.</summary>
    public MemoryBatches() => Account = _pool.CreateAccount("benchmark");

    /// <summary>Pays for the table, and for what runs over it.</summary>
    public MemoryAccount Account { get; }

    /// <summary>The batches, once <see cref="Complete"/> was called.</summary>
    public RecordBatch[] Batches { get; private set; } = [];

    /// <summary>Adds a BIGINT column.</summary>
    public void Add(long[] values) => Add(values, LongType.Instance);

    /// <summary>Adds a column of a type of 64 bits.</summary>
    public void Add(long[] values, DataType type) => Add(type, values.Length, (writer, start, count) => values.AsSpan(start, count).CopyTo(writer.Values<long>()));

    /// <summary>Adds a STRING column.</summary>
    public void Add(byte[][] values) => Add(StringType.Instance, values.Length, (writer, start, count) =>
    {
        for (var i = 0; i < count; i++)
            writer.SetBytes(i, values[start + i]);
    });

    /// <summary>Adds a STRING column as codes of one byte over a dictionary.</summary>
    public void Add(byte[] codes, byte[][] entries)
    {
        using var writer = new VectorWriter(StringType.Instance, Account);
        writer.Begin(entries.Length);
        for (var i = 0; i < entries.Length; i++)
            writer.SetBytes(i, entries[i]);
        var dictionary = new VectorDictionary(writer.Publish().Retain(), isUnique: true);
        var vectors = new List<Vector>();
        for (var start = 0; start < codes.Length; start += BatchRows)
        {
            var part = codes.AsSpan(start, Math.Min(BatchRows, codes.Length - start));
            var buffer = Account.Allocate(part.Length);
            part.CopyTo(buffer.AsSpan<byte>());
            dictionary.Retain();
            vectors.Add(DictionaryVector.Own(dictionary, 1, part.Length, buffer, null));
        }

        dictionary.Release();
        _columns.Add([.. vectors]);
    }

    /// <summary>Puts the columns together.</summary>
    public void Complete()
    {
        Batches = new RecordBatch[_columns[0].Length];
        for (var i = 0; i < Batches.Length; i++)
        {
            var vectors = _columns.Select(c => c[i]).ToArray();
            Batches[i] = new RecordBatch { PartitionOrdinal = i / 16, Sequence = i % 16 }.Set(vectors[0].Length, vectors);
        }
    }

    /// <summary>The values of a flat column of a batch.</summary>
    public T* Values<T>(int batch, int column)
        where T : unmanaged => (T*)((FlatVector)Batches[batch][column]).Address;

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var vector in _columns.SelectMany(c => c))
            vector.Release();
        Account.Dispose();
        _pool.Dispose();
    }

    private void Add(DataType type, int rowCount, Action<VectorWriter, int, int> write)
    {
        var vectors = new List<Vector>();
        for (var start = 0; start < rowCount; start += BatchRows)
        {
            using var writer = new VectorWriter(type, Account);
            var count = Math.Min(BatchRows, rowCount - start);
            writer.Begin(count);
            write(writer, start, count);
            vectors.Add(writer.Publish().Retain());
        }

        _columns.Add([.. vectors]);
    }
}

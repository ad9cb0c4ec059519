using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;

namespace SqlSpark.Tpch.Generation;

/// <summary>
/// Makes the rows of a table, any range of them in any order, as batches with narrow integers, dictionaries and views into the shared text. Not
/// thread-safe.
/// </summary>
/// <remarks>
/// Ranges are counted in source rows: orders for lines, parts for <see cref="TpchTable.PartSupp"/>, for other tables rows. Random streams are sought for
/// each range, so the rows do not depend on what was made before.
/// </remarks>
public abstract class TableGenerator : IDisposable
{
    private readonly List<GeneratedColumn> _columns = [];
    private readonly RecordBatch _batch = new();
    private readonly Vector[] _vectors;

    private protected TableGenerator(TpchTable table, TpchData data, MemoryAccount account, long sourceRowCount, int batchSize)
    {
        Table = table;
        Schema = TpchSchema.Of(table);
        Data = data;
        Account = account;
        SourceRowCount = sourceRowCount;
        BatchSize = batchSize;
        _vectors = new Vector[Schema.Fields.Count];
    }

    /// <summary>The table.</summary>
    public TpchTable Table { get; }

    /// <summary>Its columns.</summary>
    public StructType Schema { get; }

    /// <summary>All source rows of the table.</summary>
    public long SourceRowCount { get; }

    /// <summary>The source rows that make a batch of about 4096 rows.</summary>
    public int BatchSize { get; }

    private protected TpchData Data { get; }

    private protected MemoryAccount Account { get; }

    /// <summary>Makes the rows of source rows <paramref name="first"/> to <paramref name="first"/> + <paramref name="count"/> - 1, counted from 0.</summary>
    /// <returns>A batch that is borrowed until the next call.</returns>
    public RecordBatch Generate(long first, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, SourceRowCount - first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, BatchSize);
        var rowCount = Seek(first, count);
        foreach (var column in _columns)
            column.Begin(rowCount);
        Fill(first, count);
        for (var i = 0; i < _vectors.Length; i++)
            _vectors[i] = _columns[i].Publish();
        return _batch.Set(rowCount, _vectors);
    }

    /// <inheritdoc />
    public virtual void Dispose()
    {
        foreach (var column in _columns)
            column.Dispose();
    }

    /// <summary>Positions all streams at a source row. Returns the rows that the range has.</summary>
    private protected abstract int Seek(long first, int count);

    /// <summary>Fills the columns, which are open.</summary>
    private protected abstract void Fill(long first, int count);

    /// <summary>The next column, with integers, dates or amounts of a narrower width.</summary>
    private protected FlatColumn Column(PhysicalType physical) => Add(new FlatColumn(Schema.Fields[_columns.Count].DataType, physical, Account));

    private protected FlatColumn TextColumn() => Column(PhysicalType.View);

    private protected KeyColumn KeyColumn(long largest) => Add(new KeyColumn(largest, Account));

    private protected CodeColumn CodeColumn(VectorDictionary dictionary) => Add(new CodeColumn(dictionary, Account));

    private protected CommentColumn CommentColumn(uint seed, int averageLength, int commentsPerRow = 1) =>
        Add(new CommentColumn(seed, averageLength, commentsPerRow, Data.Text, Account));

    private protected T Add<T>(T column)
        where T : GeneratedColumn
    {
        _columns.Add(column);
        return column;
    }
}

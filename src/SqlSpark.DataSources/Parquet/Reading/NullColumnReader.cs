using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;

namespace SqlSpark.DataSources.Parquet.Reading;

/// <summary>A column that the file lacks: NULL in every row.</summary>
internal sealed class NullColumnReader : ColumnReader
{
    private readonly VectorWriter _writer;
    private readonly Vector _all;
    private Vector? _slice;

    /// <param name="type">The type.</param>
    /// <param name="name">The name.</param>
    /// <param name="batchCapacity">Rows of a batch at most.</param>
    /// <param name="account">Pays for the one row.</param>
    public NullColumnReader(DataType type, string name, int batchCapacity, MemoryAccount account)
        : base(type)
    {
        Name = name;
        _writer = new VectorWriter(type, account);
        if (type is VoidType)
        {
            _all = new VoidVector(batchCapacity);
            return;
        }

        _writer.Begin(1);
        _writer.SetNull(0);
        _all = new ConstantVector(_writer.Publish(), batchCapacity);
    }

    /// <inheritdoc />
    public override long FileOffset => 0;

    /// <inheritdoc />
    public override string Name { get; }

    /// <inheritdoc />
    public override Vector Read(int rowCount) => _slice = _all.Slice(0, rowCount, _slice);

    /// <inheritdoc />
    public override void Skip(long rowCount)
    {
    }

    /// <inheritdoc />
    public override void Dispose() => _writer.Dispose();
}

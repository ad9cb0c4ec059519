using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;

namespace SqlSpark.DataSources.Parquet.Reading;

/// <summary>A column that the file lacks: one value in every row, NULL as a rule.</summary>
internal sealed class ConstantColumnReader : ColumnReader
{
    private readonly VectorWriter _writer;
    private readonly Vector _all;
    private Vector? _slice;

    /// <param name="type">The type.</param>
    /// <param name="value">The value, in the form of <see cref="BoxedValues"/>; null for NULL.</param>
    /// <param name="name">The name.</param>
    /// <param name="batchCapacity">Rows of a batch at most.</param>
    /// <param name="account">Pays for the one row.</param>
    public ConstantColumnReader(DataType type, object? value, string name, int batchCapacity, MemoryAccount account)
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
        BoxedValues.Set(_writer, 0, value);
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

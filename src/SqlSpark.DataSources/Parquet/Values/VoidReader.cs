using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Files;
using SqlSpark.DataSources.Parquet.Reading;

namespace SqlSpark.DataSources.Parquet.Values;

/// <summary>A leaf that is said to be NULL everywhere: it must have no values.</summary>
internal sealed class VoidReader() : ValueReader(PhysicalType.Void)
{
    /// <inheritdoc />
    public override void SetPage(in DataPage page)
    {
    }

    /// <inheritdoc />
    public override void Read(VectorWriter target, int firstRow, int count) => Skip(count);

    /// <inheritdoc />
    public override void Skip(int count)
    {
        if (count > 0)
            MalformedDataException.Throw($"{count} values in a column that is said to be NULL everywhere", 0);
    }
}

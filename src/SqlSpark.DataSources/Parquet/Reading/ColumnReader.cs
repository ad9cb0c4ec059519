using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Parquet.Reading;

/// <summary>Reads one column of a row group, a batch of rows at a time.</summary>
/// <param name="type">The type that is read.</param>
internal abstract class ColumnReader(DataType type) : IDisposable
{
    /// <summary>The type that is read.</summary>
    public DataType Type { get; } = type;

    /// <summary>Reads the next rows.</summary>
    /// <param name="rowCount">How many: the row group has them.</param>
    /// <returns>A vector that is borrowed until the next call.</returns>
    /// <exception cref="MalformedDataException">The pages do not hold what they should.</exception>
    public abstract Vector Read(int rowCount);

    /// <summary>Passes over rows; pages of which nothing is wanted are not decompressed.</summary>
    public abstract void Skip(long rowCount);

    /// <summary>Where the page at hand begins in the file, for messages.</summary>
    public abstract long FileOffset { get; }

    /// <summary>The name of the column for messages.</summary>
    public abstract string Name { get; }

    /// <inheritdoc />
    public abstract void Dispose();
}

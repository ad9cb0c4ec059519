using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Csv;

/// <summary>Turns the texts of one column into values. One instance serves one reader.</summary>
internal abstract unsafe class CsvColumn : IDisposable
{
    private protected CsvColumn(DataType type, CsvOptions options, MemoryAccount account)
    {
        Writer = new VectorWriter(type, account);
        NullValue = options.NullValue;
    }

    /// <summary>The register of the column.</summary>
    public VectorWriter Writer { get; }

    private protected byte[] NullValue { get; }

    /// <summary>Opens the register for a batch.</summary>
    public virtual void Begin() => Writer.Begin(0);

    /// <summary>Appends the values of a chunk; texts that are no values become NULL and mark their rows.</summary>
    /// <param name="fields">The texts.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="block">The text they are in.</param>
    /// <param name="malformed">A bit for each row.</param>
    public abstract void Append(CsvField* fields, int count, TextBlocks block, ulong* malformed);

    /// <summary>Seals the register.</summary>
    public virtual Vector Publish() => Writer.Publish();

    /// <inheritdoc />
    public void Dispose() => Writer.Dispose();
}

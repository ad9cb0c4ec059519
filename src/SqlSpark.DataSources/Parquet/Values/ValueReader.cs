using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Files;
using SqlSpark.DataSources.Parquet.Format;
using SqlSpark.DataSources.Parquet.Reading;

namespace SqlSpark.DataSources.Parquet.Values;

/// <summary>Reads the values of a leaf that are not dictionary codes: as they lie in pages, without NULLs, converted to the type that is asked for.</summary>
/// <param name="physical">How it stores what it reads; may be narrower than the type's own storage.</param>
/// <remarks>Not thread-safe. Entries of dictionaries are read the same way, as a page in the encoding PLAIN.</remarks>
internal abstract class ValueReader(PhysicalType physical) : IDisposable
{
    /// <summary>How it stores what it reads.</summary>
    public PhysicalType Physical { get; } = physical;

    /// <summary>Goes to the first value of a page.</summary>
    /// <exception cref="MalformedDataException">An encoding that values of this kind do not have, or bytes that are none of it.</exception>
    public abstract void SetPage(in DataPage page);

    /// <summary>Reads the next values into consecutive rows.</summary>
    /// <param name="target">A register of <see cref="Physical"/> storage.</param>
    /// <param name="firstRow">Where the first value goes.</param>
    /// <param name="count">How many.</param>
    /// <exception cref="MalformedDataException">The page has fewer, or malformed ones.</exception>
    public abstract void Read(VectorWriter target, int firstRow, int count);

    /// <summary>Passes over values.</summary>
    public abstract void Skip(int count);

    /// <inheritdoc />
    public virtual void Dispose()
    {
    }

    /// <summary>The failure for an encoding that these values do not have.</summary>
    protected static MalformedDataException WrongEncoding(ParquetEncoding encoding, string values) =>
        new($"{values} in the encoding {encoding}", 0);
}

using SqlSpark.Core.Memory;
using SqlSpark.DataSources.Parquet.Encodings;
using SqlSpark.DataSources.Parquet.Format;

namespace SqlSpark.DataSources.Parquet.Reading;

/// <summary>A data page that was decompressed: its levels, not decoded yet, and its values.</summary>
internal unsafe struct DataPage
{
    /// <summary>Values, NULLs and empty lists included.</summary>
    public int ValueCount;

    /// <summary>How the values are encoded.</summary>
    public ParquetEncoding Encoding;

    /// <summary>The levels of repetition; only of columns that repeat.</summary>
    public LevelDecoder RepetitionLevels;

    /// <summary>The levels of definition; only of columns that may be NULL.</summary>
    public LevelDecoder DefinitionLevels;

    /// <summary>The first byte of the values; 64 bytes after the last one can be read.</summary>
    public byte* Values;

    /// <summary>Bytes of values.</summary>
    public int ValuesLength;

    /// <summary>What holds the values: views of long ones point into it. Owned by whoever took the page.</summary>
    public NativeBuffer Body;

    /// <summary>Where the page's header is in the file, for messages.</summary>
    public long FileOffset;
}

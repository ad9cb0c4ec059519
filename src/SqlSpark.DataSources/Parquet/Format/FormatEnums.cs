namespace SqlSpark.DataSources.Parquet.Format;

/// <summary>How values are stored. parquet.thrift: <c>Type</c>.</summary>
internal enum ParquetType
{
    /// <summary>One bit.</summary>
    Boolean = 0,

    /// <summary>32-bit integer.</summary>
    Int32 = 1,

    /// <summary>64-bit integer.</summary>
    Int64 = 2,

    /// <summary>12 bytes: nanoseconds of the day and Julian day; for timestamps of older writers.</summary>
    Int96 = 3,

    /// <summary>IEEE 754 single.</summary>
    Float = 4,

    /// <summary>IEEE 754 double.</summary>
    Double = 5,

    /// <summary>Bytes of any length.</summary>
    ByteArray = 6,

    /// <summary>Bytes of the length that the schema says.</summary>
    FixedLenByteArray = 7,
}

/// <summary>How often a field occurs in its parent. parquet.thrift: <c>FieldRepetitionType</c>.</summary>
internal enum Repetition
{
    /// <summary>Once.</summary>
    Required = 0,

    /// <summary>Once or not at all.</summary>
    Optional = 1,

    /// <summary>Any number of times.</summary>
    Repeated = 2,
}

/// <summary>The older annotations of fields. parquet.thrift: <c>ConvertedType</c>.</summary>
internal enum ConvertedType
{
    Utf8 = 0,
    Map = 1,
    MapKeyValue = 2,
    List = 3,
    Enum = 4,
    Decimal = 5,
    Date = 6,
    TimeMillis = 7,
    TimeMicros = 8,
    TimestampMillis = 9,
    TimestampMicros = 10,
    UInt8 = 11,
    UInt16 = 12,
    UInt32 = 13,
    UInt64 = 14,
    Int8 = 15,
    Int16 = 16,
    Int32 = 17,
    Int64 = 18,
    Json = 19,
    Bson = 20,
    Interval = 21,
}

/// <summary>How the values of a page are encoded. parquet.thrift: <c>Encoding</c>.</summary>
internal enum ParquetEncoding
{
    Plain = 0,
    PlainDictionary = 2,
    Rle = 3,
    BitPacked = 4,
    DeltaBinaryPacked = 5,
    DeltaLengthByteArray = 6,
    DeltaByteArray = 7,
    RleDictionary = 8,
    ByteStreamSplit = 9,
}

/// <summary>How pages are compressed. parquet.thrift: <c>CompressionCodec</c>.</summary>
internal enum ParquetCodec
{
    Uncompressed = 0,
    Snappy = 1,
    Gzip = 2,
    Lzo = 3,
    Brotli = 4,

    /// <summary>LZ4 blocks in Hadoop's framing; some writers left the framing out.</summary>
    Lz4 = 5,
    Zstd = 6,
    Lz4Raw = 7,
}

/// <summary>What a page holds. parquet.thrift: <c>PageType</c>.</summary>
internal enum PageType
{
    DataPage = 0,
    IndexPage = 1,
    DictionaryPage = 2,
    DataPageV2 = 3,
}

/// <summary>How the pages of a column index are ordered. parquet.thrift: <c>BoundaryOrder</c>.</summary>
internal enum BoundaryOrder
{
    Unordered = 0,
    Ascending = 1,
    Descending = 2,
}

/// <summary>How minimum and maximum of a column are to be understood. parquet.thrift: <c>ColumnOrder</c>.</summary>
internal enum ColumnOrder
{
    /// <summary>Not said: minimum and maximum mean nothing.</summary>
    Undefined = 0,

    /// <summary>The order of the type.</summary>
    TypeDefined = 1,

    /// <summary>IEEE 754's total order of floating point.</summary>
    Ieee754TotalOrder = 2,

    /// <summary>The order of INT96 timestamps in time.</summary>
    Int96Timestamp = 3,
}

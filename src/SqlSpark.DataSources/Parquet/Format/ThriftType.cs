namespace SqlSpark.DataSources.Parquet.Format;

/// <summary>The types of fields and elements in Thrift's compact protocol.</summary>
internal enum ThriftType : byte
{
    /// <summary>The end of a struct.</summary>
    Stop = 0,

    /// <summary>A field that is true; an element that is a boolean.</summary>
    True = 1,

    /// <summary>A field that is false.</summary>
    False = 2,

    /// <summary>8 bits.</summary>
    Byte = 3,

    /// <summary>16 bits, zigzag.</summary>
    I16 = 4,

    /// <summary>32 bits, zigzag.</summary>
    I32 = 5,

    /// <summary>64 bits, zigzag.</summary>
    I64 = 6,

    /// <summary>8 bytes, little endian.</summary>
    Double = 7,

    /// <summary>A length and bytes.</summary>
    Binary = 8,

    /// <summary>A header and elements.</summary>
    List = 9,

    /// <summary>As a list.</summary>
    Set = 10,

    /// <summary>A count, a header and pairs.</summary>
    Map = 11,

    /// <summary>Fields and a stop.</summary>
    Struct = 12,
}

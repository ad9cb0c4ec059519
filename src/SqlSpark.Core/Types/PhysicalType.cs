namespace SqlSpark.Core.Types;

/// <summary>How values are stored. A vector may store integers, dates and decimals narrower than their type asks for.</summary>
public enum PhysicalType : byte
{
    /// <summary>No values, all NULL.</summary>
    Void,

    /// <summary>One bit a row, in 64-bit words, bit i of word i / 64.</summary>
    Bool,

    /// <summary>8-bit signed integer.</summary>
    Int8,

    /// <summary>16-bit signed integer.</summary>
    Int16,

    /// <summary>32-bit signed integer.</summary>
    Int32,

    /// <summary>64-bit signed integer.</summary>
    Int64,

    /// <summary>128-bit signed integer, little endian.</summary>
    Int128,

    /// <summary>IEEE 754 single.</summary>
    Float32,

    /// <summary>IEEE 754 double.</summary>
    Float64,

    /// <summary>A 16-byte view of bytes, inline up to 12 bytes.</summary>
    View,

    /// <summary>Calendar interval: int32 months, int32 days, int64 microseconds.</summary>
    Interval,

    /// <summary>(int32 offset, int32 length) a row over one child.</summary>
    List,

    /// <summary>(int32 offset, int32 length) a row over two children, keys and values.</summary>
    Map,

    /// <summary>One child for each field.</summary>
    Struct,
}

/// <summary>Facts about physical types.</summary>
public static class PhysicalTypes
{
    /// <summary>Bytes a row in the values buffer; 0 for bool (bits), void and struct.</summary>
    public static int ByteWidth(this PhysicalType type) => type switch
    {
        PhysicalType.Int8 => 1,
        PhysicalType.Int16 => 2,
        PhysicalType.Int32 or PhysicalType.Float32 => 4,
        PhysicalType.Int64 or PhysicalType.Float64 or PhysicalType.List or PhysicalType.Map => 8,
        PhysicalType.Int128 or PhysicalType.View or PhysicalType.Interval => 16,
        _ => 0,
    };

    /// <summary>True for the signed integers of any width.</summary>
    public static bool IsInteger(this PhysicalType type) => type is >= PhysicalType.Int8 and <= PhysicalType.Int128;

    /// <summary>True for list, map and struct.</summary>
    public static bool IsNested(this PhysicalType type) => type >= PhysicalType.List;
}

using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Analysis.Coercion;

/// <summary>Families of types that coercion speaks of.</summary>
internal static class TypeFamilies
{
    /// <summary>Types without parts: all but arrays, maps, structs, calendar intervals, variants and the type of NULL.</summary>
    public static bool IsAtomic(DataType type) => type is not (ArrayType or MapType or StructType or CalendarIntervalType or VariantType or VoidType);

    /// <summary>DATE, TIMESTAMP, TIMESTAMP_NTZ and TIME.</summary>
    public static bool IsDateTime(DataType type) => type is DateType or TimestampType or TimestampNtzType or TimeType;

    /// <summary>TIMESTAMP and TIMESTAMP_NTZ.</summary>
    public static bool IsTimestamp(DataType type) => type is TimestampType or TimestampNtzType;
}

/// <summary>The order of numeric types other than decimals.</summary>
internal static class NumericPrecedence
{
    /// <summary>The one of two types that comes later in TINYINT, SMALLINT, INT, BIGINT, FLOAT, DOUBLE.</summary>
    public static DataType Wider(DataType left, DataType right) => Rank(left) >= Rank(right) ? left : right;

    private static int Rank(DataType type) => type switch
    {
        ByteType => 0,
        ShortType => 1,
        IntegerType => 2,
        LongType => 3,
        FloatType => 4,
        _ => 5,
    };
}

using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Statistics;

/// <summary>How many bytes a row is taken to have. Spark: <c>EstimationUtils.getSizePerRow</c>, <c>DataType.defaultSize</c>.</summary>
internal static class RowSize
{
    private const int Overhead = 8;

    /// <summary>Bytes of a row with these columns.</summary>
    public static int Of(EquatableArray<AttributeReference> columns) => Overhead + ValuesOf(columns);

    /// <summary>Bytes of the values alone.</summary>
    public static int ValuesOf(EquatableArray<AttributeReference> columns)
    {
        var size = 0;
        foreach (var column in columns)
            size += Of(column.Type);
        return size;
    }

    private static int Of(DataType type) => type switch
    {
        VoidType or BooleanType or ByteType => 1,
        ShortType => 2,
        IntegerType or FloatType or DateType or YearMonthIntervalType => 4,
        DecimalType { Precision: > DecimalType.MaxLongPrecision } or CalendarIntervalType => 16,
        StringType => 20,
        BinaryType => 100,
        VariantType => 2048,
        ArrayType array => Of(array.ElementType),
        MapType map => Of(map.KeyType) + Of(map.ValueType),
        StructType record => record.Fields.Sum(field => Of(field.DataType)),
        _ => 8,
    };
}

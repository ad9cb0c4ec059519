using SqlSpark.Core.Types;
using Xunit;

namespace SqlSpark.Core.Tests.Types;

public sealed class DataTypeTests
{
    public static TheoryData<DataType, string, string, string> Names => new()
    {
        { BooleanType.Instance, "boolean", "boolean", "BOOLEAN" },
        { ByteType.Instance, "byte", "tinyint", "TINYINT" },
        { ShortType.Instance, "short", "smallint", "SMALLINT" },
        { IntegerType.Instance, "integer", "int", "INT" },
        { LongType.Instance, "long", "bigint", "BIGINT" },
        { FloatType.Instance, "float", "float", "FLOAT" },
        { DoubleType.Instance, "double", "double", "DOUBLE" },
        { new DecimalType(10, 2), "decimal(10,2)", "decimal(10,2)", "DECIMAL(10,2)" },
        { StringType.Instance, "string", "string", "STRING" },
        { StringType.Char(5), "char(5)", "char(5)", "CHAR(5)" },
        { StringType.Varchar(7), "varchar(7)", "varchar(7)", "VARCHAR(7)" },
        { new StringType("UTF8_LCASE"), "string collate UTF8_LCASE", "string collate UTF8_LCASE", "STRING COLLATE UTF8_LCASE" },
        { BinaryType.Instance, "binary", "binary", "BINARY" },
        { DateType.Instance, "date", "date", "DATE" },
        { TimestampType.Instance, "timestamp", "timestamp", "TIMESTAMP" },
        { TimestampNtzType.Instance, "timestamp_ntz", "timestamp_ntz", "TIMESTAMP_NTZ" },
        { TimeType.Default, "time(6)", "time(6)", "TIME(6)" },
        { VoidType.Instance, "void", "void", "VOID" },
        { VariantType.Instance, "variant", "variant", "VARIANT" },
        { CalendarIntervalType.Instance, "interval", "interval", "INTERVAL" },
        { YearMonthIntervalType.Default, "interval year to month", "interval year to month", "INTERVAL YEAR TO MONTH" },
        { new YearMonthIntervalType(YearMonthField.Month, YearMonthField.Month), "interval month", "interval month", "INTERVAL MONTH" },
        { DayTimeIntervalType.Default, "interval day to second", "interval day to second", "INTERVAL DAY TO SECOND" },
        { new DayTimeIntervalType(DayTimeField.Hour, DayTimeField.Minute), "interval hour to minute", "interval hour to minute", "INTERVAL HOUR TO MINUTE" },
        { new ArrayType(IntegerType.Instance), "array", "array<int>", "ARRAY<INT>" },
        { new MapType(StringType.Instance, LongType.Instance), "map", "map<string,bigint>", "MAP<STRING, BIGINT>" },
        { new StructType([new("a", IntegerType.Instance), new("b c", StringType.Instance, false)]), "struct", "struct<a:int,b c:string>", "STRUCT<a: INT, `b c`: STRING NOT NULL>" },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Names_are_Sparks(DataType type, string typeName, string simpleString, string sql)
    {
        Assert.Equal(typeName, type.TypeName);
        Assert.Equal(simpleString, type.SimpleString);
        Assert.Equal(simpleString, type.ToString());
        Assert.Equal(sql, type.Sql);
    }

    [Fact]
    public void Types_compare_by_value()
    {
        Assert.Equal<DataType>(new ArrayType(new DecimalType(3, 1)), new ArrayType(new DecimalType(3, 1)));
        Assert.NotEqual<DataType>(new ArrayType(IntegerType.Instance, false), new ArrayType(IntegerType.Instance));
        Assert.True(new ArrayType(IntegerType.Instance, false).EqualsIgnoringNullability(new ArrayType(IntegerType.Instance)));
        Assert.False(new ArrayType(IntegerType.Instance).EqualsIgnoringNullability(new ArrayType(LongType.Instance)));
    }

    [Fact]
    public void Order_and_grouping_depend_on_what_is_inside()
    {
        var map = new MapType(IntegerType.Instance, IntegerType.Instance);
        Assert.False(map.IsOrderable);
        Assert.False(new ArrayType(map).IsOrderable);
        Assert.False(new StructType([new("a", map)]).IsOrderable);
        Assert.True(new ArrayType(IntegerType.Instance).IsOrderable);
        Assert.False(CalendarIntervalType.Instance.IsOrderable);
        Assert.False(new ArrayType(VariantType.Instance).IsHashable);
        Assert.True(map.IsHashable);
    }

    [Fact]
    public void Types_inside_are_found()
    {
        var type = new ArrayType(new StructType([new("m", new MapType(StringType.Instance, DateType.Instance))]));
        Assert.True(type.Exists(static t => t is DateType));
        Assert.False(type.Exists(static t => t is BinaryType));
    }

    [Fact]
    public void Storage_has_the_width_of_the_type()
    {
        Assert.Equal(PhysicalType.Int64, new DecimalType(18, 0).PhysicalType);
        Assert.Equal(PhysicalType.Int128, new DecimalType(19, 0).PhysicalType);
        Assert.Equal(16, PhysicalType.View.ByteWidth());
        Assert.Equal(16, PhysicalType.Interval.ByteWidth());
        Assert.Equal(8, PhysicalType.List.ByteWidth());
        Assert.Equal(0, PhysicalType.Bool.ByteWidth());
        Assert.True(PhysicalType.Int128.IsInteger());
        Assert.False(PhysicalType.Float32.IsInteger());
        Assert.True(PhysicalType.Struct.IsNested());
        Assert.False(PhysicalType.Interval.IsNested());
    }

    [Fact]
    public void Fields_are_found_by_name()
    {
        var type = StructType.Empty.Add("a", IntegerType.Instance).Add("B", StringType.Instance, nullable: false);
        Assert.Equal(1, type.IndexOf("B"));
        Assert.Equal(-1, type.IndexOf("b"));
        Assert.Equal(1, type.IndexOf("b", StringComparison.OrdinalIgnoreCase));
        Assert.False(type.Fields[1].Nullable);
    }

    [Theory]
    [InlineData("abc_1", "abc_1")]
    [InlineData("1", "`1`")]
    [InlineData("a b", "`a b`")]
    [InlineData("a`b", "`a``b`")]
    [InlineData("", "``")]
    public void Identifiers_are_quoted_where_needed(string name, string expected) => Assert.Equal(expected, SqlIdentifier.QuoteIfNeeded(name));
}

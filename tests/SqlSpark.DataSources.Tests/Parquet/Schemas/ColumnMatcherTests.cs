using SqlSpark.Core.Collections;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Tests.Parquet.Building;
using Xunit;

namespace SqlSpark.DataSources.Tests.Parquet.Schemas;

/// <summary>A schema that the query gives need not be the file's: fields are found by name, lacking ones are NULL, types must fit.</summary>
public sealed class ColumnMatcherTests : IDisposable
{
    private const int IntKind = 1;

    private readonly ParquetReading _parquet = new() { BatchCapacity = 65 };
    private readonly MemoryPool _pool = new(1L << 30);

    public void Dispose()
    {
        _parquet.Dispose();
        _pool.Dispose();
    }

    [Fact]
    public void A_struct_none_of_whose_wanted_fields_is_there_is_null_where_the_file_says_so() => Check(
        "s", Struct(("missing", StringType.Instance)), static value => value is null ? null : Row([null]));

    [Fact]
    public void Fields_of_a_struct_may_be_fewer_more_and_in_another_order() => Check(
        "s", Struct(("l", new ArrayType(IntegerType.Instance, true)), ("missing", IntegerType.Instance), ("X", LongType.Instance)),
        static value => value is EquatableArray<object?> fields ? Row(fields[1], null, fields[0] is int x ? (long)x : null) : null);

    [Fact]
    public void Elements_that_are_structs_keep_their_number_when_their_fields_are_missing() => Check(
        "a", new ArrayType(Struct(("missing", IntegerType.Instance)), true),
        static value => value is EquatableArray<object?> items ? EquatableArray.Create<object?>([.. items.Select(item => item is null ? null : (object?)Row([null]))]) : null);

    [Fact]
    public void Values_of_a_map_are_widened() => Check(
        "m", new MapType(LongType.Instance, DoubleType.Instance, true),
        static value => value is Core.Columnar.MapValue map
            ? new Core.Columnar.MapValue(
                EquatableArray.Create<object?>([.. map.Keys.Select(key => (object?)(long)(int)key!)]),
                EquatableArray.Create<object?>([.. map.Values.Select(item => item is int number ? (object?)(double)number : null)]))
            : null);

    [Fact]
    public void A_column_that_is_missing_is_null() => Check("nowhere", new ArrayType(IntegerType.Instance, true), static _ => null, from: "s");

    [Theory]
    [InlineData("s")]
    [InlineData("a")]
    [InlineData("m")]
    public void A_type_that_does_not_fit_is_an_error_that_names_the_column(string name)
    {
        var (path, _) = Build();
        var builder = ParquetReading.Open(path, schema: Struct((name, BooleanType.Instance))).NewScanBuilder();
        var error = Assert.Throws<SqlSparkException>(() => builder.Build());
        Assert.Equal("FAILED_READ_FILE.PARQUET_COLUMN_DATA_TYPE_MISMATCH", error.Condition);
        Assert.Contains($"[{name}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_that_differ_in_case_only_are_ambiguous_unless_case_counts()
    {
        var random = new Random(1);
        TestColumn[] columns = [TestColumn.Leaf(random, "a", IntKind, 0), TestColumn.Leaf(random, "A", IntKind, 0)];
        var path = Write(random, columns, [[1, 2]]);
        var error = Assert.Throws<SqlSparkException>(() => ParquetReading.Open(path, schema: Struct(("a", IntegerType.Instance))).NewScanBuilder().Build());
        Assert.Equal("_LEGACY_ERROR_TEMP_2093", error.Condition);
        var conf = ParquetReading.Conf((SqlConf.CaseSensitive.Key, "true"));
        Assert.Equal("[2]", ValueText.Of(_parquet.Read(ParquetReading.Open(path, conf, Struct(("A", IntegerType.Instance))).NewScanBuilder().Build()).Single()));
    }

    private void Check(string name, DataType type, Func<object?, object?> expected, string? from = null)
    {
        var (path, rows) = Build();
        var ordinal = Array.IndexOf(["s", "a", "m"], from ?? name);
        var actual = _parquet.Read(ParquetReading.Open(path, schema: Struct((name, type))).NewScanBuilder().Build());
        Assert.Equal(rows.Select(row => ValueText.Of(expected(row[ordinal]))), actual.Select(row => ValueText.Of(row[0])));
    }

    private (string Path, List<object?[]> Rows) Build()
    {
        var random = new Random(5);
        TestColumn[] columns =
        [
            TestColumn.Struct(random, "s", 0.3, TestColumn.Leaf(random, "x", IntKind, 0.3), TestColumn.List(random, "l", 0.3, TestColumn.Leaf(random, "element", IntKind, 0.3))),
            TestColumn.List(random, "a", 0.3, TestColumn.Struct(random, "element", 0.3, TestColumn.Leaf(random, "x", IntKind, 0.3))),
            TestColumn.Map(random, "m", 0.3, TestColumn.Leaf(random, "key", IntKind, 0), TestColumn.Leaf(random, "value", IntKind, 0.3)),
        ];
        var samples = Enumerable.Range(0, 300).Select(_ => Array.ConvertAll(columns, column => column.Next())).ToList();
        return (Write(random, columns, [.. samples.Select(row => Array.ConvertAll(row, s => s.Stored))]), samples.ConvertAll(row => Array.ConvertAll(row, s => s.Boxed)));
    }

    private string Write(Random random, TestColumn[] columns, List<object?[]> rows)
    {
        using var account = _pool.CreateAccount("builder");
        return _parquet.Write(new ParquetFileBuilder(random, account).Build([.. columns.Select(c => c.Node)], [rows]));
    }

    private static StructType Struct(params (string Name, DataType Type)[] fields) =>
        new(EquatableArray.Create<StructField>([.. fields.Select(f => new StructField(f.Name, f.Type))]));

    private static EquatableArray<object?> Row(params object?[] values) => EquatableArray.Create<object?>(values);
}

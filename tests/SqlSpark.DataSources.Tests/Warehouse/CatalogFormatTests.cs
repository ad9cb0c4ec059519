using System.Reflection;
using System.Text;
using SqlSpark.Catalyst.Catalog;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Warehouse;
using Xunit;

namespace SqlSpark.DataSources.Tests.Warehouse;

public sealed class CatalogFormatTests
{
    private static readonly DateTimeOffset Time = new(2026, 2, 3, 4, 5, 6, 789, TimeSpan.FromHours(2));

    private static readonly StructType AllTypes = new([
        new("b", BooleanType.Instance, Nullable: false),
        new("i", IntegerType.Instance) { Metadata = [new("comment", "how \"many\" \u00fc"), new("CURRENT_DEFAULT", "1 + 1")] },
        new("d", new DecimalType(38, 10)),
        new("t", new TimeType(3)),
        new("ntz", TimestampNtzType.Instance),
        new("ym", new YearMonthIntervalType(YearMonthField.Year, YearMonthField.Year)),
        new("ds", DayTimeIntervalType.Default),
        new("v", VariantType.Instance),
        new("n", VoidType.Instance),
        new("c", StringType.Char(3)),
        new("s", new StringType("UTF8_LCASE")),
        new("m", new MapType(StringType.Varchar(5), new ArrayType(StringType.Char(2), ContainsNull: false), ValueContainsNull: false)),
        new("r", new ArrayType(new StructType([new("x y", StringType.Varchar(7), Nullable: false), new("z", new StringType("UNICODE_CI"))]))),
        new("mixed", new MapType(StringType.Char(1), new StructType([new("a,>", StringType.Varchar(4)) { Metadata = [new("comment", "inner")] }]))),
    ]);

    /// <summary>An object of each kind, whose every field has another value than the default.</summary>
    private static readonly CatalogObject[] Samples =
    [
        new TableDefinition("csv", ["p"], [new("sep", ";"), new("Header", "true")], "/wh/db/t", IsExternal: true)
        {
            Schema = AllTypes,
            Comment = "a table",
            Properties = [new("k", "v"), new("", "\n")],
            Owner = "me",
            CreatedAt = Time,
            Buckets = new BucketSpec(8, ["b"], ["i", "d"]),
            Statistics = new TableStatistics(1L << 40, 12) { Columns = [new("b", 2, "false", "true", 3, 1, 4), new("v", 0, null, null, 12, 5, 6)] },
            PartitionStatistics = [new("p=1", new TableStatistics(7, null)), new("p=2", new TableStatistics(0, 0))],
            FilesVersion = "abc",
        },
        new ViewDefinition("SELECT 'x'", ["x"], ["spark_catalog", "db"], [new("spark.sql.ansi.enabled", "false")], ViewSchemaMode.Evolution)
        {
            Schema = AllTypes,
            Comment = "a view",
            Properties = [new("k", "v")],
            Owner = "me",
            CreatedAt = Time,
            NamesColumns = true,
        },
        new DatabaseDefinition("db", "s3://bucket/db") { Comment = "a database", Properties = [new("k", "v")], Owner = "me" },
        new SqlFunctionDefinition(
            [new("a", StringType.Char(4), null, "'x'", "first"), new("b", AllTypes, null, null, null)], "SELECT a", IsQuery: true, [new("spark.sql.ansi.enabled", "false")])
        {
            IsTable = true,
            ReturnType = new ArrayType(new StringType("UNICODE"), ContainsNull: false),
            ReturnColumns = AllTypes,
            ReadsData = true,
            IsDeterministic = true,
            Comment = "a function",
            Owner = "me",
            CreatedAt = Time,
        },
    ];

    private readonly CatalogFormat _format = new("/wh");

    public static TheoryData<string> Kinds => new(typeof(CatalogObject).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(CatalogObject)) && !type.IsAbstract).Select(type => type.Name));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_field_of_an_object_is_kept(string kind)
    {
        var sample = Samples.Single(s => s.GetType().Name == kind);
        foreach (var property in sample.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite))
            Assert.False(IsDefault(property.GetValue(sample)), $"The sample of {kind} wants a value of {property.Name}: a field that is no part of {nameof(CatalogFormat)} would be lost.");
        Assert.Equal(sample, RoundTrip(sample));
    }

    [Fact]
    public void Fields_with_their_defaults_are_kept_too()
    {
        CatalogObject[] plain =
        [
            new TableDefinition("parquet", [], [], "/elsewhere/t", IsExternal: false) { Schema = StructType.Empty },
            new ViewDefinition("SELECT 1", [], [], [], ViewSchemaMode.Binding) { Schema = StructType.Empty },
            new DatabaseDefinition("d", "/elsewhere/d"),
            new SqlFunctionDefinition([], "1", IsQuery: false, []),
            new SqlFunctionDefinition([], "1", IsQuery: false, []) { ReadsData = false, IsDeterministic = false },
        ];
        Assert.All(plain, value => Assert.Equal(value, RoundTrip(value)));
    }

    [Fact]
    public void A_file_is_read_by_people()
    {
        var table = new TableDefinition("parquet", ["p"], [], "/wh/t", IsExternal: false)
        {
            Schema = new StructType([new("id", LongType.Instance), new("p", StringType.Instance)]),
            CreatedAt = Time,
        };
        Assert.Equal(
            """
            {
              "version": 1,
              "name": "t",
              "table": {
                "provider": "parquet",
                "location": "t",
                "schema": {
                  "type": "struct",
                  "fields": [
                    {
                      "name": "id",
                      "type": "long",
                      "nullable": true,
                      "metadata": {}
                    },
                    {
                      "name": "p",
                      "type": "string",
                      "nullable": true,
                      "metadata": {}
                    }
                  ]
                },
                "partitionColumns": [
                  "p"
                ],
                "createdAt": "2026-02-03T04:05:06.7890000+02:00"
              }
            }
            """,
            Encoding.UTF8.GetString(_format.Write("t", table)),
            ignoreLineEndingDifferences: true);
    }

    [Theory]
    [InlineData("/wh/sales", "/other/sales")]
    [InlineData("/wh", "/other")]
    [InlineData("/wh.old/sales", "/wh.old/sales")]
    [InlineData("file:/wh/sales", "file:/wh/sales")]
    public void Places_below_the_warehouse_move_with_it(string location, string expected)
    {
        var bytes = _format.Write("d", new DatabaseDefinition("d", location));
        Assert.Equal(expected, Assert.IsType<DatabaseDefinition>(new CatalogFormat("/other").Read(bytes, "d.json").Value).Location);
    }

    [Fact]
    public void Schemas_may_be_deep()
    {
        DataType type = IntegerType.Instance;
        for (var i = 0; i < 1000; i++)
            type = new StructType([new("f", type)]);
        var table = new TableDefinition("parquet", [], [], "/wh/t", IsExternal: false) { Schema = (StructType)type };
        Assert.Equal(table, DeepStack.Run(() => RoundTrip(table)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"version": "x"}""")]
    [InlineData("""{"version": 1, "name": "t"}""")]
    [InlineData("""{"version": 1, "table": {}}""")]
    [InlineData("""{"version": 1, "name": "d", "database": {"name": "d"}}""")]
    [InlineData("""{"version": 1, "name": "d", "database": {"name": "d", "location": "d", "colour": "red"}}""")]
    [InlineData("""{"version": 1, "name": "d", "database": {"name": 7, "location": "d"}}""")]
    [InlineData("""{"version": 1, "name": "d", "database": {"name": "d", "location": null}}""")]
    [InlineData("""{"version": 1, "name": "d", "stream": {}}""")]
    [InlineData("""{"version": 1, "name": "t", "table": {"provider": "csv", "location": "t", "schema": "integer"}}""")]
    [InlineData("""{"version": 1, "name": "t", "table": {"provider": "csv", "location": "t", "schema": {"type": "struct", "fields": [{"name": "a", "type": "char(3", "nullable": true}]}}}""")]
    [InlineData("""{"version": 1, "name": "t", "table": {"provider": "csv", "location": "t", "schema": {"type": "struct", "fields": [{"name": "a", "type": "string", "nullable": true, "metadata": {"__CHAR_VARCHAR_TYPE_STRING": "char(3"}}]}}}""")]
    [InlineData("""{"version": 1, "name": "t", "table": {"provider": "csv", "location": "t", "schema": {"type": "struct", "fields": [{"name": "a", "type": "decimal(99999999999,0)", "nullable": true}]}}}""")]
    [InlineData("""{"version": 1, "name": "t", "table": {"provider": "csv", "location": "t", "schema": {"type": "struct", "fields": [{"name": null, "type": "string", "nullable": true}]}}}""")]
    [InlineData("""{"version": 1, "name": "t", "table": {"provider": "csv", "location": "t", "schema": {"type": "struct", "fields": []}, "createdAt": "yesterday"}}""")]
    [InlineData("""{"version": 1, "name": "v", "view": {"text": "SELECT 1", "schema": {"type": "struct", "fields": []}, "namespace": [], "schemaMode": "17"}}""")]
    public void A_damaged_file_is_an_error_that_names_it(string content)
    {
        var error = Assert.Throws<SqlSparkException>(() => _format.Read(Encoding.UTF8.GetBytes(content), "file:/wh/t.json"));
        Assert.Equal("CATALOG_CORRUPT", error.Condition);
        Assert.Contains("file:/wh/t.json", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_later_version_is_refused()
    {
        var error = Assert.Throws<SqlSparkException>(() => _format.Read("""{"version": 2, "name": "t", "table": {"shape": "round"}}"""u8.ToArray(), "file:/wh/t.json"));
        Assert.Equal("UNSUPPORTED_FEATURE.CATALOG_VERSION", error.Condition);
        Assert.Contains("file:/wh/t.json", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_cut_anywhere_is_damaged()
    {
        var bytes = _format.Write("t", Samples[0]);
        for (var length = 0; length < bytes.Length; length += 7)
            Assert.Equal("CATALOG_CORRUPT", Assert.Throws<SqlSparkException>(() => _format.Read(bytes[..length], "t.json")).Condition);
    }

    private CatalogObject RoundTrip(CatalogObject value)
    {
        var (name, read) = _format.Read(_format.Write("a name", value), "file");
        Assert.Equal("a name", name);
        return read;
    }

    private static bool IsDefault(object? value) => value switch
    {
        null or false or "" => true,
        Enum choice => Convert.ToInt32(choice, System.Globalization.CultureInfo.InvariantCulture) == 0,
        DateTimeOffset time => time == default,
        System.Collections.IEnumerable list => !list.Cast<object>().Any(),
        _ => false,
    };
}

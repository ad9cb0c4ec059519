using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Errors;
using Xunit;

namespace SqlSpark.DataSources.Csv;

public sealed class CsvSchemaInferenceTests
{
    [Theory]
    [InlineData("int", "1", "-2147483648", "+5")]
    [InlineData("bigint", "1", "2147483648")]
    [InlineData("decimal(20,0)", "12345678901234567890", "1")]
    [InlineData("decimal(38,0)", "99999999999999999999999999999999999999")]
    [InlineData("double", "999999999999999999999999999999999999999")]
    [InlineData("double", "1", "1.5")]
    [InlineData("double", "12345678901234567890", "1.5")]
    [InlineData("double", "1e5")]
    [InlineData("double", " 7")]
    [InlineData("double", "1.5d", "NaN", "Inf", "-Inf")]
    [InlineData("decimal(1,0)", "5.", "1")]
    [InlineData("decimal(10,0)", "1", "5.")]
    [InlineData("date", "2020-02-29", "+12345-01-01")]
    [InlineData("string", "2020-02-29", "2020-01-01 10:00:00")]
    [InlineData("timestamp", "2020-01-01 10:00:00", "2020-01-01")]
    [InlineData("timestamp", "2020-1-1")]
    [InlineData("timestamp", "2020-01-01T10:00:00.123+02:00")]
    [InlineData("string", "2020-13-01")]
    [InlineData("boolean", "true", "FALSE")]
    [InlineData("string", "true", "1")]
    [InlineData("string", "1", "2020-01-01")]
    [InlineData("string", "1", "a")]
    [InlineData("int", "1", "", "\"\"")]
    [InlineData("string", "", "")]
    public void Types_widen_from_value_to_value(string expected, params string[] values)
    {
        using var csv = new CsvReading();
        var table = csv.Open(csv.Write(string.Join("", values.Select(v => "x," + v + "\n"))), null, ("inferSchema", "true"));
        Assert.Equal($"struct<_c0:string,_c1:{expected}>", table.Schema.CatalogString);
    }

    [Fact]
    public void Order_of_the_values_does_not_matter_for_numbers()
    {
        using var csv = new CsvReading();
        var table = csv.Open(csv.Write("1.5,3000000000\n2,1\n3000000000,12345678901234567890\n"), null, ("inferSchema", "true"));
        Assert.Equal("struct<_c0:double,_c1:decimal(20,0)>", table.Schema.CatalogString);
    }

    [Fact]
    public void Dates_are_timestamps_where_dates_are_not_preferred()
    {
        using var csv = new CsvReading();
        var table = csv.Open(csv.Write("2020-01-01\n2020-01-01 10:00:00\n"), null, ("inferSchema", "true"), ("preferDate", "false"));
        Assert.Equal("struct<_c0:timestamp>", table.Schema.CatalogString);
    }

    [Fact]
    public void Timestamps_without_zone_are_local_where_the_setting_says_so()
    {
        using var csv = new CsvReading();
        var conf = ConfWith("spark.sql.timestampType", "TIMESTAMP_NTZ");
        var path = csv.Write("2020-01-01 10:00:00,2020-01-01 10:00:00\n2020-01-01 10:00:00,2020-01-01 10:00:00Z\n");
        var table = DataSourceRegistry.Get("csv").Open(new TableRequest([path], new Dictionary<string, string> { ["inferSchema"] = "true" }, null, conf));
        Assert.Equal("struct<_c0:timestamp_ntz,_c1:timestamp>", table.Schema.CatalogString);
    }

    [Fact]
    public void All_files_count_and_headers_do_not()
    {
        using var csv = new CsvReading();
        csv.Write("a,b\n1,2\n", "folder/1.csv");
        csv.Write("a,b\n1.5,2\n", "folder/2.csv");
        var table = csv.Open(Path.Combine(csv.Folder, "folder"), null, ("inferSchema", "true"), ("header", "true"));
        Assert.Equal("struct<a:double,b:int>", table.Schema.CatalogString);
        var multiLine = csv.Open(Path.Combine(csv.Folder, "folder"), null, ("inferSchema", "true"), ("header", "true"), ("multiLine", "true"));
        Assert.Equal("struct<a:double,b:int>", multiLine.Schema.CatalogString);
    }

    [Fact]
    public void Null_value_counts_for_no_type()
    {
        using var csv = new CsvReading();
        var table = csv.Open(csv.Write("1\nNA\n"), null, ("inferSchema", "true"), ("nullValue", "NA"));
        Assert.Equal("struct<_c0:int>", table.Schema.CatalogString);
        Assert.Equal(["1", "NULL"], csv.Read(table).Select(CsvReading.Describe));
    }

    [Fact]
    public void A_sample_is_enough_when_it_is_asked_for()
    {
        using var csv = new CsvReading();
        var path = csv.Write(string.Concat(Enumerable.Repeat("1\n", 1000)) + "a\n");
        Assert.Equal("struct<_c0:string>", csv.Open(path, null, ("inferSchema", "true")).Schema.CatalogString);
        Assert.Equal("struct<_c0:int>", csv.Open(path, null, ("inferSchema", "true"), ("samplingRatio", "0.01")).Schema.CatalogString);
    }

    [Fact]
    public void Files_without_records_have_no_columns_and_no_files_are_an_error()
    {
        using var csv = new CsvReading();
        Assert.Empty(csv.Open(csv.Write("\n  \n")).Schema.Fields);
        Directory.CreateDirectory(Path.Combine(csv.Folder, "empty"));
        var error = Assert.Throws<SqlSparkException>(() => csv.Open(Path.Combine(csv.Folder, "empty")));
        Assert.Equal("UNABLE_TO_INFER_SCHEMA", error.Condition);
    }

    private static ConfSnapshot ConfWith(string key, string value)
    {
        var conf = new SessionConf();
        conf.Set(key, value);
        return conf.Snapshot;
    }
}

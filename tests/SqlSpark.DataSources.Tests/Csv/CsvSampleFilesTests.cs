using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.DataSources.Csv;

/// <summary>Real files: those that ship with the repository, and the first lines of TPC-H's tables where they are at hand.</summary>
public sealed class CsvSampleFilesTests
{
    [Fact]
    public void Reads_the_weather_of_seattle()
    {
        using var csv = new CsvReading { SplitBytes = 10_000 };
        var table = csv.Open(RepositoryRoot.File("samples", "seattle-weather.csv"), null, ("header", "true"), ("inferSchema", "true"));
        Assert.Equal("struct<date:date,precipitation:double,temp_max:double,temp_min:double,wind:double,weather:string>", table.Schema.CatalogString);
        var rows = csv.Read(table);
        Assert.Equal(1461, rows.Count);
        Assert.Equal("15340|0|12.8|5|4.7|drizzle", CsvReading.Describe(rows[0]));
        Assert.DoesNotContain(rows, row => row.Contains(null));
        Assert.Equal(rows.Select(row => row[0]), rows.Select(row => row[0]).Order());
    }

    [Fact]
    public void Reads_the_airports()
    {
        using var csv = new CsvReading { SplitBytes = 50_000, BlockBytes = 4000 };
        var table = csv.Open(RepositoryRoot.File("samples", "airports.csv"), null, ("header", "true"), ("inferSchema", "true"));
        Assert.Equal("struct<iata:string,name:string,city:string,state:string,country:string,latitude:double,longitude:double>", table.Schema.CatalogString);
        var rows = csv.Read(table);
        Assert.Equal(3376, rows.Count);
        Assert.All(rows, row => Assert.InRange((double)row[5]!, -90, 90));
    }

    [SkippableTheory]
    [InlineData("lineitem", "l_orderkey bigint, l_partkey bigint, l_suppkey bigint, l_linenumber int, l_quantity decimal(15,2), l_extendedprice decimal(15,2), l_discount decimal(15,2), l_tax decimal(15,2), l_returnflag string, l_linestatus string, l_shipdate date, l_commitdate date, l_receiptdate date, l_shipinstruct string, l_shipmode string, l_comment string")]
    [InlineData("customer", "c_custkey bigint, c_name string, c_address string, c_nationkey int, c_phone string, c_acctbal decimal(15,2), c_mktsegment string, c_comment string")]
    [InlineData("region", "r_regionkey int, r_name string, r_comment string")]
    public void Reads_the_tables_of_tpch(string name, string schema)
    {
        var path = RepositoryRoot.Shared("tpch", "head-sf1", name + ".tbl");
        Skip.If(path is null, "the heads of TPC-H's tables are not here");
        using var csv = new CsvReading { Format = "tbl", SplitBytes = 500 };
        var rows = csv.Read(csv.Open(path, schema, ("mode", "FAILFAST")));
        var lines = File.ReadAllLines(path);
        Assert.Equal(lines.Length, rows.Count);
        for (var i = 0; i < lines.Length; i++)
            Assert.Equal(lines[i].Split('|')[1], CsvReading.Describe([rows[i][1]]));
    }
}

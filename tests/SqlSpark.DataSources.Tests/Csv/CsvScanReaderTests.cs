using Xunit;

namespace SqlSpark.DataSources.Csv;

public sealed class CsvScanReaderTests
{
    [Fact]
    public void Reads_plain_lines_as_strings_named_by_position()
    {
        using var csv = new CsvReading();
        var table = csv.Open(csv.Write("1,a\n2,b\n"));
        Assert.Equal("struct<_c0:string,_c1:string>", table.Schema.CatalogString);
        Assert.Equal(["1|a", "2|b"], csv.Read(table).Select(CsvReading.Describe));
    }

    [Fact]
    public void Reads_every_type()
    {
        using var csv = new CsvReading();
        const string Types = "a tinyint, b smallint, c int, d bigint, e float, f double, g decimal(7,2), h decimal(30,5), i boolean, j date, k timestamp_ntz, l string";
        Assert.Equal(
            ["-1|300|-70000|5000000000|1.5|-2.25|12345|-1234567890123456789012345|True|19000|1640995200000000|x"],
            csv.ReadText("-1,300,-70000,5000000000,1.5,-2.25,123.45,-12345678901234567890.12345,TRUE,2022-01-08,2022-01-01T00:00:00,x\n", Types));
    }
}

using SqlSpark.Core.Types;
using SqlSpark.DataSources.Parquet.Schemas;
using Xunit;

namespace SqlSpark.DataSources.Tests.Parquet.Schemas;

public sealed class BoundedStringsTests
{
    private static readonly DataType Nested = new MapType(StringType.Instance, new ArrayType(StringType.Instance));

    [Fact]
    public void Lengths_are_put_where_the_note_has_them()
    {
        Assert.Equal(StringType.Char(3), BoundedStrings.Apply(StringType.Instance, "char(3)"));
        Assert.Equal(new MapType(StringType.Varchar(12), new ArrayType(StringType.Char(1))), BoundedStrings.Apply(Nested, "map<varchar(12),array<char(1)>>"));
        Assert.Equal(new MapType(StringType.Instance, new ArrayType(StringType.Char(1))), BoundedStrings.Apply(Nested, "map<string,array<char(1)>>"));
        var mixed = new MapType(StringType.Instance, new StructType([new("a,>(", new DecimalType(5, 2))]));
        Assert.Equal(mixed with { KeyType = StringType.Char(2) }, BoundedStrings.Apply(mixed, "map<char(2),struct<a,>(:decimal(5,2)>>"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("map")]
    [InlineData("map<string,array<char(1)>")]
    [InlineData("map<string,array<char(1)>>>")]
    [InlineData("map<string,array<char(1>>")]
    [InlineData("map<string,array<char(x)>>")]
    [InlineData("map<string,array<char(99999999999)>>")]
    [InlineData("array<string>")]
    public void A_note_about_another_type_is_refused(string note) => Assert.Throws<FormatException>(() => BoundedStrings.Apply(Nested, note));
}

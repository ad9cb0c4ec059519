using Xunit;

namespace SqlSpark.Tpch;

public sealed class TpchScaleTests
{
    [Theory]
    [InlineData("1", 10_000, 1_500_000)]
    [InlineData("0.01", 100, 15_000)]
    [InlineData("0.001", 10, 1500)]
    [InlineData("0.999", 9990, 1_498_500)]
    [InlineData("10", 100_000, 15_000_000)]
    [InlineData("100000", 1_000_000_000, 150_000_000_000)]
    public void Scales_the_rows_of_tables(string text, long suppliers, long orders)
    {
        Assert.True(TpchScale.TryParse(text, out var scale));
        Assert.Equal(suppliers, scale.SupplierCount);
        Assert.Equal(orders, scale.OrderCount);
        Assert.Equal(text, scale.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("0.0001")]
    [InlineData("0.0015")]
    [InlineData("100001")]
    [InlineData("1e1")]
    [InlineData("one")]
    public void Refuses_what_dbgen_does_not_take(string text) => Assert.False(TpchScale.TryParse(text, out _));

    [Fact]
    public void Names_of_tables_are_found_in_any_case()
    {
        Assert.Equal(8, TpchSchema.Tables.Count);
        foreach (var table in TpchSchema.Tables)
        {
            Assert.True(TpchSchema.TryParse(TpchSchema.NameOf(table).ToUpperInvariant(), out var found));
            Assert.Equal(table, found);
        }

        Assert.False(TpchSchema.TryParse("lineitems", out _));
    }
}

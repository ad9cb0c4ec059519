using Xunit;

namespace SqlSpark.BuiltinFunctions.Tests.Aggregates;

public sealed class HistogramNumericTests
{
    [Fact]
    public void Histograms_merge_the_closest_bins() =>
        Assert.Equal("[{1.5, 2.0}, {10.0, 1.0}]", Queries.Value("SELECT CAST(histogram_numeric(v, 2) AS STRING) FROM VALUES (1D), (2D), (10D) AS t(v)"));

    [Fact]
    public void Histograms_need_two_bins() => Assert.Equal("DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE", Queries.Error("SELECT histogram_numeric(v, 1) FROM VALUES (1) AS t(v)").Condition);
}

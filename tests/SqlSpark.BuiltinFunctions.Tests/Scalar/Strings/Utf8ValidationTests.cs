using Xunit;

namespace SqlSpark.BuiltinFunctions.Tests.Scalar.Strings;

public sealed class Utf8ValidationTests
{
    [Theory]
    [InlineData("61")]
    [InlineData("C3A9")]
    [InlineData("E282AC")]
    [InlineData("F09F8C8D")]
    [InlineData("")]
    public void Gives_the_string_back(string hex)
    {
        var expected = System.Text.Encoding.UTF8.GetString(Convert.FromHexString(hex));
        Assert.Equal(expected, Queries.Value($"SELECT validate_utf8(x'{hex}')")!.ToString());
        Assert.Equal(expected, Queries.Value($"SELECT try_validate_utf8(x'{hex}')")!.ToString());
    }

    [Theory]
    [InlineData("80")]
    [InlineData("C080")]
    [InlineData("EDA080")]
    [InlineData("F4908080")]
    [InlineData("61E282")]
    public void Refuses_other_bytes_in_both_modes(string hex)
    {
        foreach (var ansi in new[] { true, false })
        {
            var error = Queries.Error($"SELECT validate_utf8(CAST(x'{hex}' AS STRING))", ansi);
            Assert.Equal("INVALID_UTF8_STRING", error.Condition);
            Assert.Contains("\\x" + hex[..2], error.Message, StringComparison.Ordinal);
            Assert.Null(Queries.Value($"SELECT try_validate_utf8(CAST(x'{hex}' AS STRING))", ansi));
        }
    }

    [Fact]
    public void Judges_each_row_by_itself()
    {
        var rows = Queries.Rows("SELECT try_validate_utf8(CAST(s AS STRING)) FROM VALUES (x'61'), (x'80'), (NULL), (x'6263') AS v(s)");
        Assert.Equal(["a", null, null, "bc"], rows.Select(r => r[0]?.ToString()));
    }
}

using SqlSpark.Core.Errors;
using Xunit;

namespace SqlSpark.Core.Tests.Errors;

public sealed class QueryContextTests
{
    [Fact]
    public void Carets_stand_under_the_fragment()
    {
        var context = new QueryContext("SELECT 1 / 0 AS x", 7, 11, 1, 7);
        Assert.Equal("1 / 0", context.Fragment);
        Assert.Equal("== SQL (line 1, position 8) ==\nSELECT 1 / 0 AS x\n       ^^^^^\n", context.Summary);
    }

    [Fact]
    public void A_fragment_of_several_lines_is_marked_in_each()
    {
        const string Sql = "SELECT\n  1 +\n  2\nFROM t";
        Assert.Equal(
            "== SQL (line 2, position 3) ==\n  1 +\n  ^^^\n  2\n^^^\n",
            new QueryContext(Sql, Sql.IndexOf("1 +", StringComparison.Ordinal), Sql.IndexOf('2', StringComparison.Ordinal), 2, 2).Summary);
    }

    [Fact]
    public void Long_lines_are_cut_at_32_characters_around_the_fragment()
    {
        var sql = new string('a', 40) + "XY" + new string('b', 40);
        Assert.Equal(
            "== SQL (line 1, position 41) ==\n..." + new string('a', 32) + "XY" + new string('b', 32) + "...\n" + new string(' ', 35) + "^^\n",
            new QueryContext(sql, 40, 41, 1, 40).Summary);
    }

    [Fact]
    public void Lines_of_31_characters_around_the_fragment_are_shown_whole()
    {
        var sql = new string('a', 31) + "X" + new string('b', 31);
        Assert.Equal("== SQL (line 1, position 32) ==\n" + sql + "\n" + new string(' ', 31) + "^\n", new QueryContext(sql, 31, 31, 1, 31).Summary);
    }

    [Fact]
    public void Names_the_view_whose_text_it_is() =>
        Assert.StartsWith(
            "== SQL of VIEW cat.db.v (line 1, position 1) ==\n",
            new QueryContext("1/0", 0, 2, 1, 0, "VIEW", "cat.db.v").Summary,
            StringComparison.Ordinal);

    [Theory]
    [InlineData(-1, 2)]
    [InlineData(3, 2)]
    [InlineData(0, 8)]
    public void Indexes_outside_of_the_text_show_nothing(int start, int stop)
    {
        var context = new QueryContext("SELECT 1", start, stop, 1, 0);
        Assert.False(context.IsValid);
        Assert.Equal(("", ""), (context.Fragment, context.Summary));
    }

    [Fact]
    public void A_syntax_error_in_the_last_line_is_marked_below_it() =>
        Assert.Equal("== SQL ==\nSELECT\n1 1\n--^^^\n", QueryContext.ForSyntax("SELECT\n1 1", 9, 2, 2).Summary);

    [Fact]
    public void An_origin_becomes_a_context()
    {
        var text = new SqlText("SELECT a", "VIEW", "v");
        var context = new Origin(text, 1, 7, 7, 7).ToQueryContext();
        Assert.Equal(new QueryContext("SELECT a", 7, 7, 1, 7, "VIEW", "v"), context);
        Assert.Null(Origin.None.ToQueryContext());
        Assert.True(Origin.None.IsNone);
    }

    [Fact]
    public void An_origin_spans_to_a_later_one_of_the_same_text()
    {
        var text = new SqlText("a + b");
        var first = new Origin(text, 1, 0, 0, 0);
        Assert.Equal("a + b", first.To(new Origin(text, 1, 4, 4, 4)).ToQueryContext()!.Fragment);
        Assert.Equal(first, first.To(new Origin(new SqlText("a + b"), 1, 4, 4, 4)));
    }
}

using FsCheck;
using FsCheck.Fluent;
using SqlSpark.Core.Errors;
using Xunit;

namespace SqlSpark.Core.Tests.Errors;

public sealed class NameSuggestionsTests
{
    [Fact]
    public void The_nearest_names_come_first() =>
        Assert.Equal("`salary`, `name`, `department`", NameSuggestions.Format(["salery"], [["department"], ["name"], ["salary"]]));

    [Fact]
    public void A_common_qualifier_is_left_out_for_a_bare_name() =>
        Assert.Equal(["`id`", "`name`"], NameSuggestions.Order(["idd"], [["cat", "db", "t", "name"], ["cat", "db", "t", "id"]]));

    [Fact]
    public void The_table_stays_where_only_the_schema_is_common() =>
        Assert.Equal(["`t`.`id`", "`u`.`id`"], NameSuggestions.Order(["t", "idd"], [["cat", "db", "u", "id"], ["cat", "db", "t", "id"]]));

    [Fact]
    public void Different_qualifiers_stay() =>
        Assert.Equal(["`a`.`t`.`x`", "`b`.`t`.`xx`"], NameSuggestions.Order(["x"], [["b", "t", "xx"], ["a", "t", "x"]]));

    [Fact]
    public void At_most_five_are_given_and_ties_keep_their_order() =>
        Assert.Equal(["`a`", "`b`", "`c`", "`d`", "`e`"], NameSuggestions.Order(["z"], [["a"], ["b"], ["c"], ["d"], ["e"], ["f"]]));

    [Fact]
    public void Without_candidates_there_are_no_suggestions() => Assert.Empty(NameSuggestions.Order(["z"], []));

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("abc", "", 3)]
    [InlineData("flaw", "lawn", 2)]
    public void EditDistance_counts_edits(string left, string right, int expected) =>
        Assert.Equal(expected, NameSuggestions.EditDistance(left, right));

    [Fact]
    public void EditDistance_agrees_with_the_definition() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<NonNull<string>>(),
                ArbMap.Default.ArbFor<NonNull<string>>(),
                static (left, right) =>
                {
                    var a = Shorten(left.Get);
                    var b = Shorten(right.Get);
                    return NameSuggestions.EditDistance(a, b) == Reference(a, b) && NameSuggestions.EditDistance(b, a) == Reference(a, b);
                })
            .QuickCheckThrowOnFailure();

    private static string Shorten(string text) => text.Length <= 6 ? text : text[..6];

    private static int Reference(string a, string b) =>
        a.Length == 0 || b.Length == 0
            ? Math.Max(a.Length, b.Length)
            : Math.Min(
                Reference(a[1..], b[1..]) + (a[0] == b[0] ? 0 : 1),
                Math.Min(Reference(a[1..], b), Reference(a, b[1..])) + 1);
}

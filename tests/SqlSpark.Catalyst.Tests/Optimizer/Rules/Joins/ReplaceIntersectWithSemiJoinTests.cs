using SqlSpark.Catalyst.Optimizer.Rules.Joins;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Optimizer.Rules.Joins;

public sealed class ReplaceIntersectWithSemiJoinTests : RuleTest<ReplaceIntersectWithSemiJoin>
{
    [Fact]
    public void NULLs_count_as_equal_and_rows_come_once() => Assert.StartsWith(
        "Distinct\n+- Join LeftSemi, (a <=> b)\n",
        Printed(Query("SELECT a FROM VALUES (1), (NULL), (1), (3) AS t(a) INTERSECT SELECT b FROM VALUES (NULL), (1), (2) AS s(b)")));

    [Fact]
    public void A_column_that_is_never_NULL_on_the_right_side_stays_so() => Assert.StartsWith(
        "Distinct\n+- Project [a]\n   +- Join LeftSemi, (a <=> b)\n",
        Printed(Query("SELECT a FROM VALUES (1), (NULL) AS t(a) INTERSECT SELECT b FROM VALUES (1), (2) AS s(b)")));

    [Fact]
    public void Leaves_INTERSECT_ALL_and_EXCEPT_alone()
    {
        LeavesAlone(Query("SELECT a FROM VALUES (1), (1) AS t(a) INTERSECT ALL SELECT b FROM VALUES (1) AS s(b)"));
        LeavesAlone(Query("SELECT a FROM VALUES (1), (1) AS t(a) EXCEPT SELECT b FROM VALUES (1) AS s(b)"));
    }
}

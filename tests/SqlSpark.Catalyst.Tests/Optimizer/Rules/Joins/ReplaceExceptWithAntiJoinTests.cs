using SqlSpark.Catalyst.Optimizer.Rules.Joins;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Optimizer.Rules.Joins;

public sealed class ReplaceExceptWithAntiJoinTests : RuleTest<ReplaceExceptWithAntiJoin>
{
    [Fact]
    public void NULLs_count_as_equal_and_rows_come_once() => Assert.StartsWith(
        "Distinct\n+- Join LeftAnti, (a <=> b)\n",
        Printed(Query("SELECT a FROM VALUES (1), (NULL), (3), (3) AS t(a) EXCEPT SELECT b FROM VALUES (NULL), (1), (2) AS s(b)")));

    [Fact]
    public void Leaves_EXCEPT_ALL_and_INTERSECT_alone()
    {
        LeavesAlone(Query("SELECT a FROM VALUES (1), (1) AS t(a) EXCEPT ALL SELECT b FROM VALUES (1) AS s(b)"));
        LeavesAlone(Query("SELECT a FROM VALUES (1), (1) AS t(a) INTERSECT SELECT b FROM VALUES (1) AS s(b)"));
    }
}

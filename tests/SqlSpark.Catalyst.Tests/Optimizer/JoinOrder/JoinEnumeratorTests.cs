using System.Globalization;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Optimizer.JoinOrder;
using SqlSpark.Catalyst.Optimizer.Rules.Joins;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Catalyst.Statistics;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Optimizer.JoinOrder;

public sealed class JoinEnumeratorTests : RuleTest<CostBasedJoinReorder>
{
    private const int CasesOfTheory = 60;

    /// <summary>
    /// Random joins of all types in the order that random costs choose: every order that the graph allows is chosen sooner or later, and all must give the rows of the joins as they were
    /// written. SQLSPARK_JOIN_ORDER_CASES runs more of them.
    /// </summary>
    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Every_order_gives_the_same_rows(int relationCount)
    {
        var cases = Environment.GetEnvironmentVariable("SQLSPARK_JOIN_ORDER_CASES") is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : CasesOfTheory;
        var reordered = 0;
        for (var seed = 0; seed < cases; seed++)
        {
            var random = new Random((seed * 10) + relationCount);
            var plan = RandomJoins(random, relationCount);
            if (plan is not Join root || JoinGraphBuilder.TryBuild(root, new StatisticsEstimator(), static relation => relation) is not { } graph)
                continue;
            var costs = random.Next();
            var found = JoinEnumerator.Enumerate(graph, joined => 1 + (Mix(joined.Left!.Relations, joined.Right!.Relations, costs) % 1000));
            Assert.True(found is not null, $"seed {seed}: the graph does not know the joins as they were written:\n{plan}");
            var emitted = JoinPlanEmitter.Emit(graph, found.Value.Best, root.Output);
            reordered += found.Value.Best.HasShapeOf(found.Value.Original) ? 0 : 1;
            PlanValidator.Check(emitted);
            var (expected, actual) = (Run(plan), Run(emitted));
            Assert.True(expected == actual, $"seed {seed}:\n{plan}\n=>\n{emitted}\ngives\n{actual.Rows}\nin place of\n{expected.Rows}");
        }

        // Of three relations few joins have another order.
        Assert.True(reordered > cases / 10, $"only {reordered} were reordered");
    }

    [Theory]
    [InlineData(10)]
    [InlineData(40)]
    [InlineData(64)]
    public void Many_relations_that_all_may_be_joined_end_in_a_greedy_order(int relationCount)
    {
        var random = new Random(relationCount);
        LogicalPlan plan = RandomRelation(random, 0);
        var first = plan.Output[0];
        for (var i = 1; i < relationCount; i++)
        {
            var next = RandomRelation(random, i);
            plan = new Join(plan, next, JoinType.Inner, Comparison.EqualTo(first, next.Output[0]));
        }

        var graph = JoinGraphBuilder.TryBuild((Join)plan, new StatisticsEstimator(), static relation => relation)!;
        var found = JoinEnumerator.Enumerate(graph)!.Value;
        Assert.Equal(graph.All, found.Best.Relations);
        Assert.True(found.Best.Cost <= found.Original.Cost);
    }

    [Fact]
    public void A_chain_finds_the_one_selective_end()
    {
        // t0 - t1 - t2 - t3, and t3 has one row: whatever the order in which they were written, it comes first.
        var relations = Enumerable.Range(0, 4).Select(i => Rows(i, i == 3 ? 1 : 50)).ToArray();
        LogicalPlan plan = relations[0];
        for (var i = 1; i < 4; i++)
            plan = new Join(plan, relations[i], JoinType.Inner, Comparison.EqualTo(relations[i - 1].Output[1], relations[i].Output[0]));
        var graph = JoinGraphBuilder.TryBuild((Join)plan, new StatisticsEstimator(), static relation => relation)!;
        var best = JoinEnumerator.Enumerate(graph)!.Value.Best;
        while (best.Left is not null)
            best = (best.Left.Relations & 8) != 0 ? best.Left : best.Right!;
        Assert.Equal(8UL, best.Relations);
    }

    /// <summary>The same number in every run, unlike what <see cref="HashCode"/> gives.</summary>
    private static uint Mix(ulong left, ulong right, int seed)
    {
        var mixed = ((left * 0x9E3779B97F4A7C15) ^ (right * 0xC2B2AE3D27D4EB4F)) + ((ulong)seed * 0x165667B19E3779F9);
        mixed = (mixed ^ (mixed >> 29)) * 0xBF58476D1CE4E5B9;
        return (uint)(mixed >> 32);
    }

    private static LogicalPlan RandomJoins(Random random, int relationCount)
    {
        var parts = new List<LogicalPlan>();
        for (var i = 0; i < relationCount; i++)
            parts.Add(RandomRelation(random, i));
        while (parts.Count > 1)
        {
            var left = random.Next(parts.Count);
            var joined = parts[left];
            parts.RemoveAt(left);
            var right = random.Next(parts.Count);
            parts[right] = RandomJoin(random, joined, parts[right]);
        }

        return parts[0];
    }

    private static Join RandomJoin(Random random, LogicalPlan left, LogicalPlan right)
    {
        var type = random.Next(12) switch
        {
            < 5 => JoinType.Inner,
            5 => JoinType.LeftSemi,
            6 => JoinType.LeftAnti,
            7 or 8 => JoinType.LeftOuter,
            9 => JoinType.RightOuter,
            10 => JoinType.FullOuter,
            _ => JoinType.Cross,
        };
        if (type == JoinType.Cross)
            return new Join(left, right, type, null);
        var conditions = new List<Expression>();
        for (var i = random.Next(1, 3); i > 0; i--)
        {
            var (a, b) = (Any(random, left), Any(random, right));
            conditions.Add(random.Next(8) switch
            {
                0 => new Comparison(ComparisonOperator.EqualNullSafe, a, b),
                1 => new Comparison(ComparisonOperator.LessThan, a, b),
                2 => new Or(Comparison.EqualTo(a, b), new IsNull(b)),
                3 => Comparison.EqualTo(new If(new IsNull(a), Literal.Int(0), a), b),
                _ => Comparison.EqualTo(a, b),
            });
        }

        return new Join(left, right, type, And.Of([.. conditions]));
    }

    private static AttributeReference Any(Random random, LogicalPlan plan) => plan.Output[random.Next(plan.Output.Count)];

    private static LocalRelation RandomRelation(Random random, int number) => Rows(number, random.Next(6), random);

    private static LocalRelation Rows(int number, int rowCount, Random? random = null)
    {
        var rows = new EquatableArray<object?>[rowCount];
        for (var row = 0; row < rowCount; row++)
            rows[row] = random is null ? [row, row] : [Value(random), Value(random)];
        return new LocalRelation(
            [new AttributeReference($"t{number}x", IntegerType.Instance), new AttributeReference($"t{number}y", IntegerType.Instance)], EquatableArray.Create<EquatableArray<object?>>(rows));
    }

    private static object? Value(Random random) => random.Next(4) is var value && value == 3 ? null : value;
}

using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Types;
using SqlSpark.Execution.Operators.Aggregates;
using SqlSpark.Execution.Operators.Computes;
using SqlSpark.Execution.Operators.Joins;
using SqlSpark.Execution.Operators.Limits;
using SqlSpark.Execution.Operators.RuntimeFilters;
using SqlSpark.Execution.Operators.Scans;
using SqlSpark.Execution.Operators.Sorts;
using SqlSpark.Execution.Operators.Unions;
using Xunit;
using static SqlSpark.Execution.Expressions;

namespace SqlSpark.Execution.Planning;

public sealed class RuntimeFilterPlacementTests
{
    private static readonly BatchScanExec Facts = Scan("key", "other");
    private static readonly BatchScanExec More = Scan("id", "name");
    private static readonly BatchScanExec Dimension = Scan("wanted", "kind");

    private static PhysicalPlan Narrowed => new ComputeExec([ComputeStep.Filter(Above(Dimension.Output[1], 3), Dimension.Output)], Dimension);

    [Theory]
    [InlineData(JoinType.Inner, false, true)]
    [InlineData(JoinType.LeftOuter, false, false)]
    [InlineData(JoinType.RightOuter, false, true)]
    [InlineData(JoinType.FullOuter, false, false)]
    [InlineData(JoinType.LeftSemi, false, true)]
    [InlineData(JoinType.LeftAnti, false, false)]
    [InlineData(JoinType.Inner, true, true)]
    [InlineData(JoinType.LeftOuter, true, true)]
    [InlineData(JoinType.RightOuter, true, false)]
    [InlineData(JoinType.FullOuter, true, false)]
    [InlineData(JoinType.LeftSemi, true, true)]
    [InlineData(JoinType.LeftAnti, true, true)]
    public void Only_a_side_whose_rows_need_a_match_is_filtered(JoinType type, bool keepsLeft, bool isFiltered)
    {
        PhysicalPlan facts = Facts;
        var (left, right) = keepsLeft ? (Narrowed, facts) : (facts, Narrowed);
        Assert.Equal(isFiltered ? "key" : "", Filtered(new HashJoinExec(left, right, type, keepsLeft ? BuildSide.Left : BuildSide.Right, [new JoinKey(0, 0, false)], null)));
    }

    [Fact]
    public void Kept_rows_that_nothing_has_narrowed_make_no_filter()
    {
        Assert.Equal("", Filtered(Join(Facts, Dimension)));
        var notNull = new ComputeExec([ComputeStep.Filter(new IsNotNull(Dimension.Output[0]), Dimension.Output)], Dimension);
        Assert.Equal("", Filtered(Join(Facts, notNull)));
    }

    [Fact]
    public void Keys_for_which_NULL_equals_NULL_make_no_filter() =>
        Assert.Equal("", Filtered(new HashJoinExec(Facts, Narrowed, JoinType.Inner, BuildSide.Right, [new JoinKey(0, 0, true)], null)));

    [Fact]
    public void Existence_and_NOT_IN_keep_all_rows()
    {
        var join = new HashJoinExec(Facts, Narrowed, JoinType.LeftSemi, BuildSide.Right, [new JoinKey(0, 0, false)], null);
        Assert.Equal("", Filtered(join with { ExistsAttribute = EngineFixture.Column("e", BooleanType.Instance) }));
        Assert.Equal("", Filtered(join with { Type = JoinType.LeftAnti, IsNullAware = true }));
    }

    [Fact]
    public void Goes_through_projections_of_the_column_itself()
    {
        PhysicalPlan Project(Expression column) => new ComputeExec([ComputeStep.Project([new Alias(column, "k")], Facts.Output)], Facts);
        Assert.Equal("other", Filtered(Join(Project(Facts.Output[1]), Narrowed)));
        Assert.Equal("", Filtered(Join(Project(Plus(Facts.Output[1], Literal.Long(1))), Narrowed)));
    }

    [Fact]
    public void Goes_through_groups_by_the_column_orders_and_unions()
    {
        var aggregate = new HashAggregateExec([Facts.Output[1]], [], new ComputeExec([ComputeStep.Project([Facts.Output[1], Facts.Output[0]], Facts.Output)], Facts));
        Assert.Equal("other", Filtered(Join(aggregate, Narrowed)));
        Assert.Equal("key", Filtered(Join(new SortExec([new SortKey(0, true, true)], [new SortOrder(Facts.Output[0])], true, Facts), Narrowed)));
        Assert.Equal("key,id", Filtered(Join(new UnionExec(Facts.Output, [Facts, More]), Narrowed)));
    }

    [Fact]
    public void Stops_where_rows_count_by_number_or_position()
    {
        Assert.Equal("", Filtered(Join(new LimitExec(5, 0, Facts), Narrowed)));
        var numbered = new ComputeExec([ComputeStep.Project([Facts.Output[0], RowId().As("n")], Facts.Output)], Facts);
        Assert.Equal("", Filtered(Join(numbered, Narrowed)));
    }

    [Theory]
    [InlineData(JoinType.Inner, "key,id")]
    [InlineData(JoinType.LeftOuter, "key,id")]
    [InlineData(JoinType.LeftSemi, "key,id")]
    [InlineData(JoinType.LeftAnti, "key,id")]
    [InlineData(JoinType.RightOuter, "")]
    [InlineData(JoinType.FullOuter, "")]
    public void Goes_on_to_the_left_side_of_a_join_and_with_its_key_to_the_other(JoinType type, string filtered) =>
        Assert.Equal(filtered, Filtered(Join(Join(Facts, More) with { Type = type }, Narrowed)));

    [Fact]
    public void Goes_on_to_the_right_side_of_a_join_that_keeps_it()
    {
        HashJoinExec Above(JoinType type) => Join(Facts, More) with { Type = type };
        HashJoinExec OnRight(HashJoinExec below) => new(below, Narrowed, JoinType.Inner, BuildSide.Right, [new JoinKey(2, 0, false)], null);
        Assert.Equal("key,id", Filtered(OnRight(Above(JoinType.RightOuter))));
        Assert.Equal("", Filtered(OnRight(Above(JoinType.LeftOuter))));
    }

    [Fact]
    public void NULLs_that_NOT_IN_asks_for_are_not_left_out()
    {
        var notIn = Join(Facts, More) with { Type = JoinType.LeftAnti, IsNullAware = true };
        Assert.Equal("key", Filtered(Join(notIn, Narrowed)));
    }

    [Fact]
    public void Scans_that_cannot_filter_are_filtered_only_below_more_work()
    {
        var facts = FilterableScan.Exec(Facts.Output, [], appliesFilters: false);
        Assert.Equal("", Filtered(Join(facts, Narrowed)));
        Assert.Equal("key,id", Filtered(Join(Join(facts, More), Narrowed)));
    }

    [Fact]
    public void The_plan_says_which_join_tells_which_scan()
    {
        var text = RuntimeFilterPlacement.Place(Join(Facts, Narrowed)).ToString();
        Assert.Contains($"HashJoin [{Facts.Output[0]}], [{Dimension.Output[0]}], Inner, BuildRight RuntimeFilters: [filter#0({Dimension.Output[0]})]", text, StringComparison.Ordinal);
        Assert.Contains($"test RuntimeFilters: [filter#0({Facts.Output[0]})]", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(JoinType.Inner, "key")]
    [InlineData(JoinType.Cross, "key")]
    [InlineData(JoinType.LeftSemi, "key")]
    [InlineData(JoinType.LeftAnti, "")]
    [InlineData(JoinType.LeftOuter, "")]
    [InlineData(JoinType.RightOuter, "")]
    [InlineData(JoinType.FullOuter, "")]
    public void A_comparison_with_the_only_kept_row_makes_a_filter(JoinType type, string filtered)
    {
        var condition = new Comparison(ComparisonOperator.LessThan, Plus(Dimension.Output[0], Literal.Long(1)), Facts.Output[0]);
        var join = new NestedLoopJoinExec(Facts, Dimension, type, condition) { KeepsOneRow = true };
        Assert.Equal(filtered, Filtered(join));
        Assert.Equal("", Filtered(join with { KeepsOneRow = false }));
        Assert.Equal("", Filtered(join with { ExistsAttribute = EngineFixture.Column("e", BooleanType.Instance), Type = JoinType.LeftSemi }));
    }

    [Fact]
    public void The_kept_row_may_be_on_the_left()
    {
        var condition = Comparison.LessThan(Dimension.Output[0], Facts.Output[1]);
        Assert.Equal("other", Filtered(new NestedLoopJoinExec(Dimension, Facts, JoinType.Inner, condition) { KeepsOneRow = true, KeptSide = BuildSide.Left }));
    }

    [Fact]
    public void Other_conditions_on_the_only_kept_row_make_no_filter()
    {
        string With(Expression condition) => Filtered(new NestedLoopJoinExec(Facts, Dimension, JoinType.Inner, condition) { KeepsOneRow = true });
        Assert.Equal("", With(new Or(Comparison.LessThan(Facts.Output[0], Dimension.Output[0]), Above(Facts.Output[1], 3))));
        Assert.Equal("", With(Comparison.LessThan(Plus(Facts.Output[0], Literal.Long(1)), Dimension.Output[0])));
        Assert.Equal("", With(Comparison.LessThan(Facts.Output[0], Plus(Facts.Output[1], Dimension.Output[0]))));
        Assert.Equal("key", With(new And(Comparison.LessThan(Facts.Output[0], Dimension.Output[0]), Above(Facts.Output[1], 3))));
    }

    [Fact]
    public void An_aggregation_without_keys_has_narrowed_its_rows() =>
        Assert.Equal("key", Filtered(Join(Facts, new HashAggregateExec([], [], Dimension))));

    private static HashJoinExec Join(PhysicalPlan left, PhysicalPlan right) =>
        new(left, right, JoinType.Inner, BuildSide.Right, [new JoinKey(0, 0, false)], null);

    private static BatchScanExec Scan(params string[] columns) =>
        FilterableScan.Exec([.. columns.Select(name => EngineFixture.Column(name, LongType.Instance))], []);

    private static string Filtered(PhysicalPlan plan) => string.Join(
        ',', RuntimeFilterPlacement.Place(plan).Collect<BatchScanExec>().SelectMany(scan => scan.Filters.Select(filter => scan.Output[filter.Column].Name)));
}

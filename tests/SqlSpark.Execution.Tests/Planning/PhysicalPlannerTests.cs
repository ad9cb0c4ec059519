using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;
using SqlSpark.Execution.Operators.Aggregates;
using SqlSpark.Execution.Operators.Computes;
using SqlSpark.Execution.Operators.Sorts;
using SqlSpark.Execution.Pipelines;
using Xunit;
using static SqlSpark.Execution.Expressions;

namespace SqlSpark.Execution.Planning;

public sealed class PhysicalPlannerTests
{
    private static readonly LocalRelation Table = EngineFixture.Table(
        [new AttributeReference("a", LongType.Instance), new AttributeReference("b", LongType.Instance)], [1L, 2L]);

    private static AttributeReference A => Table.Output[0];

    private static AttributeReference B => Table.Output[1];

    [Fact]
    public void Filters_and_projections_become_one_program_and_are_explained_apart()
    {
        var plan = Plan(new Project([A], new Filter(Above(B, 1), new Project([A, B], Table))));
        Assert.Equal(3, Assert.IsType<ComputeExec>(plan).Steps.Count);
        Assert.Equal(
            $"""
            Project [a{A.ExprId}]
            +- Filter {Above(B, 1)}
               +- Project [a{A.ExprId}, b{B.ExprId}]
                  +- LocalTableScan [a{A.ExprId}, b{B.ExprId}]
            """,
            plan.ToString());
    }

    [Fact]
    public void A_positional_projection_starts_a_program_of_its_own()
    {
        var plan = Plan(new Project([RowId().As("id")], new Filter(Above(B, 1), Table)));
        var outer = Assert.IsType<ComputeExec>(plan);
        Assert.Single(outer.Steps);
        Assert.IsType<ComputeExec>(outer.Child);
    }

    [Fact]
    public void An_order_with_a_limit_keeps_only_the_first_rows()
    {
        var sort = new Sort([new SortOrder(B, false)], true, Table);
        var plan = Plan(EngineFixture.Limit(EngineFixture.Offset(new Project([A], sort), 3), 10));
        var compute = Assert.IsType<ComputeExec>(plan);
        var top = Assert.IsType<TakeOrderedAndProjectExec>(compute.Child);
        Assert.Equal((10, 3), (top.Limit, top.Offset));
        Assert.Equal([new SortKey(1, false, false)], top.Keys);
    }

    [Fact]
    public void A_limit_over_the_threshold_sorts_everything()
    {
        var sort = new Sort([new SortOrder(B)], true, Table);
        var plan = PhysicalPlanner.Plan(EngineFixture.Limit(sort, 10), EngineFixture.Conf(("spark.sql.execution.topKSortFallbackThreshold", "9")));
        Assert.IsType<SortExec>(Assert.IsType<Operators.Limits.LimitExec>(plan).Child);
    }

    [Fact]
    public void Keys_that_are_no_columns_are_computed_below_the_order_and_dropped_above()
    {
        var plan = Plan(new Sort([new SortOrder(Plus(A, B)), new SortOrder(Literal.Long(1)), new SortOrder(B, false, true)], true, Table));
        var drop = Assert.IsType<ComputeExec>(plan);
        Assert.Equal(Table.Output, drop.Output);
        var sort = Assert.IsType<SortExec>(drop.Child);
        Assert.Equal([new SortKey(2, true, true), new SortKey(1, false, true)], sort.Keys);
        Assert.Equal(3, sort.Child.Output.Count);
    }

    [Fact]
    public void An_order_that_the_input_has_is_not_made_again()
    {
        var numbers = EngineFixture.Numbers(10);
        Assert.IsType<Operators.Ranges.RangeExec>(Plan(new Sort([new SortOrder(numbers.Attribute, true, false)], true, numbers)));
        Assert.IsType<SortExec>(Plan(new Sort([new SortOrder(numbers.Attribute, false)], true, numbers)));
        var limited = Plan(EngineFixture.Limit(new Sort([new SortOrder(numbers.Attribute)], true, new Filter(Above(numbers.Attribute, 3), numbers)), 2));
        Assert.IsType<ComputeExec>(Assert.IsType<Operators.Limits.LimitExec>(limited).Child);
    }

    [Fact]
    public void A_projection_keeps_the_order_of_its_input_under_other_names()
    {
        var limited = EngineFixture.Limit(new Sort([new SortOrder(A), new SortOrder(B, false)], true, Table), 10_000_000);
        var (x, y) = (A.As("x"), B.As("y"));
        var renamed = new Project([y, x], new Filter(Above(B, 1), limited));
        EquatableArray<SortOrder> order = [new SortOrder(x.ToAttribute()), new SortOrder(y.ToAttribute(), false)];
        Assert.Equal(order, Plan(renamed).OutputOrdering);
        Assert.IsType<ComputeExec>(Plan(new Sort([.. order], true, renamed)));
        Assert.Equal([order[0]], Plan(new Project([x], limited)).OutputOrdering);
        Assert.Empty(Plan(new Project([y], limited)).OutputOrdering);
    }

    [Fact]
    public void Distinct_groups_by_all_columns()
    {
        var plan = Assert.IsType<HashAggregateExec>(Plan(new Distinct(Table)));
        Assert.Equal(Table.Output, plan.Grouping);
        Assert.Empty(plan.Aggregates);
        Assert.Equal(Table.Output, plan.Output);
    }

    [Fact]
    public void Grouping_expressions_are_computed_below_the_aggregation_and_replaced_above()
    {
        var key = Plus(A, Literal.Long(1));
        var plan = Plan(new Aggregate([key, B], [Times(key, Literal.Long(2)).As("x"), B], Table));
        var results = Assert.IsType<ComputeExec>(plan);
        var aggregate = Assert.IsType<HashAggregateExec>(results.Child);
        Assert.Equal(2, aggregate.Grouping.Count);
        Assert.Equal(B, aggregate.Grouping[1]);
        Assert.Equal(["x", "b"], plan.Output.Select(a => a.Name));
        Assert.IsType<ComputeExec>(aggregate.Child);
        var product = Assert.IsType<Arithmetic>(Assert.IsType<Alias>(results.Steps[0].Expressions[0]).Child);
        Assert.Equal(aggregate.Grouping[0], product.Left);
    }

    [Fact]
    public void What_is_not_executed_yet_is_named()
    {
        AssertUnsupported("INTERSECT", new SetOperation(SetOperator.Intersect, false, EngineFixture.Numbers(1), EngineFixture.Numbers(2)));
        AssertUnsupported("EXCEPT", new SetOperation(SetOperator.Except, true, EngineFixture.Numbers(1), EngineFixture.Numbers(2)));
        AssertUnsupported("sampling with replacement", new Sample(0, 0.5, true, null, Table));
        AssertUnsupported("subqueries in expressions", new Filter(new Exists(Table, [], ExprId.New()), EngineFixture.Numbers(1)));
    }

    [Fact]
    public void Ten_thousand_nested_plans_are_planned()
    {
        LogicalPlan plan = Table;
        for (var i = 0; i < 10_000; i++)
            plan = new Filter(Above(A, i), plan);
        Assert.Equal(10_000, Assert.IsType<ComputeExec>(Plan(plan)).Steps.Count);
    }

    [Fact]
    public void Every_pipeline_depends_on_earlier_ones_only()
    {
        var limited = EngineFixture.Limit(EngineFixture.Numbers(10), 5);
        var plan = Plan(EngineFixture.Limit(new Union([limited, EngineFixture.Limit(new Union([limited, EngineFixture.Numbers(3)]), 7)]), 9));
        var graph = PipelineBuilder.Build(plan, null, _ => throw InternalErrors.Unreachable());
        Assert.Equal([0, 0, 1, 2, 1], graph.Pipelines.Select(p => p.Dependencies.Count));
        var before = new HashSet<Pipeline>();
        foreach (var pipeline in graph.Pipelines)
        {
            Assert.All(pipeline.Dependencies, d => Assert.Contains(d, before));
            before.Add(pipeline);
        }
    }

    private static PhysicalPlan Plan(LogicalPlan plan) => PhysicalPlanner.Plan(plan, ConfSnapshot.Default);

    private static void AssertUnsupported(string name, LogicalPlan plan)
    {
        var error = Assert.Throws<SqlSparkException>(() => Plan(plan));
        Assert.Equal("UNSUPPORTED_FEATURE.OPERATOR", error.Condition);
        Assert.Equal(name, error.Parameters["operator"]);
    }
}

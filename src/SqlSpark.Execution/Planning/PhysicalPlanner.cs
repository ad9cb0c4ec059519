using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Errors;
using SqlSpark.Execution.Operators.Computes;
using SqlSpark.Execution.Operators.Expands;
using SqlSpark.Execution.Operators.Locals;
using SqlSpark.Execution.Operators.Ranges;
using SqlSpark.Execution.Operators.Samples;
using SqlSpark.Execution.Operators.Scans;
using SqlSpark.Execution.Operators.Unions;
using SqlSpark.Execution.Operators.Writes;
using Range = SqlSpark.Catalyst.Plans.Range;

namespace SqlSpark.Execution.Planning;

/// <summary>
/// Chooses how an optimized plan is run: filters and projections become programs, references become ordinals. Plans that were only
/// analyzed work too. What is not executed yet fails with <c>UNSUPPORTED_FEATURE.OPERATOR</c>. Spark: <c>SparkStrategies</c>.
/// </summary>
internal sealed partial class PhysicalPlanner
{
    private readonly ConfSnapshot _conf;
    private readonly Dictionary<long, CteRelationDefinition> _definitions = [];
    private readonly HashSet<long> _definitionsBeingPlanned = [];

    private PhysicalPlanner(ConfSnapshot conf) => _conf = conf;

    /// <summary>Plans a query.</summary>
    /// <param name="plan">A resolved plan.</param>
    /// <param name="conf">The settings it runs under.</param>
    /// <exception cref="SqlSparkException"><c>UNSUPPORTED_FEATURE</c>.</exception>
    public static PhysicalPlan Plan(LogicalPlan plan, ConfSnapshot conf) => DeepStack.Run(() =>
    {
        var planned = new PhysicalPlanner(conf).Plan(plan);
        return conf.Get(SqlConf.RuntimeFiltersEnabled) ? RuntimeFilterPlacement.Place(planned) : planned;
    });

    private PhysicalPlan Plan(LogicalPlan plan)
    {
        DeepStack.Guard();
        CheckExpressions(plan);
        return plan switch
        {
            Project project => PlanProject(project),
            Filter filter => PlanFilter(filter, Plan(filter.Child)),
            Aggregate aggregate => PlanAggregate(aggregate.GroupingExpressions, aggregate.AggregateExpressions, Plan(aggregate.Child)),
            Distinct distinct => PlanDistinct(Plan(distinct.Child)),
            Sort sort => PlanSort(sort, Plan(sort.Child)),
            Limit or Offset => PlanLimit(plan),
            Union union => new UnionExec(union.Output, FlattenUnion(union)),
            Expand expand => PlanExpand(expand),
            Sample sample => PlanSample(sample),
            LocalRelation local => new LocalTableScanExec(local.Attributes, local.Rows),
            OneRowRelation => new LocalTableScanExec([], [EquatableArray<object?>.Empty]),
            Range range => new RangeExec(range),
            LogicalRelation relation => PlanRelation(relation),
            ScanRelation scan => new BatchScanExec(scan.Table, scan.Scan, scan.Attributes),
            SubqueryAlias alias => Plan(alias.Child),

            // One process has no partitions to move rows between, and promises no order among them.
            Repartition repartition => Plan(repartition.Child),
            RepartitionByExpression repartition => Plan(repartition.Child),
            RebalancePartitions rebalance => Plan(rebalance.Child),
            WithCte with => PlanWith(with),
            CteRelationReference reference => PlanReference(reference),
            Join join => PlanJoin(join),
            LateralJoin => throw ExecutionErrors.OperatorNotSupported("LATERAL joins"),
            SetOperation operation => throw ExecutionErrors.OperatorNotSupported(operation.Operator == SetOperator.Except ? "EXCEPT" : "INTERSECT"),
            Window window => PlanWindow(window, window.OutputSet),
            WindowGroupLimit limit => PlanGroupLimit(limit),
            Generate generate => PlanGenerate(generate),
            WriteToDataSource write => new WriteToDataSourceExec(write.Write, Plan(write.Child)),
            Command command => throw ExecutionErrors.StatementNotSupported(command.Description),
            _ => throw ExecutionErrors.OperatorNotSupported(plan.Description),
        };
    }

    private static void CheckExpressions(LogicalPlan plan)
    {
        InternalErrors.Assert(plan.IsResolved);
        foreach (var expression in plan.Expressions)
        {
            if (expression.ContainsAny(NodeKinds.Subquery))
                throw ExecutionErrors.OperatorNotSupported("subqueries in expressions");
            if (plan is not Window && expression.ContainsAny(NodeKinds.WindowExpression))
                throw ExecutionErrors.OperatorNotSupported("OVER");
            if (plan is not Generate && expression.ContainsAny(NodeKinds.Generator))
                throw ExecutionErrors.OperatorNotSupported("a generator in an expression");
        }
    }

    /// <summary>Adds a step to a chain of them. A positional one starts a new chain: positions count the rows that reach it.</summary>
    private static PhysicalPlan AddStep(PhysicalPlan child, Func<EquatableArray<AttributeReference>, ComputeStep> bind)
    {
        var step = bind(child.Output);
        return child is ComputeExec chain && !step.IsPositional ? chain with { Steps = chain.Steps.Add(step) } : new ComputeExec([step], child);
    }

    private EquatableArray<PhysicalPlan> FlattenUnion(Union union)
    {
        var inputs = new List<PhysicalPlan>();
        foreach (var input in union.Inputs)
        {
            if (Plan(input) is var planned && planned is UnionExec nested)
                inputs.AddRange(nested.Inputs);
            else
                inputs.Add(planned);
        }

        return inputs.ToEquatableArray();
    }

    private ExpandExec PlanExpand(Expand expand)
    {
        var child = Plan(expand.Child);
        var steps = expand.Projections.Map(projection => ComputeStep.Project(projection, child.Output).Bound);
        return new ExpandExec(steps, expand.Projections, expand.Attributes, child) { KeepsOrder = expand.KeepsOrder };
    }

    private SampleExec PlanSample(Sample sample)
    {
        if (sample.Method == SampleMethod.System)
            throw ExecutionErrors.SystemSampleNotSupported();
        if (sample.WithReplacement)
            throw ExecutionErrors.OperatorNotSupported("sampling with replacement");
        var child = Plan(sample.Child);
        return new SampleExec(sample.LowerBound, sample.UpperBound, sample.Seed ?? SampleExec.AnySeed(), child);
    }

    private static BatchScanExec PlanRelation(LogicalRelation relation)
    {
        var builder = relation.Table.NewScanBuilder();
        builder.Prune([.. Enumerable.Range(0, relation.Attributes.Count)]);
        return new BatchScanExec(relation.Table, builder.Build(), relation.Attributes);
    }

    private PhysicalPlan PlanWith(WithCte with)
    {
        foreach (var definition in with.Definitions)
            _definitions[((CteRelationDefinition)definition).Id] = (CteRelationDefinition)definition;
        return Plan(with.Child);
    }

    private PhysicalPlan PlanReference(CteRelationReference reference)
    {
        if (!_definitions.TryGetValue(reference.Id, out var definition) || !_definitionsBeingPlanned.Add(reference.Id))
            throw ExecutionErrors.OperatorNotSupported("WITH RECURSIVE");
        var child = Plan(definition.Child);
        _definitionsBeingPlanned.Remove(reference.Id);
        var columns = new Expression[reference.Attributes.Count];
        for (var i = 0; i < columns.Length; i++)
            columns[i] = new Alias(child.Output[i], reference.Attributes[i].Name, reference.Attributes[i].ExprId);
        return AddStep(child, input => ComputeStep.Project(EquatableArray.Create<Expression>(columns), input));
    }
}

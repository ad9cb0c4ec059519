using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Optimizer.Rules.Ctes;

/// <summary>Aggregations of the same groups as one, which computes what any of them does. Their inputs may compute different columns of the same rows.</summary>
internal sealed class SharedAggregate
{
    private readonly Dictionary<Expression, int> _positions = [];

    /// <summary>Joins aggregations.</summary>
    /// <param name="aggregates">Aggregations with equal <see cref="Groups"/>.</param>
    public SharedAggregate(IReadOnlyList<Aggregate> aggregates)
    {
        var first = aggregates[0];
        var source = SourceOf(first);
        var computed = new Dictionary<Expression, AttributeReference>();    // by their form over the source
        var inputs = new List<Expression>();
        var outputs = new List<Expression>();
        EquatableArray<Expression> grouping = [];
        foreach (var aggregate in aggregates)
        {
            var isFirst = ReferenceEquals(aggregate, first);
            var toFirst = new Dictionary<ExprId, AttributeReference>();
            for (var i = 0; i < source.Output.Count; i++)
                toFirst.TryAdd(SourceOf(aggregate).Output[i].ExprId, source.Output[i]);
            var toInputs = new Dictionary<ExprId, AttributeReference>();
            foreach (var column in InputOf(aggregate))
            {
                var form = CanonicalPlans.Canonical(column, [SourceOf(aggregate)]);
                if (!computed.TryGetValue(form, out var input))
                {
                    var own = Renamed(column, toFirst);
                    inputs.Add(own is Alias alias && !isFirst ? alias with { ExprId = ExprId.New() } : own);
                    computed.Add(form, input = ((INamedExpression)inputs[^1]).ToAttribute());
                }

                toInputs.TryAdd(((INamedExpression)column).ExprId, input);
            }

            // Keys that are computed twice are one.
            if (isFirst)
                grouping = first.GroupingExpressions.Select(key => Renamed(key, toInputs)).Distinct().ToEquatableArray();
            foreach (var output in aggregate.AggregateExpressions)
            {
                if (!_positions.TryAdd(Form(output, aggregate), outputs.Count))
                    continue;
                var own = Renamed(output, toInputs);
                outputs.Add(own is Alias alias && !isFirst ? alias with { ExprId = ExprId.New() } : own);
            }
        }

        var child = ReferenceEquals(source, first.Child) && inputs.TrueForAll(i => i is AttributeReference) ? source : new Project(inputs.ToEquatableArray(), source);
        Definition = new CteRelationDefinition(new Aggregate(grouping, outputs.ToEquatableArray(), child), CteRelationDefinition.NewId(), "shared");
    }

    /// <summary>The aggregation of all.</summary>
    public CteRelationDefinition Definition { get; }

    /// <summary>The groups of an aggregation, whatever is computed of them, over the rows under its projection.</summary>
    public static Aggregate Groups(Aggregate aggregate) => new(
        aggregate.GroupingExpressions.Map(key => Substitution.Apply(key, Substitution.Of(InputOf(aggregate)))), [], SourceOf(aggregate));

    /// <summary>The columns of one of them.</summary>
    public LogicalPlan Read(Aggregate aggregate) => AddedDefinitions.Read(Definition, aggregate, aggregate.AggregateExpressions.Map(e => _positions[Form(e, aggregate)]));

    private static LogicalPlan SourceOf(Aggregate aggregate) => aggregate.Child is Project { Expressions: var list } project && list.All(e => e.IsDeterministic)
        ? project.Child
        : aggregate.Child;

    private static EquatableArray<Expression> InputOf(Aggregate aggregate) => ReferenceEquals(SourceOf(aggregate), aggregate.Child)
        ? aggregate.Child.Output.Map(Expression (a) => a)
        : aggregate.Child.Expressions;

    private static Expression Form(Expression output, Aggregate aggregate) =>
        CanonicalPlans.Canonical(Substitution.Apply(output, Substitution.Of(InputOf(aggregate))), [SourceOf(aggregate)]);

    private static Expression Renamed(Expression expression, Dictionary<ExprId, AttributeReference> columns) =>
        expression.TransformUp(e => e is AttributeReference attribute && columns.TryGetValue(attribute.ExprId, out var column) ? column : e);
}

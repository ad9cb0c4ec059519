using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Optimizer.Rules.Aggregates;

/// <summary>An aggregation, perhaps over a projection, whose functions are taken in two steps: states of some input, and an aggregation that merges them.</summary>
internal sealed class SplitAggregate
{
    private readonly Aggregate _aggregate;
    private readonly Project? _project;
    private readonly Dictionary<Expression, Alias> _states = [];
    private readonly EquatableArray<Expression> _results;

    /// <param name="aggregate">The aggregation.</param>
    /// <param name="project">The projection that is its child, or null.</param>
    public SplitAggregate(Aggregate aggregate, Project? project)
    {
        (_aggregate, _project) = (aggregate, project);
        var definitions = (project?.ProjectList ?? []).OfType<Alias>().ToDictionary(static alias => alias.ExprId, static alias => alias.Child);
        IsPossible = aggregate.GroupingExpressions.All(static e => e is AttributeReference) && project?.ProjectList.All(static e => e.IsDeterministic) != false;
        if (!IsPossible)
            return;
        _results = aggregate.AggregateExpressions.Map(e => e.TransformUp(NodeKinds.AggregateExpression, inner => inner is AggregateExpression call ? Split(call) : inner));
        KeyInputs = AttributeSet.Of(aggregate.GroupingExpressions.SelectMany(key => Substituted(key).References));

        Expression Split(AggregateExpression call)
        {
            IsPossible &= PartialAggregates.CanSplit(call);
            if (!IsPossible)
                return call;
            var direct = (AggregateExpression)Substituted(call);
            if (!_states.TryGetValue(direct.Canonicalized, out var state))
                _states.Add(direct.Canonicalized, state = new Alias(PartialAggregates.StateOf(direct), "_state"));
            Inputs = Inputs.Union(direct.References);
            return PartialAggregates.MergeOf(call, state.ToAttribute()) with { ResultId = call.ResultId };
        }

        Expression Substituted(Expression expression) => definitions.Count == 0
            ? expression
            : expression.TransformUp(e => e is AttributeReference column && definitions.TryGetValue(column.ExprId, out var definition) ? definition : e);
    }

    /// <summary>False when a function, a key or the projection is of a kind that does not allow it.</summary>
    public bool IsPossible { get; private set; }

    /// <summary>The columns below the projection that the functions read.</summary>
    public AttributeSet Inputs { get; private set; } = AttributeSet.Empty;

    /// <summary>The columns below the projection that the keys are made of.</summary>
    public AttributeSet KeyInputs { get; } = AttributeSet.Empty;

    /// <summary>The states, in columns of what is below the projection.</summary>
    public IReadOnlyCollection<Alias> States => _states.Values;

    /// <summary>The columns of the states.</summary>
    public EquatableArray<AttributeReference> StateColumns => [.. _states.Values.Select(static state => state.ToAttribute())];

    /// <summary>The aggregation of states, with the columns of the old one.</summary>
    /// <param name="input">What has the states, and the columns of the old input of the aggregation (or of the projection) that the keys are made of.</param>
    public Aggregate Merged(LogicalPlan input)
    {
        var keys = AttributeSet.Of(_aggregate.GroupingExpressions.Cast<AttributeReference>());
        return _aggregate with
        {
            AggregateExpressions = _results,
            Child = _project is null ? input : _project with
            {
                ProjectList = [.. _project.ProjectList.Where(item => keys.Contains(((INamedExpression)item).ExprId)), .. StateColumns],
                Child = input,
            },
        };
    }
}

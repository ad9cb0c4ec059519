using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Optimizer.Rules.Ctes;

/// <summary>
/// Numbers the subtrees of a plan so that those with the same rows, column by column, tend to have the same number: names and ids of columns do not count. Each is looked
/// at once. Spark: <c>QueryPlan.canonicalized</c> and <c>sameResult</c>.
/// </summary>
internal sealed class CanonicalPlans
{
    private readonly Dictionary<LogicalPlan, int> _numbers = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<LogicalPlan, int> _numbersOfForms = [];
    private int _lastNumber;

    /// <summary>The number of a subtree. One that is not deterministic, or of a form that is not known here, has a number of its own.</summary>
    public int NumberOf(LogicalPlan plan)
    {
        DeepStack.Guard();
        if (_numbers.TryGetValue(plan, out var number))
            return number;
        number = IsComparable(plan) ? NumberOfForm(Canonical(plan)) : ++_lastNumber;
        _numbers.Add(plan, number);
        return number;
    }

    /// <summary>A number for an aggregation's groups, whatever it computes of them.</summary>
    public int NumberOfGroups(Aggregate aggregate) => IsComparable(aggregate)
        ? NumberOfForm(Canonical(SharedAggregate.Groups(aggregate)))
        : ++_lastNumber;

    /// <summary>An expression of a node in the form in which it is compared: over the positions of columns in the inputs.</summary>
    public static Expression Canonical(Expression expression, EquatableArray<LogicalPlan> inputs) => Canonical(expression, Positions(inputs));

    private int NumberOfForm(LogicalPlan form)
    {
        if (!_numbersOfForms.TryGetValue(form, out var number))
            _numbersOfForms.Add(form, number = ++_lastNumber);
        return number;
    }

    private static bool IsComparable(LogicalPlan plan) => plan
        is Project or Filter or Aggregate or Sort or Limit or Offset or Union or Join { Criteria: null }
        or LogicalRelation or LocalRelation or Plans.Range or OneRowRelation or CteRelationReference or UnionLoop or UnionLoopReference
        && !plan.Expressions.Any(static e => e.ContainsAny(NodeKinds.Nondeterministic | NodeKinds.Subquery | NodeKinds.OuterReference));

    private LogicalPlan Canonical(LogicalPlan plan)
    {
        var inputs = plan.Children;
        var positions = Positions(inputs);
        return WithoutColumns(plan).WithChildren(inputs.Map(LogicalPlan (input) => new NumberedPlan(NumberOf(input)))).MapExpressions(e => Canonical(e, positions));
    }

    private static Dictionary<ExprId, int> Positions(EquatableArray<LogicalPlan> inputs)
    {
        var positions = new Dictionary<ExprId, int>();
        var position = 0;
        foreach (var input in inputs)
        {
            foreach (var attribute in input.Output)
                positions.TryAdd(attribute.ExprId, position++);
        }

        return positions;
    }

    private static Expression Canonical(Expression expression, Dictionary<ExprId, int> positions) => expression.TransformUp(e =>
        e is AttributeReference attribute && positions.TryGetValue(attribute.ExprId, out var position) ? attribute with { ExprId = new ExprId(position) } : e).Canonicalized;

    /// <summary>Columns that leaves and loops hold are known by their positions.</summary>
    private static LogicalPlan WithoutColumns(LogicalPlan plan) => plan switch
    {
        LogicalRelation relation => relation with { Attributes = [] },
        LocalRelation relation => relation with { Attributes = ByPosition(relation.Attributes) },
        Plans.Range range => range with { Attribute = new AttributeReference("id", LongType.Instance, false, default) },
        CteRelationReference reference => reference with { Attributes = ByPosition(reference.Attributes), Statistics = null },
        UnionLoop loop => loop with { Attributes = [] },
        UnionLoopReference reference => reference with { Attributes = [] },
        Join { ExistsAttribute: { } exists } join => join with { ExistsAttribute = new AttributeReference("exists", exists.Type, exists.IsNullable, default) },
        Project project => project with { HiddenOutput = [] },
        _ => plan,
    };

    private static EquatableArray<AttributeReference> ByPosition(EquatableArray<AttributeReference> attributes) =>
        Enumerable.Range(0, attributes.Count).Select(i => new AttributeReference("none", attributes[i].Type, true, new ExprId(i))).ToEquatableArray();

    /// <summary>Stands for a subtree in the form of its parent.</summary>
    private sealed record NumberedPlan(int Number) : LeafNode
    {
        protected override EquatableArray<AttributeReference> ComputeOutput() => throw Unresolved();

        protected override string Describe() => $"Plan {Number}";
    }
}

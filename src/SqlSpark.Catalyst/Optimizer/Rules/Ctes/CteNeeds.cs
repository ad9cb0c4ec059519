using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Optimizer.Rules.Ctes;

/// <summary>What the references to definitions need of them, all together.</summary>
internal sealed class CteNeeds
{
    private readonly Dictionary<long, Need> _needs = [];

    /// <summary>What is needed of a definition.</summary>
    public Need Of(long id) => _needs.TryGetValue(id, out var need) ? need : new Need();

    /// <summary>Adds the references in a plan.</summary>
    public void Collect(LogicalPlan plan) => Collect(plan, plan.OutputSet);

    private void Collect(LogicalPlan plan, AttributeSet needed)
    {
        DeepStack.Guard();
        if (!plan.ContainsAny(NodeKinds.Cte))
            return;
        switch (plan)
        {
            case CteRelationReference reference:
                Add(reference, needed, null);
                break;
            case Filter { Child: CteRelationReference reference } filter:
                Add(reference, needed.Union(filter.References), filter.Condition);
                break;
            case Project or Aggregate:
                Collect(plan.Children[0], plan.References);
                break;
            case Filter or Sort or Limit or Offset or Sample:
                Collect(plan.Children[0], needed.Union(plan.References));
                break;
            case Join join:
                var read = needed.Union(join.References);
                Collect(join.Left, read);
                Collect(join.Right, read);
                break;
            default:
                foreach (var child in plan.Children)
                    Collect(child, child.OutputSet);
                break;
        }
    }

    private void Add(CteRelationReference reference, AttributeSet needed, Expression? condition)
    {
        if (!_needs.TryGetValue(reference.Id, out var need))
            _needs.Add(reference.Id, need = new Need());
        need.Add(reference.Attributes, needed, condition);
    }

    /// <summary>What is needed of one definition.</summary>
    internal sealed class Need
    {
        private readonly HashSet<int> _columns = [];
        private readonly List<Func<EquatableArray<AttributeReference>, Expression>> _conditions = [];
        private bool _areAllRowsNeeded;

        /// <summary>The positions of the columns.</summary>
        public IReadOnlyCollection<int> Columns => _columns;

        /// <summary>What the rows fulfil that some reference lets through, over the columns of the definition; null when any row may be needed.</summary>
        public Expression? Condition(EquatableArray<AttributeReference> columns) =>
            _areAllRowsNeeded || _conditions.Count == 0 ? null : Or.Of([.. _conditions.Select(c => c(columns)).Distinct()]);

        /// <summary>Adds a reference.</summary>
        public void Add(EquatableArray<AttributeReference> attributes, AttributeSet needed, Expression? condition)
        {
            for (var i = 0; i < attributes.Count; i++)
            {
                if (needed.Contains(attributes[i]))
                    _columns.Add(i);
            }

            Expression[] movable = condition is null ? [] : [.. And.Split(condition).Where(c => c.IsDeterministic && !c.CanFail && !c.ContainsAny(NodeKinds.Subquery))];
            if (movable.Length == 0)
            {
                _areAllRowsNeeded = true;
                return;
            }

            _conditions.Add(columns => And.Of(movable).TransformUp(e =>
            {
                if (e is not AttributeReference attribute)
                    return e;
                var position = 0;
                while (attributes[position].ExprId != attribute.ExprId)
                    position++;
                return columns[position];
            }));
        }
    }
}

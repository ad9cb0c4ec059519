using SqlSpark.Catalyst.Analysis;
using SqlSpark.Catalyst.Analysis.Coercion;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Catalyst.Optimizer.Rules.Limits;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Errors;

namespace SqlSpark.Catalyst.Optimizer.Rules.Subqueries;

/// <content>LIMIT and OFFSET: the first rows of each outer row.</content>
internal sealed partial class Decorrelation
{
    private static readonly WindowFrame UpToRow = new(WindowFrameUnit.Rows, WindowBound.UnboundedPreceding, WindowBound.CurrentRow);

    /// <summary>The rows of each outer row are numbered, in the order of the sort below.</summary>
    /// <remarks>
    /// <code>
    /// Limit 2                               Filter _row &gt; 1 AND _row &lt;= 3        with k = outer(a)
    /// +- Offset 1                           +- Window [row_number() AS _row], [k], [v]
    ///    +- Sort [v]                   =>      +- child
    ///       +- Filter k = outer(a)
    ///          +- child
    /// </code>
    /// A projection makes a row of a row, so it is moved above them first. Spark: <c>DecorrelateInnerQuery</c>.
    /// </remarks>
    private UnnestedPlan RewriteLimit(UnaryNode plan, AttributeSet needed, Rising rising)
    {
        if (plan.Child is SubqueryAlias or Project && !plan.Child.Expressions.Any(static e => e.ContainsAny(NodeKinds.WindowExpression)))
        {
            var mapped = (UnaryNode)plan.Child;
            return Rewrite(mapped.WithChildren([plan.WithChildren([mapped.Child])]), needed, rising);
        }

        var (first, last, input) = Range(plan);
        EquatableArray<Expression> order = [];
        if (input is Sort sort)
            (order, input) = (sort.Order, sort.Child);
        var all = needed.Union(outer.In(order));
        var below = Rewrite(input, all, Grouped(rising));
        var keys = below.Keys(all).ToEquatableArray<Expression>();
        if (keys.IsEmpty)
            return below.Over(Over(plan, below.Plan));

        order = order.Map(e => OuterColumns.Replace(e, below.Columns));
        if (order.IsEmpty)
            order = [new SortOrder(keys[0])];       // equal for all of them
        var number = new Alias(new WindowExpression(RowNumber(), new WindowSpec(keys, order, UpToRow)), "_row");
        var position = number.ToAttribute();
        var conditions = new List<Expression>();
        if (first > 0)
            conditions.Add(new Comparison(ComparisonOperator.GreaterThan, position, Literal.Int((int)Math.Min(first, int.MaxValue))));
        if (last < int.MaxValue)
            conditions.Add(new Comparison(ComparisonOperator.LessThanOrEqual, position, Literal.Int((int)last)));
        LogicalPlan numbered = new Window([number], keys, order, below.Plan);
        return below.Over(conditions.Count == 0 ? numbered : new Filter(And.Of([.. conditions]), numbered));
    }

    /// <summary>The rows that limits and offsets leave of what is below them: those after the first so many, up to and including the last.</summary>
    private static (long First, long Last, LogicalPlan Input) Range(LogicalPlan plan)
    {
        switch (plan)
        {
            case Limit limit:
                var (first, last, input) = Range(limit.Child);
                return (first, Math.Min(last, first + Math.Min(Count(limit.LimitExpression), int.MaxValue)), input);
            case Offset offset:
                (first, last, input) = Range(offset.Child);
                return (Math.Min(last, first + Math.Min(Count(offset.OffsetExpression), int.MaxValue)), last, input);
            default:
                return (0, long.MaxValue, plan);
        }
    }

    private static long Count(Expression expression) =>
        (ConstantFolder.TryFold(expression) is { } literal ? LimitValue.Of(literal) : null)
        ?? throw AnalysisErrors.UnsupportedOperator("LIMIT and OFFSET in a correlated subquery by what is no constant");

    /// <summary>The limits and offsets, and the sort below them, over another input.</summary>
    private static LogicalPlan Over(LogicalPlan plan, LogicalPlan input) =>
        plan is Limit or Offset ? plan.WithChildren([Over(plan.Children[0], input)]) : plan is Sort ? plan.WithChildren([input]) : input;

    private WindowCall RowNumber()
    {
        const string Name = "row_number";
        var function = context.Functions.Find(Name) as WindowFunction ?? throw InternalErrors.Unreachable(Name);
        return new FunctionBinder(context.Conf, TypeCoercion.For(context.Conf)).BindWindow(function, new UnresolvedFunction([Name], []), []);
    }
}

using SqlSpark.Catalyst.Analysis;
using SqlSpark.Catalyst.Analysis.Coercion;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Optimizer.Rules.Aggregates;

/// <summary>The rows of both inputs of a set operation in groups, each group then as often as is computed from its members.</summary>
/// <param name="operation">The set operation.</param>
/// <param name="context">Knows the functions.</param>
internal sealed class CountedRows(SetOperation operation, RuleContext context)
{
    private readonly FunctionBinder _binder = new(context.Conf, TypeCoercion.For(context.Conf));
    private readonly List<AttributeReference> _marks = [];
    private readonly List<Expression> _leftMarks = [];
    private readonly List<Expression> _rightMarks = [];

    /// <summary>A value that tells rows of one side from those of the other.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="left">The value on the left.</param>
    /// <param name="right">The value on the right, of the same type.</param>
    /// <returns>The column.</returns>
    public AttributeReference AddMark(string name, Literal left, Literal right)
    {
        var alias = new Alias(left, name);
        _leftMarks.Add(alias);
        _rightMarks.Add(new Alias(right, name));
        _marks.Add(alias.ToAttribute().WithNullability(left.Nullable || right.Nullable));
        return _marks[^1];
    }

    /// <summary>An aggregate over a mark.</summary>
    public Expression Aggregate(string name, AttributeReference mark) =>
        _binder.BindAggregate((AggregateFunction)context.Functions.Find(name)!, new UnresolvedFunction(name, mark), [mark], null, [], static e => e);

    /// <summary>Each group as often as <paramref name="count"/> says.</summary>
    /// <param name="count">A BIGINT over aggregates of marks.</param>
    public LogicalPlan Repeat(Expression count)
    {
        var columns = operation.Left.Output.Map(a => (Expression)a);
        var union = new Union([new Project([.. columns, .. _leftMarks], operation.Left), new Project([.. operation.Right.Output, .. _rightMarks], operation.Right)]);
        var keys = union.Output.Take(columns.Count).Select(a => (Expression)a).ToEquatableArray();
        var number = new Alias(count, "_count");
        var groups = new Aggregate(keys, [.. keys, number], union);
        var repeated = new Generate(new ReplicateRows(number.ToAttribute()), [], groups) { Dropped = [number.ExprId] };
        return new Project(operation.Output.Map(a => (Expression)a), repeated);
    }
}

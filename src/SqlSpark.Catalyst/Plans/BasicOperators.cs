using System.Globalization;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Plans;

/// <summary>Computes columns from each row.</summary>
/// <param name="ProjectList">The columns; each is an <see cref="INamedExpression"/> once resolved.</param>
/// <param name="Child">The input.</param>
public sealed record Project(EquatableArray<Expression> ProjectList, LogicalPlan Child) : UnaryNode(Child)
{
    /// <summary>Columns of the input that USING left out; the analyzer finds them by their qualified names.</summary>
    public EquatableArray<AttributeReference> HiddenOutput { get; init; }

    /// <inheritdoc />
    protected override EquatableArray<Expression> ComputeExpressions() => ProjectList;

    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.Project;

    /// <inheritdoc />
    public override long? MaxRows => Child.MaxRows;

    /// <inheritdoc />
    public override LogicalPlan MapExpressions(Func<Expression, Expression> map)
    {
        var list = ProjectList.MapUnchanged(map);
        return list.SameStorage(ProjectList) ? this : this with { ProjectList = list };
    }

    /// <inheritdoc />
    protected override EquatableArray<AttributeReference> ComputeOutput() => ProjectList.Map(e => ((INamedExpression)e).ToAttribute());

    private protected override bool ComputeIsResolved() => base.ComputeIsResolved() && ProjectList.All(e => e is INamedExpression);

    /// <inheritdoc />
    protected override string Describe() => $"Project [{string.Join(", ", ProjectList)}]";
}

/// <summary>
/// Keeps the rows of <paramref name="Child"/> for which <paramref name="Condition"/> is TRUE.
/// Rows where it is FALSE or NULL are dropped; order is kept.
/// </summary>
/// <param name="Condition">A BOOLEAN expression over the output of <paramref name="Child"/>.</param>
/// <param name="Child">The input.</param>
public sealed record Filter(Expression Condition, LogicalPlan Child) : UnaryNode(Child)
{
    /// <inheritdoc />
    protected override EquatableArray<Expression> ComputeExpressions() => [Condition];

    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.Filter;

    /// <inheritdoc />
    public override long? MaxRows => Child.MaxRows;

    /// <inheritdoc />
    public override LogicalPlan MapExpressions(Func<Expression, Expression> map)
    {
        var condition = map(Condition);
        return ReferenceEquals(condition, Condition) ? this : this with { Condition = condition };
    }

    /// <inheritdoc />
    protected override string Describe() => $"Filter {Condition}";
}

/// <summary>
/// Groups rows and computes aggregates. Without grouping expressions there is one row, also over no rows.
/// </summary>
/// <param name="GroupingExpressions">What rows are grouped by.</param>
/// <param name="AggregateExpressions">The columns of the result: grouping expressions, aggregates and expressions over both.</param>
/// <param name="Child">The input.</param>
public sealed record Aggregate(
    EquatableArray<Expression> GroupingExpressions, EquatableArray<Expression> AggregateExpressions, LogicalPlan Child) : UnaryNode(Child)
{
    /// <inheritdoc />
    protected override EquatableArray<Expression> ComputeExpressions() => [.. GroupingExpressions, .. AggregateExpressions];

    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.Aggregate;

    /// <inheritdoc />
    public override long? MaxRows => GroupingExpressions.IsEmpty ? 1 : Child.MaxRows;

    /// <summary>True when the result is the same however often a row of the input comes: all functions ignore duplicates or have DISTINCT, or there are none.</summary>
    internal bool IgnoresDuplicates =>
        GroupingExpressions.All(static e => e.IsDeterministic)
        && AggregateExpressions.All(static e => e.IsDeterministic && !e.Exists(
            static inner => inner is AggregateExpression call && !call.IsDistinct && !call.Call.Bound.IgnoresDuplicates));

    /// <inheritdoc />
    public override LogicalPlan MapExpressions(Func<Expression, Expression> map)
    {
        var grouping = GroupingExpressions.MapUnchanged(map);
        var aggregates = AggregateExpressions.MapUnchanged(map);
        return grouping.SameStorage(GroupingExpressions) && aggregates.SameStorage(AggregateExpressions)
            ? this
            : this with { GroupingExpressions = grouping, AggregateExpressions = aggregates };
    }

    /// <inheritdoc />
    protected override EquatableArray<AttributeReference> ComputeOutput() => AggregateExpressions.Map(e => ((INamedExpression)e).ToAttribute());

    private protected override bool ComputeIsResolved() => base.ComputeIsResolved() && AggregateExpressions.All(e => e is INamedExpression);

    /// <inheritdoc />
    protected override string Describe() =>
        $"Aggregate [{string.Join(", ", GroupingExpressions)}], [{string.Join(", ", AggregateExpressions)}]";
}

/// <summary>Orders rows.</summary>
/// <param name="Order">The keys; each is a <see cref="SortOrder"/>.</param>
/// <param name="IsGlobal">ORDER BY; false for SORT BY, which orders each partition.</param>
/// <param name="Child">The input.</param>
public sealed record Sort(EquatableArray<Expression> Order, bool IsGlobal, LogicalPlan Child) : UnaryNode(Child)
{
    /// <inheritdoc />
    protected override EquatableArray<Expression> ComputeExpressions() => Order;

    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.Sort;

    /// <inheritdoc />
    public override long? MaxRows => Child.MaxRows;

    /// <inheritdoc />
    public override LogicalPlan MapExpressions(Func<Expression, Expression> map)
    {
        var order = Order.MapUnchanged(map);
        return order.SameStorage(Order) ? this : this with { Order = order };
    }

    /// <inheritdoc />
    protected override string Describe() => $"Sort [{string.Join(", ", Order)}], {(IsGlobal ? "true" : "false")}";
}

/// <summary>The first rows.</summary>
/// <param name="LimitExpression">A foldable INT or BIGINT, not negative.</param>
/// <param name="Child">The input.</param>
public sealed record Limit(Expression LimitExpression, LogicalPlan Child) : UnaryNode(Child)
{
    /// <inheritdoc />
    protected override EquatableArray<Expression> ComputeExpressions() => [LimitExpression];

    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.Limit;

    /// <inheritdoc />
    public override long? MaxRows => (LimitExpression as Literal)?.Value switch
    {
        int n => Math.Min(n, Child.MaxRows ?? n),
        long n => Math.Min(n, Child.MaxRows ?? n),
        _ => null,
    };

    /// <inheritdoc />
    public override LogicalPlan MapExpressions(Func<Expression, Expression> map)
    {
        var limit = map(LimitExpression);
        return ReferenceEquals(limit, LimitExpression) ? this : this with { LimitExpression = limit };
    }

    /// <inheritdoc />
    protected override string Describe() => $"Limit {LimitExpression}";
}

/// <summary>All but the first rows.</summary>
/// <param name="OffsetExpression">A foldable INT or BIGINT, not negative.</param>
/// <param name="Child">The input.</param>
public sealed record Offset(Expression OffsetExpression, LogicalPlan Child) : UnaryNode(Child)
{
    /// <inheritdoc />
    protected override EquatableArray<Expression> ComputeExpressions() => [OffsetExpression];

    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.Limit;

    /// <inheritdoc />
    public override long? MaxRows => Child.MaxRows;

    /// <inheritdoc />
    public override LogicalPlan MapExpressions(Func<Expression, Expression> map)
    {
        var offset = map(OffsetExpression);
        return ReferenceEquals(offset, OffsetExpression) ? this : this with { OffsetExpression = offset };
    }

    /// <inheritdoc />
    protected override string Describe() => $"Offset {OffsetExpression}";
}

/// <summary>Each row once.</summary>
/// <param name="Child">The input.</param>
public sealed record Distinct(LogicalPlan Child) : UnaryNode(Child)
{
    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.Distinct;

    /// <inheritdoc />
    public override long? MaxRows => Child.MaxRows;

    /// <inheritdoc />
    protected override string Describe() => "Distinct";
}

/// <summary>A plan under a name: columns are found as <c>alias.column</c>.</summary>
/// <param name="Identifier">The parts of the name.</param>
/// <param name="Child">The input.</param>
public sealed record SubqueryAlias(EquatableArray<string> Identifier, LogicalPlan Child) : UnaryNode(Child)
{
    /// <summary>A plan under a simple name.</summary>
    public SubqueryAlias(string alias, LogicalPlan child)
        : this([alias], child)
    {
    }

    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.SubqueryAlias;

    /// <inheritdoc />
    public override long? MaxRows => Child.MaxRows;

    /// <inheritdoc />
    protected override EquatableArray<AttributeReference> ComputeOutput() => Child.Output.Map(a => a with { Qualifier = Identifier });

    /// <inheritdoc />
    protected override string Describe() => $"SubqueryAlias {SqlIdentifier.QuoteIfNeeded(Identifier)}";
}

/// <summary>The rows of all inputs, one input after another.</summary>
/// <param name="Inputs">Two or more plans of equal column counts; types are equal once analyzed.</param>
/// <param name="ByName">UNION BY NAME: columns are matched by name.</param>
/// <param name="AllowMissingColumns">With <paramref name="ByName"/>: absent columns are NULL.</param>
public sealed record Union(EquatableArray<LogicalPlan> Inputs, bool ByName = false, bool AllowMissingColumns = false) : LogicalPlan
{
    /// <inheritdoc />
    protected override EquatableArray<LogicalPlan> ComputeChildren() => Inputs;

    /// <inheritdoc />
    public override LogicalPlan WithChildren(EquatableArray<LogicalPlan> children) => this with { Inputs = children };

    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.Union;

    /// <inheritdoc />
    public override long? MaxRows
    {
        get
        {
            long sum = 0;
            foreach (var input in Inputs)
            {
                if (input.MaxRows is not { } rows || rows > long.MaxValue - sum)
                    return null;
                sum += rows;
            }

            return sum;
        }
    }

    /// <inheritdoc />
    protected override EquatableArray<AttributeReference> ComputeOutput()
    {
        var first = Inputs[0].Output;
        var output = new AttributeReference[first.Count];
        for (var i = 0; i < output.Length; i++)
        {
            var type = first[i].Type;
            var nullable = first[i].IsNullable;
            for (var j = 1; j < Inputs.Count; j++)
            {
                type = InputTypes.MergeNullability(type, Inputs[j].Output[i].Type);
                nullable |= Inputs[j].Output[i].IsNullable;
            }

            output[i] = first[i] with { Type = type, IsNullable = nullable, Qualifier = [] };
        }

        return EquatableArray.Create<AttributeReference>(output);
    }

    private protected override bool ComputeIsResolved() =>
        base.ComputeIsResolved() && !ByName && Inputs.All(i => i.Output.Count == Inputs[0].Output.Count
            && Enumerable.Range(0, i.Output.Count).All(c => i.Output[c].Type.EqualsIgnoringNullability(Inputs[0].Output[c].Type)));

    /// <inheritdoc />
    protected override string Describe() => ByName ? $"Union true, {(AllowMissingColumns ? "true" : "false")}" : "Union";
}

/// <summary>EXCEPT or INTERSECT.</summary>
public enum SetOperator : byte
{
    /// <summary>Rows of the left that are not on the right.</summary>
    Except,

    /// <summary>Rows of both sides.</summary>
    Intersect,
}

/// <summary>EXCEPT and INTERSECT; NULLs count as equal.</summary>
/// <param name="Operator">Which one.</param>
/// <param name="IsAll">ALL keeps duplicates.</param>
/// <param name="Left">The first input.</param>
/// <param name="Right">The second input.</param>
public sealed record SetOperation(SetOperator Operator, bool IsAll, LogicalPlan Left, LogicalPlan Right) : BinaryNode(Left, Right)
{
    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.SetOperation;

    /// <inheritdoc />
    public override long? MaxRows => Left.MaxRows;

    /// <inheritdoc />
    protected override EquatableArray<AttributeReference> ComputeOutput() => Operator == SetOperator.Except
        ? Left.Output
        : Enumerable.Range(0, Left.Output.Count)
            .Select(i => Left.Output[i].WithNullability(Left.Output[i].IsNullable && Right.Output[i].IsNullable)).ToEquatableArray();

    private protected override bool ComputeIsResolved() =>
        base.ComputeIsResolved() && Left.Output.Count == Right.Output.Count
        && Enumerable.Range(0, Left.Output.Count).All(c => Left.Output[c].Type.EqualsIgnoringNullability(Right.Output[c].Type));

    /// <inheritdoc />
    protected override string Describe() => $"{Operator}{(IsAll ? " All" : "")}";
}

/// <summary>Rows in the plan itself: VALUES and folded plans.</summary>
/// <param name="Attributes">The columns.</param>
/// <param name="Rows">The rows; each holds one value a column, in the form of <see cref="Core.Columnar.BoxedValues"/>.</param>
public sealed record LocalRelation(EquatableArray<AttributeReference> Attributes, EquatableArray<EquatableArray<object?>> Rows) : LeafNode
{
    /// <summary>The command that answered with these rows, or null.</summary>
    public Command? Source { get; init; }

    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.LocalRelation;

    /// <inheritdoc />
    public override long? MaxRows => Rows.Count;

    /// <inheritdoc />
    protected override EquatableArray<AttributeReference> ComputeOutput() => Attributes;

    /// <inheritdoc />
    protected override string Describe() => $"LocalRelation {(Rows.IsEmpty ? "<empty>, " : "")}[{string.Join(", ", Attributes)}]";
}

/// <summary>One row without columns: the input of a SELECT without FROM.</summary>
public sealed record OneRowRelation : LeafNode
{
    /// <inheritdoc />
    public override long? MaxRows => 1;

    /// <inheritdoc />
    protected override EquatableArray<AttributeReference> ComputeOutput() => [];

    /// <inheritdoc />
    protected override string Describe() => "OneRowRelation";
}

/// <summary>The numbers from <paramref name="Start"/> up to but not <paramref name="End"/>, BIGINT: <c>range(...)</c>.</summary>
/// <param name="Start">The first number.</param>
/// <param name="End">The bound, not included.</param>
/// <param name="Step">The distance, not zero.</param>
/// <param name="PartitionCount">Partitions, or null for the default.</param>
/// <param name="Attribute">The column <c>id</c>.</param>
public sealed record Range(long Start, long End, long Step, int? PartitionCount, AttributeReference Attribute) : LeafNode
{
    /// <summary>The number of rows.</summary>
    public Int128 RowCount
    {
        get
        {
            var distance = (Int128)End - Start;
            if (distance == 0 || distance > 0 != Step > 0)
                return 0;
            return (distance / Step) + (distance % Step == 0 ? 0 : 1);
        }
    }

    /// <inheritdoc />
    public override long? MaxRows => RowCount <= long.MaxValue ? (long)RowCount : null;

    /// <inheritdoc />
    protected override EquatableArray<AttributeReference> ComputeOutput() => [Attribute];

    /// <inheritdoc />
    protected override string Describe() => string.Create(
        CultureInfo.InvariantCulture, $"Range ({Start}, {End}, step={Step}{(PartitionCount is { } n ? $", splits={n}" : "")})");
}

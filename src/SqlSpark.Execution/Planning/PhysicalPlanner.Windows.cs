using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;
using SqlSpark.Execution.Operators.Computes;
using SqlSpark.Execution.Operators.Sorts;
using SqlSpark.Execution.Operators.Windows;

namespace SqlSpark.Execution.Planning;

/// <summary>Plans windows.</summary>
/// <remarks>
/// <code>
/// Window [rank() OVER (p, o) AS r], [p], [o]          Window [rank() OVER (p, o) AS r], [p], [o]
/// +- WindowGroupLimit [p], [o], rank(), 1        =>   +- WindowGroupLimit [p], [o], rank, 1         one operator
///    +- child                                            +- Sort [p, o]
///                                                           +- child
/// </code>
/// Partitions and orders by constants are none.
/// </remarks>
internal sealed partial class PhysicalPlanner
{
    /// <summary>A projection over a window, perhaps with a filter between, reads what it needs of the window's input.</summary>
    private PhysicalPlan PlanProject(Project project)
    {
        var child = project.Child switch
        {
            Window window => PlanWindow(window, project.References),
            Filter { Child: Window window } filter => PlanFilter(filter, PlanWindow(window, project.References.Union(filter.References))),
            var other => Plan(other),
        };
        return AddStep(child, input => ComputeStep.Project(project.ProjectList, input));
    }

    private static PhysicalPlan PlanFilter(Filter filter, PhysicalPlan child)
    {
        CheckExpressions(filter);
        return AddStep(child, input => ComputeStep.Filter(filter.Condition, input));
    }

    private WindowExec PlanWindow(Window window, AttributeSet needed)
    {
        CheckExpressions(window);
        var limit = window.Child is WindowGroupLimit below && below.PartitionBy == window.PartitionBy && below.OrderBy == window.OrderBy ? below : null;
        return PlanWindow(window.WindowExpressions, window.PartitionBy, window.OrderBy, limit, limit?.Child ?? window.Child, needed);
    }

    private WindowExec PlanGroupLimit(WindowGroupLimit limit) =>
        PlanWindow([], limit.PartitionBy, limit.OrderBy, limit, limit.Child, limit.OutputSet);

    private WindowExec PlanWindow(
        EquatableArray<Expression> functions,
        EquatableArray<Expression> partitionBy,
        EquatableArray<Expression> orderBy,
        WindowGroupLimit? limit,
        LogicalPlan input,
        AttributeSet needed)
    {
        var child = Plan(input);
        var columns = child.Output.Map(Expression (a) => a).ToList();
        var keys = partitionBy.Where(key => !key.IsFoldable).ToEquatableArray();
        var hasValues = functions.Any(f => ((WindowExpression)((Alias)f).Child).Spec.Frame is { Unit: WindowFrameUnit.Range } frame && (frame.Lower.Value ?? frame.Upper.Value) is not null);
        var order = orderBy.Cast<SortOrder>().Where(key => hasValues || !key.Child.IsFoldable).ToEquatableArray();
        CheckKeys([.. keys, .. order.Map(Expression (o) => o.Child)]);
        var keyOrdinals = keys.Map(key => OrdinalOf(key, columns));
        var sortKeys = order.Map(key => new SortKey(OrdinalOf(key.Child, columns), key.IsAscending, key.NullsFirst));
        var specs = functions.Map(function => PlanFunction((WindowExpression)((Alias)function).Child, columns));
        var groupLimit = limit is null ? null : new GroupLimit(new WindowColumn.Place(((WindowCall)limit.Rank).Bound), limit.Limit);
        var kept = Enumerable.Range(0, child.Output.Count).Where(i => needed.Contains(child.Output[i])).ToEquatableArray();
        var computed = columns.Count == child.Output.Count ? child : AddStep(child, before => ComputeStep.Project(columns.ToEquatableArray(), before));
        return new WindowExec(kept, specs, keyOrdinals, sortKeys, groupLimit, new WrittenWindow(functions, keys, order), computed);
    }

    // Strings that are equal by collation have other bytes.
    private static void CheckKeys(EquatableArray<Expression> keys)
    {
        foreach (var key in keys)
        {
            if (!CanHash(key.DataType))
                throw ExecutionErrors.OperatorNotSupported("OVER with keys of a collation other than UTF8_BINARY");
        }
    }

    private static WindowColumn PlanFunction(WindowExpression window, List<Expression> columns)
    {
        switch (window.Function)
        {
            case WindowCall { Bound.Pick: { } row } call:
                var hasDefault = call.Arguments.Count > 2 && call.Arguments[2] is not Literal { IsNull: true };
                return new WindowColumn.Pick(
                    call.DataType,
                    row,
                    OrdinalOf(call.Arguments[0], columns),
                    call.IgnoresNulls,
                    hasDefault ? OrdinalOf(call.Arguments[2], columns) : -1,
                    row.Origin == RowPickOrigin.CurrentRow ? null : PlanFrame(window.Spec, columns));
            case WindowCall call:
                return new WindowColumn.Place(call.Bound);
            case AggregateExpression { IsDistinct: false, Filter: null, OrderBy.IsEmpty: true, Call: { Bound.Pick: { } row } call }:
                return new WindowColumn.Pick(
                    call.DataType, row, OrdinalOf(call.Arguments[0], columns), call.Bound.IgnoresNulls, -1, PlanFrame(window.Spec, columns));
            case AggregateExpression { IsDistinct: false, Filter: null, OrderBy.IsEmpty: true, Call: var call }:
                return new WindowColumn.Aggregate(
                    call.Bound, call.Arguments.Map(a => PlanArgument(a, call.Bound, columns)), PlanFrame(window.Spec, columns), window.Origin.ToQueryContext());
            default:
                throw ExecutionErrors.OperatorNotSupported($"{window.Function.Sql} OVER");
        }
    }

    private static WindowColumn.Argument PlanArgument(Expression argument, BoundAggregate function, List<Expression> columns) =>
        argument.IsFoldable && function.AcceptsEncodings && ConstantFolder.TryFold(argument) is { } constant
            ? new WindowColumn.Argument(-1, constant)
            : new WindowColumn.Argument(OrdinalOf(argument, columns));

    private static FrameSpec PlanFrame(WindowSpec spec, List<Expression> columns)
    {
        var frame = new FrameSpec(spec.Frame!.Unit, PlanBound(spec, spec.Frame.Lower, columns), PlanBound(spec, spec.Frame.Upper, columns));
        return frame.IsWhole ? FrameSpec.Whole : frame;
    }

    private static FrameBound PlanBound(WindowSpec spec, WindowBound bound, List<Expression> columns)
    {
        if (bound.Distance is null)
            return new FrameBound(bound.Kind);
        if (spec.Frame!.Unit == WindowFrameUnit.Rows)
        {
            return ConstantFolder.TryFold(bound.Offset!)?.Value is int rows
                ? new FrameBound(WindowBoundKind.Following, rows)
                : throw ExecutionErrors.OperatorNotSupported($"the frame bound {bound.Sql}");
        }

        // Decimals are compared by their digits.
        if (bound.Value!.DataType is DecimalType { Scale: var scale } && ((SortOrder)spec.OrderBy[0]).Child.DataType is DecimalType { Scale: var keyScale } && scale != keyScale)
            throw ExecutionErrors.OperatorNotSupported($"the frame bound {bound.Sql} of a {spec.OrderBy[0].DataType.Sql}");
        return new FrameBound(WindowBoundKind.Following, Values: OrdinalOf(bound.Value, columns));
    }
}

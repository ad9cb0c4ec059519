using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Trees;

namespace SqlSpark.Catalyst.Analysis;

/// <content>Functions over windows. Spark: <c>ResolveWindowFrame</c>, <c>ResolveWindowOrder</c>, <c>WindowResolution</c>.</content>
internal sealed partial class ExpressionResolver
{
    private static readonly WindowFrame WholePartition = new(WindowFrameUnit.Rows, WindowBound.UnboundedPreceding, WindowBound.UnboundedFollowing);

    private static readonly WindowFrame UpToPeers = new(WindowFrameUnit.Range, WindowBound.UnboundedPreceding, WindowBound.CurrentRow);

    private Expression ResolveNamedWindow(UnresolvedWindowExpression window)
    {
        var definition = FindWindow(window.WindowName) ?? throw AnalysisErrors.MissingWindow(window, window.WindowName);
        return ResolveWindow(new WindowExpression(window.Function, definition.Spec!) { Origin = window.Origin });
    }

    private NamedWindow? FindWindow(string name)
    {
        var window = _scope.Windows.FirstOrDefault(w => _plans.Names.Equals(w.Name, name));
        return window is { Spec: null, Reference: { } reference } ? _scope.Windows.FirstOrDefault(w => w.Spec is not null && _plans.Names.Equals(w.Name, reference)) : window;
    }

    private Expression ResolveWindow(WindowExpression window)
    {
        var function = window.Function is UnresolvedFunction call && FunctionNames.Find(call, _plans.Context.Functions) is WindowFunction definition
            ? ResolveWindowFunction(definition, call)
            : Resolve(window.Function);
        var spec = (WindowSpec)window.Spec.MapChildren(_resolve);
        if (function is AggregateExpression or WindowCall)
            return Over(window with { Function = function, Spec = spec });

        // A function that stands for an expression over aggregates: each of these looks at the window.
        if (!AggregateFinder.Contains(function) || window.Function is not UnresolvedFunction { } written
            || FunctionNames.Find(written, _plans.Context.Functions) is not AggregateFunction { Rewrite: not null })
        {
            throw AnalysisErrors.UnsupportedWindowFunction(window, function);
        }

        return function.TransformUp(
            NodeKinds.AggregateExpression, node => node is AggregateExpression aggregate ? Over(new WindowExpression(aggregate, spec) { Origin = window.Origin }) : node);
    }

    /// <summary>The window with its frame, coerced and checked.</summary>
    private WindowExpression Over(WindowExpression window)
    {
        Check(window);
        var (function, spec) = (window.Function, window.Spec);
        var standard = (function as WindowCall)?.Bound.Frame ?? (spec.OrderBy.IsEmpty ? WholePartition : UpToPeers);
        spec = (WindowSpec)_plans.Types.Coerce(spec with { Frame = spec.Frame ?? standard });
        Checked(spec);
        if (function is WindowCall { Bound.Frame: { } required } own && spec.Frame != required)
        {
            throw own.Bound.Pick is null
                ? AnalysisErrors.FrameMismatch(window, spec.Frame!, required)
                : AnalysisErrors.FrameNotAllowed(window, own.Bound.Name);
        }

        return window with { Spec = WithValues(spec) };
    }

    /// <summary>The window with the values of the bounds of a RANGE frame.</summary>
    private WindowSpec WithValues(WindowSpec spec)
    {
        if (spec.Frame is not { Unit: WindowFrameUnit.Range } frame || (frame.Lower.Distance ?? frame.Upper.Distance) is null)
            return spec;
        var order = (SortOrder)spec.OrderBy[0];
        return spec with { Frame = frame with { Lower = WithValue(frame.Lower, order), Upper = WithValue(frame.Upper, order) } };
    }

    /// <summary>Numbers past the end of their type are NULL here: they are an error only where a row is compared with them.</summary>
    private WindowBound WithValue(WindowBound bound, SortOrder order)
    {
        if (bound.Distance is not { } distance)
            return bound;
        var subtracts = (bound.Kind == WindowBoundKind.Preceding) == order.IsAscending;
        var mode = _plans.Types.Mode == EvalMode.Ansi ? EvalMode.Try : EvalMode.Legacy;
        return bound with
        {
            Value = ResolveOperator(new Arithmetic(subtracts ? ArithmeticOperator.Subtract : ArithmeticOperator.Add, order.Child, distance, mode)),
        };
    }

    private static void Check(WindowExpression window)
    {
        switch (window.Function)
        {
            case AggregateExpression { IsDistinct: true }:
                throw AnalysisErrors.DistinctWindow(window);
            case AggregateExpression { Filter: not null }:
                throw AnalysisErrors.FilteredWindow(window);
            case AggregateExpression ordered when (ordered.Call.Function.IgnoresOrder || !ordered.OrderBy.IsEmpty) && (!window.Spec.OrderBy.IsEmpty || window.Spec.Frame is not null):
                throw AnalysisErrors.OrderedWindow(window, ordered);
            case WindowCall when window.Spec.OrderBy.IsEmpty:
                throw AnalysisErrors.WindowWithoutOrder(window, window.Function);
            case AggregateExpression aggregate when aggregate.Call.Arguments.Any(a => a.ContainsAny(NodeKinds.WindowExpression)):
                throw AnalysisErrors.AggregatedWindow(aggregate);
        }
    }

    private WindowCall ResolveWindowFunction(WindowFunction function, UnresolvedFunction call)
    {
        using var place = CurrentOrigin.With(call.Origin);
        if (call.IsDistinct)
            throw AnalysisErrors.UnsupportedFunctionSyntax(call, "DISTINCT");
        if (call.Filter is not null)
            throw AnalysisErrors.UnsupportedFunctionSyntax(call, "FILTER clause");
        if (!call.OrderBy.IsEmpty)
            throw AnalysisErrors.UnsupportedFunctionSyntax(call, "WITHIN GROUP (ORDER BY ...)");
        if (call.IgnoreNulls is { } ignoresNulls && !function.TreatsNulls)
            throw AnalysisErrors.UnsupportedFunctionSyntax(call, ignoresNulls ? "IGNORE NULLS" : "RESPECT NULLS");
        return _plans.Functions.BindWindow(function, call, ResolveArguments(call, function));
    }
}

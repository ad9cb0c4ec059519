using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Analysis;

/// <summary>The one column of time windows that the expressions of an operator call for: made below the operator, under the name of its function.</summary>
/// <remarks>
/// <code>
/// Aggregate [window(t, '5 minutes')]   =>   Aggregate [window]
/// +- child                                  +- Project [child's columns, window(t, '5 minutes') AS window]
///                                              +- Filter isnotnull(t)
///                                                 +- child
/// </code>
/// Windows that overlap are an array, exploded in place of the projection. Sessions begin as the window of each row; once it is known what rows are grouped by, those that touch are merged.
/// Spark: <c>TimeWindowing</c>, <c>SessionWindowing</c>, <c>MergingSessionsExec</c>.
/// </remarks>
internal sealed class TimeWindows
{
    private readonly PlanResolver _plans;
    private readonly QueryScope _scope;
    private readonly List<UnresolvedFunction> _calls;
    private readonly bool _isSession;

    private TimeWindows(PlanResolver plans, QueryScope scope, LogicalPlan child, List<UnresolvedFunction> calls)
    {
        (_plans, _scope, _calls) = (plans, scope, calls);
        var resolver = new ExpressionResolver(plans, scope, plans.ScopeOf(child)) { Inputs = [child], HostsTimeWindows = true };
        var values = calls.ConvertAll(call => Value(call, resolver));
        if (values.Exists(v => !v.Equals(values[0])))
            throw AnalysisErrors.SeveralTimeWindows(calls[1]);
        var function = KindOf(plans, calls[0])!;
        _isSession = function.Windows == TimeWindowKind.Session;
        Input = Build(values[0], function.Name, child, out var column);
        Column = column;
    }

    /// <summary>The input with the column behind its own.</summary>
    public LogicalPlan Input { get; }

    /// <summary>The column.</summary>
    public AttributeReference Column { get; }

    /// <summary>The windows that expressions call for, or null when they call for none.</summary>
    public static TimeWindows? Find(PlanResolver plans, QueryScope scope, LogicalPlan child, EquatableArray<Expression> items, EquatableArray<Expression> keys = default)
    {
        List<UnresolvedFunction>? calls = null;
        foreach (var expression in items.Concat(keys))
        {
            if (!expression.ContainsAny(NodeKinds.UnresolvedFunction))
                continue;
            foreach (var call in expression.Collect<UnresolvedFunction>())
            {
                if (KindOf(plans, call) is not null && calls?.Contains(call) != true)
                    (calls ??= []).Add(call);
            }
        }

        return calls is null ? null : new TimeWindows(plans, scope, child, calls);
    }

    /// <summary>The expressions with the column in place of the calls.</summary>
    public EquatableArray<Expression> Replace(EquatableArray<Expression> expressions) => expressions.MapUnchanged(
        expression => expression.TransformUp(
            NodeKinds.UnresolvedFunction, node => node is UnresolvedFunction call && _calls.Contains(call) ? Column : node));

    /// <summary>The input with sessions of each group merged, where the operator groups by sessions.</summary>
    /// <param name="grouping">What rows are grouped by.</param>
    /// <param name="input">The input, perhaps with more columns.</param>
    public LogicalPlan Merge(EquatableArray<Expression> grouping, LogicalPlan input)
    {
        if (!_isSession || !grouping.Any(g => g is AttributeReference a && a.ExprId == Column.ExprId))
            return input;

        // The end of all sessions before, in the order of their starts; a session that begins after it is a new one, and the number of new ones numbers the merged sessions.
        var keys = grouping.Where(g => g is not AttributeReference a || a.ExprId != Column.ExprId).ToEquatableArray();
        var (start, end) = (new GetStructField(Column, 0), new GetStructField(Column, 1));
        EquatableArray<Expression> order = [new SortOrder(start)];
        var before = new WindowFrame(WindowFrameUnit.Rows, WindowBound.UnboundedPreceding, new WindowBound(WindowBoundKind.Preceding, Literal.Int(1)));
        input = With("_session_before", new UnresolvedFunction("max", end), new WindowSpec(keys, order, before), input, out var lastEnd);
        var isNew = new If(Comparison.LessThanOrEqual(start, lastEnd), Literal.Int(0), Literal.Int(1));
        var soFar = new WindowFrame(WindowFrameUnit.Rows, WindowBound.UnboundedPreceding, WindowBound.CurrentRow);
        input = With("_session_number", new UnresolvedFunction("sum", isNew), new WindowSpec(keys, order, soFar), input, out var number);
        var session = new WindowSpec([.. keys, number], [], null);
        input = With("_session_start", new UnresolvedFunction("min", start), session, input, out var first);
        input = With("_session_end", new UnresolvedFunction("max", end), session, input, out var last);
        var merged = new Alias(new CreateStruct(["start", "end"], [first, last]), Column.Name, Column.ExprId);
        var hidden = new[] { lastEnd.ExprId, number.ExprId, first.ExprId, last.ExprId };
        return PlanResolver.Analyzed(new Project(
            input.Output.Where(a => !hidden.Contains(a.ExprId)).Select(Expression (a) => a.ExprId == Column.ExprId ? merged : a).ToEquatableArray(), input));
    }

    /// <summary>The input, which must not be one of sessions: rows of several grouping sets cannot be merged in one go.</summary>
    public LogicalPlan WithoutSessions(LogicalPlan input) => _isSession ? throw AnalysisErrors.UnsupportedFunction(_calls[0], $"{_calls[0].Name} with grouping sets") : input;

    private LogicalPlan With(string name, Expression function, WindowSpec spec, LogicalPlan input, out AttributeReference column)
    {
        var resolver = new ExpressionResolver(_plans, _scope, _plans.ScopeOf(input)) { Inputs = [input] };
        var alias = new Alias(resolver.Resolve(new WindowExpression(function, spec)), name);
        column = alias.ToAttribute();
        return PlanResolver.Analyzed(WindowExtraction.Project(new Project([.. input.Output, alias], input)));
    }

    private static ScalarFunction? KindOf(PlanResolver plans, UnresolvedFunction call) =>
        FunctionNames.Find(call, plans.Context.Functions) is ScalarFunction { Windows: not TimeWindowKind.None } function ? function : null;

    /// <summary>The value of a call. Windows of windows are those of their last time.</summary>
    private static Expression Value(UnresolvedFunction call, ExpressionResolver resolver)
    {
        if (call.Arguments.Count > 0 && resolver.Resolve(call.Arguments[0]) is { DataType: StructType } window)
            call = call with { Arguments = call.Arguments.SetItem(0, new UnresolvedFunction("window_time", window)) };
        return resolver.Resolve(call);
    }

    private static LogicalPlan Build(Expression value, string name, LogicalPlan child, out AttributeReference column)
    {
        switch (value)
        {
            case ScalarCall { DataType: ArrayType { ElementType: var window } } call:
                column = new AttributeReference(name, window, false);
                return PlanResolver.Analyzed(new Generate(new Explode(call, ExplodeForm.Elements), [column], WithTime(call.Arguments[0], child)));
            case ScalarCall call:
                return Project(call, name, WithTime(call.Arguments[0], child), out column);
            default:
                var session = ((RewriteCall)value).Replacement;
                var (start, end) = (((CreateStruct)session).Values[0], ((CreateStruct)session).Values[1]);
                return Project(session, name, PlanResolver.Analyzed(new Filter(Comparison.GreaterThan(end, start), child)), out column);
        }
    }

    private static LogicalPlan Project(Expression window, string name, LogicalPlan child, out AttributeReference column)
    {
        var alias = new Alias(window, name);
        column = alias.ToAttribute().WithNullability(false);
        return PlanResolver.Analyzed(new Project([.. child.Output, alias], child));
    }

    private static LogicalPlan WithTime(Expression time, LogicalPlan child) => time.Nullable ? PlanResolver.Analyzed(new Filter(new IsNotNull(time), child)) : child;
}

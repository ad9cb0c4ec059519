using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Analysis;

/// <content>Subqueries and windows.</content>
internal sealed partial class ExpressionResolver
{
    private Expression ResolveSubquery(SubqueryExpression subquery)
    {
        var plan = _plans.Resolve(subquery.Plan, _plans.WithinNestedQuery(subquery.Plan, _plans.WithOuter(_scope, ColumnsForSubqueries ?? _columns)) with { Windows = [] });
        SubqueryChecks.CheckCorrelations(plan);
        var references = OuterReferences.Of(plan, ColumnsForSubqueries ?? _columns);
        switch (subquery)
        {
            case ScalarSubquery scalar:
                return plan.Output.Count == 1
                    ? scalar with { Plan = plan, OuterReferences = references }
                    : throw AnalysisErrors.ScalarSubqueryColumns(subquery, plan.Output.Count);
            case InSubquery inSubquery:
                return ResolveIn(inSubquery with { Values = Resolve(inSubquery.Values), Plan = plan, OuterReferences = references });
            case TableArgument:
                throw AnalysisErrors.UnsupportedOperator("a table argument");
            default:
                return subquery with { Plan = plan, OuterReferences = references };
        }
    }

    /// <summary>Both sides come to common types, column by column.</summary>
    private InSubquery ResolveIn(InSubquery subquery)
    {
        var output = subquery.Plan.Output;
        var values = subquery.Values;
        if (values is [CreateStruct { CalledAs: "named_struct" } row] && output.Count == row.Values.Count && output.Count > 1)
            values = row.Values;
        if (values.Count != output.Count)
            throw AnalysisErrors.InSubqueryLength(subquery, values, output);

        var list = new Expression[output.Count];
        var isCast = false;
        for (var i = 0; i < list.Length; i++)
        {
            if (_plans.Types.FindWiderType(values[i].DataType, output[i].Type) is not { } type)
                throw AnalysisErrors.InSubqueryTypes(subquery, values, output);
            values = values.SetItem(i, _plans.Types.CastIfNotSame(values[i], type));
            list[i] = output[i].Type.EqualsIgnoringNullability(type) ? output[i] : new Alias(_plans.Types.Cast(output[i], type), output[i].Name);
            isCast |= list[i] is Alias;
        }

        if (!isCast)
            return subquery with { Values = values };
        var project = new Project(EquatableArray.Create<Expression>(list), subquery.Plan);
        project.MarkAnalyzed();
        return subquery with { Values = values, Plan = project };
    }

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

    /// <summary>Without a frame a window spans its partition, or with ORDER BY all rows up to the current one's peers.</summary>
    private Expression ResolveWindow(WindowExpression window)
    {
        var function = Resolve(window.Function);
        if (function is AggregateExpression { IsDistinct: true })
            throw AnalysisErrors.DistinctWindow(window);
        if (function is not AggregateExpression)
            throw AnalysisErrors.UnsupportedWindowFunction(window, function);

        var spec = (WindowSpec)window.Spec.MapChildren(_resolve);
        var frame = spec.Frame ?? (spec.OrderBy.IsEmpty
            ? new WindowFrame(WindowFrameUnit.Rows, WindowBound.UnboundedPreceding, WindowBound.UnboundedFollowing)
            : new WindowFrame(WindowFrameUnit.Range, WindowBound.UnboundedPreceding, WindowBound.CurrentRow));
        spec = (WindowSpec)_plans.Types.Coerce(spec with { Frame = frame });
        return window with { Function = function, Spec = spec };
    }
}

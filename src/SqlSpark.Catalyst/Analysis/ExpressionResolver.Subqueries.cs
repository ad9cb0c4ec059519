using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Analysis;

/// <content>Subqueries.</content>
internal sealed partial class ExpressionResolver
{
    private Expression ResolveSubquery(SubqueryExpression subquery)
    {
        var plan = _plans.Resolve(subquery.Plan, _plans.WithinNestedQuery(subquery.Plan, _scope) with { Outer = _columns, Windows = [] });
        var references = OuterReferences.Of(plan);
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
}

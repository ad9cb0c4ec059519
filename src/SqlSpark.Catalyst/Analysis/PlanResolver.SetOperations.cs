using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Analysis;

/// <content>UNION, EXCEPT and INTERSECT: inputs come to common types.</content>
internal sealed partial class PlanResolver
{
    private LogicalPlan ResolveUnion(Union union, QueryScope scope)
    {
        var inputs = union.Inputs.MapUnchanged(input => Resolve(input, scope));
        if (union.ByName)
            inputs = ByName(inputs, union.AllowMissingColumns);
        inputs = WithCommonTypes("UNION", inputs);
        return union.ByName || !inputs.SameStorage(union.Inputs) ? new Union(inputs) { PlanId = union.PlanId } : union;
    }

    private LogicalPlan ResolveSetOperation(SetOperation operation, QueryScope scope)
    {
        var left = Resolve(operation.Left, scope);
        var right = FreshIds.Against(left, Resolve(operation.Right, scope));
        var name = operation.Operator == SetOperator.Except ? "EXCEPT" : "INTERSECT";
        var inputs = WithCommonTypes(operation.IsAll ? name + " ALL" : name, [left, right]);
        return OperatorChecks.Checked(operation.WithChildren(inputs));
    }

    private EquatableArray<LogicalPlan> WithCommonTypes(string name, EquatableArray<LogicalPlan> inputs)
    {
        var first = inputs[0].Output;
        for (var i = 1; i < inputs.Count; i++)
        {
            if (inputs[i].Output.Count != first.Count)
                throw AnalysisErrors.ColumnCountMismatch(name, first.Count, i, inputs[i].Output.Count);
        }

        var types = new DataType[first.Count];
        var areSame = true;
        for (var column = 0; column < types.Length; column++)
        {
            var index = column;
            types[column] = first[column].Type;
            if (inputs.All(i => i.Output[index].Type.EqualsIgnoringNullability(first[index].Type)))
                continue;
            areSame = false;
            types[column] = Types.FindWiderCommonType(inputs.Select(i => i.Output[index].Type)) ?? throw Incompatible(name, inputs, column);
        }

        return areSame ? inputs : inputs.MapUnchanged(input => WithTypes(input, types));
    }

    private Core.Errors.SqlSparkException Incompatible(string name, EquatableArray<LogicalPlan> inputs, int column)
    {
        var expected = inputs[0].Output[column].Type;
        var ordinal = 1;
        while (ordinal < inputs.Count - 1 && Types.FindWiderType(inputs[ordinal].Output[column].Type, expected) is not null)
            ordinal++;
        return AnalysisErrors.IncompatibleColumn(name, column, ordinal, inputs[ordinal].Output[column].Type, expected);
    }

    private LogicalPlan WithTypes(LogicalPlan plan, DataType[] types)
    {
        var output = plan.Output;
        var list = new Expression[output.Count];
        var changed = false;
        for (var i = 0; i < list.Length; i++)
        {
            var isSame = output[i].Type.EqualsIgnoringNullability(types[i]);
            changed |= !isSame;
            list[i] = isSame ? output[i] : new Alias(Types.Cast(output[i], types[i]), output[i].Name);
        }

        return changed ? Analyzed(new Project(EquatableArray.Create<Expression>(list), plan)) : plan;
    }

    /// <summary>The columns of every input in the order of the first one; columns that only some have go last, with NULLs for the others.</summary>
    private EquatableArray<LogicalPlan> ByName(EquatableArray<LogicalPlan> inputs, bool allowsMissing)
    {
        var columns = new List<AttributeReference>(inputs[0].Output);
        CheckUnique(inputs[0]);
        foreach (var input in inputs.Skip(1))
        {
            CheckUnique(input);
            if (!allowsMissing && input.Output.Count != inputs[0].Output.Count)
                throw AnalysisErrors.ColumnCountMismatch("UNION", inputs[0].Output.Count, 1, input.Output.Count);
            foreach (var column in input.Output)
            {
                if (columns.Exists(c => Names.Equals(c.Name, column.Name)))
                    continue;
                if (!allowsMissing)
                    throw AnalysisErrors.UnresolvedColumn(columns.Find(c => !input.Output.Any(o => Names.Equals(o.Name, c.Name)))!, input.Output);
                columns.Add(column);
            }
        }

        return inputs.Map(input => InOrder(input, columns));
    }

    private LogicalPlan InOrder(LogicalPlan input, List<AttributeReference> columns)
    {
        var list = columns.Select(column =>
            input.Output.FirstOrDefault(o => Names.Equals(o.Name, column.Name)) is { } found
                ? (Expression)found
                : new Alias(Literal.Null(column.Type), column.Name)).ToEquatableArray();
        return list.Count == input.Output.Count && Enumerable.Range(0, list.Count).All(i => ReferenceEquals(list[i], input.Output[i]))
            ? input
            : Analyzed(new Project(list, input));
    }

    private void CheckUnique(LogicalPlan input)
    {
        var seen = new HashSet<string>(Names);
        foreach (var column in input.Output)
        {
            if (!seen.Add(column.Name))
                throw AnalysisErrors.ColumnAlreadyExists(column.Name);
        }
    }
}

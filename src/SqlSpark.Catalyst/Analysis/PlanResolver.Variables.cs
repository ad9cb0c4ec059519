using SqlSpark.Catalyst.Catalog;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Analysis;

/// <content>Session variables and EXECUTE IMMEDIATE.</content>
internal sealed partial class PlanResolver
{
    /// <summary>The variable that a name means, with the number of parts that led to it; null when there is none.</summary>
    public (SessionVariable Variable, int UsedParts)? FindVariable(EquatableArray<string> name)
    {
        var qualifier = name is [var system, var schema, _, ..] && IsSame(system, "system") && IsSame(schema, "session") ? 2
            : name is [var session, _, ..] && IsSame(session, "session") ? 1 : 0;
        for (var used = qualifier; used >= 0; used -= Math.Max(qualifier, 1))
        {
            if (Context.Catalog.FindVariable(name[used]) is { } variable)
            {
                Context.References?.AddTemporary("VARIABLE", [variable.Name]);
                return (variable, used + 1);
            }
        }

        return null;
    }

    /// <summary>A use of a variable: its value, under the name that columns of it get.</summary>
    public static Expression ReferenceTo(SessionVariable variable)
    {
        var shown = new PrettyAttribute($"{SqlIdentifier.QuoteIfNeeded(["system", "session", variable.Name])}={variable.Value.Sql}", variable.Type);
        var function = new ScalarFunction("variablereference") { Group = FunctionGroup.Misc, Usage = "", Examples = [] };
        return new RewriteCall(function, [shown], variable.Value);
    }

    private DeclareVariables ResolveDeclare(DeclareVariables declare, QueryScope scope)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in declare.Names)
        {
            if (!seen.Add(VariableName(name) ?? throw AnalysisErrors.UnresolvedVariable(name)))
                throw AnalysisErrors.VariableDeclaredTwice(name);
        }

        var value = Resolve(declare.Value, scope);
        if (value.Expressions[0].ContainsAny(NodeKinds.Subquery))
            throw AnalysisErrors.SubqueryInVariableDefault(declare.Names[0], declare.DefaultText);
        var type = declare.Type ?? value.Output[0].Type;
        if (!value.Output[0].Type.EqualsIgnoringNullability(type) && value.Output[0].Type is not VoidType && !CastRules.CanStoreAssign(value.Output[0].Type, type))
            throw AnalysisErrors.VariableDefaultType(declare.Names[0], declare.DefaultText, type, value.Output[0].Type);
        return declare with { Type = type, Value = CastTo([type], value) };
    }

    private SetVariables ResolveSetVariables(SetVariables set, QueryScope scope)
    {
        var variables = set.Names.Map(VariableOf);
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var duplicates = variables.Where(v => !seen.Add(v.Name)).Select(v => v.Name).Distinct(StringComparer.OrdinalIgnoreCase).ToArray();
        if (duplicates.Length > 0)
            throw AnalysisErrors.AssignedTwice(duplicates);
        var written = set.Query;
        if (written is Project { Child: OneRowRelation } project && project.ProjectList.Count == variables.Count)
        {
            var values = project.ProjectList;
            for (var i = 0; i < values.Count; i++)
            {
                if (values[i] is UnresolvedAlias { Child: UnresolvedAttribute { NameParts: [var word] } } && IsSame(word, "DEFAULT"))
                    values = values.SetItem(i, new UnresolvedAlias(variables[i].Default));
            }

            written = project with { ProjectList = values };
        }

        var query = Resolve(written, scope);
        if (query.Output.Count != variables.Count)
            throw AnalysisErrors.AssignmentCount(variables.Count, query.Output.Count);
        return set with { Names = variables.Map(v => (EquatableArray<string>)[v.Name]), Query = CastTo(variables.Map(v => v.Type), query) };
    }

    private ExecuteImmediate ResolveExecute(ExecuteImmediate execute)
    {
        var resolver = ResolverOver([], QueryScope.Root);
        var text = resolver.Resolve(execute.Text);
        if (text.DataType is not StringType)
            throw AnalysisErrors.ExecutedType(text);
        if (ConstantFolder.TryFold(text) is not { } literal)
            throw AnalysisErrors.ExecutedType(text);
        if (literal.Value is null)
            throw AnalysisErrors.ExecutedNull(text);
        foreach (var target in execute.Targets)
            VariableOf(target);
        return execute with
        {
            Text = literal,
            Arguments = execute.Arguments.Map<Expression>(argument => argument switch
            {
                Alias alias => new Alias(Constant(resolver.Resolve(alias.Child)), alias.Name),
                UnresolvedAttribute { NameParts: var name } when FindVariable(name) is { } found && found.UsedParts == name.Count => new Alias(found.Variable.Value, name[^1]),
                _ => Constant(resolver.Resolve(argument)),
            }),
        };
    }

    private static Literal Constant(Expression argument) => ConstantFolder.TryFold(argument) ?? throw AnalysisErrors.ArgumentNotConstant(argument);

    private SessionVariable VariableOf(EquatableArray<string> name) =>
        VariableName(name) is { } simple && Context.Catalog.FindVariable(simple) is { } variable ? variable : throw AnalysisErrors.UnresolvedVariable(name);

    /// <summary>The simple name of a variable; null for a name in a schema that has no variables.</summary>
    public static string? VariableName(EquatableArray<string> name) => name switch
    {
        [var only] => only,
        [var schema, var only] when IsSame(schema, "session") => only,
        [var system, var schema, var only] when IsSame(system, "system") && IsSame(schema, "session") => only,
        _ => null,
    };

    /// <summary>The query with its columns cast as a store assignment does.</summary>
    private LogicalPlan CastTo(EquatableArray<DataType> types, LogicalPlan query)
    {
        var columns = query.Output;
        if (Enumerable.Range(0, columns.Count).All(i => columns[i].Type.EqualsIgnoringNullability(types[i])))
            return query;
        var resolver = ResolverOver([query], QueryScope.Root);
        return Analyzed(new Project(
            Enumerable.Range(0, columns.Count).Select(Expression (i) => new Alias(
                columns[i].Type.EqualsIgnoringNullability(types[i]) ? columns[i] : resolver.Resolve(new Cast(columns[i], types[i], EvalMode.Ansi, Types.TimeZone)), columns[i].Name)).ToEquatableArray(),
            query));
    }

    private static bool IsSame(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);
}

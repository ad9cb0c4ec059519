using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Analysis;

/// <content>Generators: LATERAL VIEW, in FROM, and in SELECT lists.</content>
internal sealed partial class PlanResolver
{
    /// <summary>The columns that a generator makes, under the given names or, without any, its own. Spark: <c>makeGeneratorOutput</c>.</summary>
    public static EquatableArray<AttributeReference> GeneratorOutput(Generator generator, EquatableArray<string> names, EquatableArray<string> qualifier = default)
    {
        var fields = generator.ElementSchema.Fields;
        if (!names.IsEmpty && names.Count != fields.Count)
            throw AnalysisErrors.GeneratorAliasCount(generator, names, fields.Count);
        return Enumerable.Range(0, fields.Count).Select(i =>
            new AttributeReference(names.IsEmpty ? fields[i].Name : names[i], fields[i].DataType, fields[i].Nullable)
            {
                Qualifier = qualifier,
                Metadata = fields[i].Metadata,
            }).ToEquatableArray();
    }

    private LogicalPlan ResolveLateralView(UnresolvedLateralView view, QueryScope scope)
    {
        var child = Resolve(view.Child, scope);
        var generator = ResolveGenerator((UnresolvedFunction)view.Generator, GeneratorResolver([child], scope));
        if (view.IsOuter)
            generator = generator with { IsOuter = true };
        return OperatorChecks.Checked(new Generate(generator, GeneratorOutput(generator, view.ColumnNames, [view.TableAlias]), child));
    }

    /// <summary>A generator in FROM: over one row, or, behind LATERAL, over columns of the relations before it.</summary>
    private Generate ResolveTableGenerator(GeneratorFunction function, UnresolvedTableValuedFunction call, QueryScope scope)
    {
        var generator = GeneratorResolver([], scope).ResolveGenerator(function, new UnresolvedFunction(call.NameParts, call.Arguments));
        return OperatorChecks.Checked(new Generate(generator, GeneratorOutput(generator, []), Analyzed(new OneRowRelation())));
    }

    private Generator ResolveGenerator(UnresolvedFunction call, ExpressionResolver resolver) =>
        FunctionNames.Find(call, Context.Functions) is GeneratorFunction function
            ? resolver.ResolveGenerator(function, call)
            : throw AnalysisErrors.NotAGenerator(resolver.Resolve(call));

    private ExpressionResolver GeneratorResolver(EquatableArray<LogicalPlan> inputs, QueryScope scope)
    {
        var columns = inputs.Count == 1 ? ScopeOf(inputs[0]) : new NameScope([], Names);
        return new ExpressionResolver(this, scope, columns) { Inputs = inputs, HostsGenerators = true };
    }

    /// <summary>The input joined with the rows of the generators of a SELECT list, in their order.</summary>
    private static LogicalPlan WithGenerators(SelectList list, LogicalPlan child)
    {
        foreach (var (generator, output) in list.Generators)
            child = Analyzed(OperatorChecks.Checked(new Generate(generator, output, child)));
        return child;
    }

    /// <summary>
    /// A generator over an aggregation: its arguments are computed with the aggregates, its rows joined to the groups. Spark: the case of
    /// <c>ExtractGenerator</c> for aggregations.
    /// </summary>
    private LogicalPlan GenerateOverGroups(
        EquatableArray<Expression> grouping, EquatableArray<Expression> items, SelectList list, LogicalPlan child, GroupingSetsPlan? sets)
    {
        if (list.Generators is not [var (generator, output)])
            throw AnalysisErrors.SeveralGenerators([.. list.Generators.Select(g => g.Generator)]);
        var made = AttributeSet.Of(output);
        bool IsMade(Expression item) => item is AttributeReference attribute && made.Contains(attribute);

        var inputs = new List<Expression>();
        var overGroups = (Generator)generator.MapChildren(argument =>
        {
            if (argument.IsFoldable)
                return argument;
            var input = new Alias(sets?.Rewrite(argument) ?? argument, $"_gen_input_{inputs.Count}");
            inputs.Add(input);
            return input.ToAttribute();
        });
        var groups = Analyzed(WithoutWindows(FinishAggregate(grouping, [.. items.Where(i => !IsMade(i)), .. inputs], list, child, sets)));
        var next = 0;
        var columns = items.Map(item => IsMade(item) ? item : groups.Output[next++]);
        return OperatorChecks.Checked(new Project(columns, Analyzed(OperatorChecks.Checked(new Generate(overGroups, output, groups)))));
    }
}

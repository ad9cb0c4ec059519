using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Analysis;

/// <content>VALUES and functions in FROM.</content>
internal sealed partial class PlanResolver
{
    private static readonly string[] RangeParameters = ["start", "end", "step", "numSlices"];

    /// <summary>VALUES as rows of constants. Spark: <c>ResolveInlineTables</c>.</summary>
    private LogicalPlan ResolveInlineTable(UnresolvedInlineTable table, QueryScope scope)
    {
        for (var i = 0; i < table.Rows.Count; i++)
        {
            if (table.Rows[i].Count != table.Names.Count)
                throw AnalysisErrors.InlineTableColumnCount(table.Rows[i], i, table.Names.Count);
        }

        var resolver = ResolverOver([], scope with { Outer = null });
        var rows = table.Rows.Map(row => row.Map(cell => ResolveCell(cell, resolver)));
        var attributes = new AttributeReference[table.Names.Count];
        for (var column = 0; column < attributes.Length; column++)
            attributes[column] = ColumnOf(table, rows, column);
        var values = new Literal?[attributes.Length][];
        for (var column = 0; column < attributes.Length; column++)
            values[column] = ConstantFolder.TryFold(rows.Map(row => CellAs(row[column], attributes[column].Type)));
        return new LocalRelation(
            EquatableArray.Create<AttributeReference>(attributes),
            Enumerable.Range(0, rows.Count).Select(row => Enumerable.Range(0, values.Length)
                .Select(i => values[i][row] is { } value ? value.Value : throw AnalysisErrors.InlineTableEvaluation(rows[row][i]))
                .ToEquatableArray()).ToEquatableArray());
    }

    private Expression CellAs(Expression cell, DataType type) =>
        cell is Literal literal && (literal.Value is null || literal.Type.EqualsIgnoringNullability(type)) ? literal : Types.CastIfNotSame(cell, type);

    private static Expression ResolveCell(Expression written, ExpressionResolver resolver)
    {
        if (written is Literal)
            return written;
        if (written is UnresolvedAlias or Alias)
            written = written.Children[0];
        Expression? cell = null;
        if (written is not UnresolvedAttribute)
            cell = resolver.Resolve(written);
        if (cell?.IsFoldable != true)
            throw AnalysisErrors.InlineTableExpression(written);
        return cell;
    }

    private AttributeReference ColumnOf(UnresolvedInlineTable table, EquatableArray<EquatableArray<Expression>> rows, int column)
    {
        var type = rows[0][column].DataType;
        var isNullable = false;
        var isSame = true;
        foreach (var row in rows)
        {
            isNullable |= row[column].Nullable;
            isSame &= ReferenceEquals(row[column].DataType, type) || row[column].DataType.Equals(type);
        }

        if (!isSame)
        {
            type = Types.FindWiderCommonType(rows.Select(r => r[column].DataType))
                ?? throw AnalysisErrors.InlineTableTypes(rows[0][column], table.Names[column]);
        }

        return new AttributeReference(table.Names[column], type, isNullable);
    }

    private LogicalPlan ResolveTableFunction(UnresolvedTableValuedFunction function, QueryScope scope)
    {
        if (FindSqlFunction(new UnresolvedFunction(function.NameParts, [])) is { } sqlFunction)
            return ResolveSqlTableFunction(sqlFunction, function, scope);
        if (FunctionNames.Find(new UnresolvedFunction(function.NameParts, []), Context.Functions) is GeneratorFunction generator)
            return ResolveTableGenerator(generator, function, scope);
        if (function.NameParts is not [var name] || !name.Equals("range", StringComparison.OrdinalIgnoreCase))
            throw AnalysisErrors.UnresolvedTableFunction(function.NameParts);
        var arguments = ResolverOver([], scope).Resolve(function.Arguments);
        if (arguments.Count is < 1 or > 4)
            throw AnalysisErrors.WrongArgumentCount(new UnresolvedFunction(name, []), name, [1, 2, 3, 4], arguments.Count);
        var start = arguments.Count == 1 ? 0L : RangeArgument<long>(arguments, 0, LongType.Instance);
        var end = RangeArgument<long>(arguments, arguments.Count == 1 ? 0 : 1, LongType.Instance);
        var step = arguments.Count > 2 ? RangeArgument<long>(arguments, 2, LongType.Instance) : 1L;
        int? partitions = arguments.Count > 3 ? RangeArgument<int>(arguments, 3, IntegerType.Instance) : null;
        if (step == 0)
            throw AnalysisErrors.FailedTableFunction(name);
        return new Plans.Range(start, end, step, partitions, new AttributeReference("id", LongType.Instance, false));
    }

    private T RangeArgument<T>(EquatableArray<Expression> arguments, int index, DataType type)
    {
        var argument = arguments[index] is NamedArgument named ? named.Child : arguments[index];
        var parameter = arguments.Count == 1 ? "end" : RangeParameters[index];
        if (!argument.IsFoldable)
            throw AnalysisErrors.NonFoldableArgument(argument, "range", parameter, type);
        var cast = Types.ImplicitCast(argument, TypePattern.Of(type))
            ?? throw AnalysisErrors.UnexpectedTableArgument(argument, "range", index, type);
        return ConstantFolder.TryFold(cast) switch
        {
            { Value: T value } => value,
            { Value: null } => throw AnalysisErrors.UnexpectedTableArgument(argument, "range", index, type),
            _ => throw AnalysisErrors.NonFoldableArgument(argument, "range", parameter, type),
        };
    }
}

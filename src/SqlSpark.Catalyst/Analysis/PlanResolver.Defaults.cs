using SqlSpark.Catalyst.Catalog;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Analysis;

/// <content>DEFAULT values of columns.</content>
internal sealed partial class PlanResolver
{
    private const string DefaultWord = "DEFAULT";
    private static readonly string[] ProvidersWithDefaults = ["csv", "json", "orc", "parquet"];

    /// <summary>The columns of CREATE TABLE and ALTER TABLE ADD COLUMNS with their defaults checked, and what old files hold in their place.</summary>
    private StructType WithCheckedDefaults(StructType schema, string? provider, string statement, bool isAdded = false) => new(schema.Fields.Map(field =>
    {
        if (ColumnDefaults.CurrentOf(field) is not { } text)
            return field;
        var value = CheckedDefault(field, text, provider ?? Context.Conf.Get(SqlConf.DefaultSource), statement);
        var constant = ConstantFolder.TryFold(value);
        if (isAdded && (constant is null || (!IsAtomic(field.DataType) && constant.Value is not null)))
            throw AnalysisErrors.AddedDefaultUnsupported(field.Name, provider!);
        return ColumnDefaults.WithExistence(field, constant is { Value: not null } && IsAtomic(field.DataType) ? constant.Sql : null);
    }));

    private static bool IsAtomic(DataType type) => type is not (ArrayType or MapType or StructType or VariantType);

    private AlterTable WithCheckedDefaults(AlterTable alter)
    {
        var table = Context.Catalog.FindTempView(alter.Name) is null ? Context.Catalog.FindTable(alter.Name)?.Definition : null;
        switch (alter.Change)
        {
            case TableChange.AddColumns add when table is not null:
                var added = WithCheckedDefaults(new StructType(add.Fields), table.Provider, "ALTER TABLE ADD COLUMNS", isAdded: true).Fields;

                // Other formats cannot tell a value that is missing from one that is NULL.
                if (added.FirstOrDefault(field => ColumnDefaults.ExistenceOf(field) is not null) is { } first && !table.Provider.Equals("parquet", StringComparison.OrdinalIgnoreCase))
                    throw AnalysisErrors.AddedDefaultUnsupported(first.Name, table.Provider);
                return alter with { Change = add with { Fields = added } };
            case TableChange.SetDefault { Text: { } text } set when table?.Schema.Fields.FirstOrDefault(field => set.Column.Count == 1 && Names.Equals(field.Name, set.Column[0])) is { } field:
                CheckedDefault(field, text, table.Provider, "ALTER TABLE ALTER COLUMN");
                return alter;
            default:
                return alter;
        }
    }

    /// <summary>The value of a DEFAULT clause, in the type of its column.</summary>
    private Expression CheckedDefault(StructField field, string text, string provider, string statement)
    {
        if (!Context.Conf.Get(SqlConf.DefaultColumnsEnabled))
            throw AnalysisErrors.DefaultsDisabled();
        if (!ProvidersWithDefaults.Contains(provider, StringComparer.OrdinalIgnoreCase))
            throw AnalysisErrors.DefaultUnsupported(statement, provider);
        var parsed = ParsedDefault(text);
        if (parsed.ContainsAny(NodeKinds.Subquery))
            throw AnalysisErrors.InvalidDefault("SUBQUERY_EXPRESSION", statement, field.Name, text);
        Expression value;
        try
        {
            value = ResolverOver([], QueryScope.Root).Resolve(parsed);
        }
        catch (SqlSparkException)
        {
            throw AnalysisErrors.InvalidDefault("UNRESOLVED_EXPRESSION", statement, field.Name, text);
        }

        if (!value.IsDeterministic)
            throw AnalysisErrors.InvalidDefault("NON_DETERMINISTIC", statement, field.Name, text);
        if (value.ContainsAny(NodeKinds.AggregateExpression | NodeKinds.WindowExpression | NodeKinds.Generator))
            throw AnalysisErrors.InvalidDefault("NOT_CONSTANT", statement, field.Name, text);
        return AsDefault(value, field, text, statement);
    }

    /// <summary>Wider types are allowed where the value fits. Spark: <c>coerceDefaultValue</c>.</summary>
    private Expression AsDefault(Expression value, StructField field, string text, string statement)
    {
        var type = field.DataType;
        if (value.DataType.EqualsIgnoringNullability(type))
            return value;
        var cast = new Cast(value, type, EvalMode.Ansi, Types.TimeZone, IsImplicit: true);
        if (value.DataType is VoidType || CastRules.CanUpCast(value.DataType, CharVarchar.AsString(type)) || (value.DataType is StringType && type is StringType))
        {
            if (CharVarchar.IsIn(type) && ConstantFolder.TryFold(value) is not null && ConstantFolder.TryFold(cast) is null)
                throw AnalysisErrors.DefaultTooLong(type);
            return cast;
        }

        var isNumberForNumber = value.DataType is NumericType && type is NumericType;
        var isTimeForTime = value.DataType is DateType or TimestampType or TimestampNtzType && type is DateType or TimestampType or TimestampNtzType;
        return (isNumberForNumber || isTimeForTime) && ConstantFolder.TryFold(value) is not null && ConstantFolder.TryFold(cast) is not null
            ? cast
            : throw AnalysisErrors.DefaultType(statement, field.Name, text, type, value.DataType);
    }

    private Expression ParsedDefault(string text) => Context.Parser?.ParseExpression(text, Context.Conf) ?? throw InternalErrors.Unreachable(text);

    /// <summary>What a row gets that is written without a value for a column.</summary>
    private Expression DefaultOf(StructField field) => ColumnDefaults.CurrentOf(field) is { } text && Context.Conf.Get(SqlConf.DefaultColumnsEnabled)
        ? ResolverOver([], QueryScope.Root).Resolve(ParsedDefault(text))
        : Literal.Null(CharVarchar.AsString(field.DataType));

    /// <summary>The query of an INSERT with the defaults of the columns in the place of the word DEFAULT. Spark: <c>ResolveColumnDefaultInCommandInputQuery</c>.</summary>
    /// <param name="query">The query, not resolved.</param>
    /// <param name="fields">The columns that it gives, in its order.</param>
    /// <param name="isTop">True where a select list gives the columns.</param>
    private LogicalPlan WithDefaults(LogicalPlan query, List<StructField> fields, bool isTop = true)
    {
        switch (query)
        {
            case UnresolvedInlineTable table when table.Rows.Any(row => row.Count == table.Names.Count && Enumerable.Range(0, row.Count).Any(i => i < fields.Count && IsComputedDefault(row[i], fields[i]))):
                var rows = table.Rows.Map(LogicalPlan (row) => new Project(
                    Enumerable.Range(0, row.Count).Select(Expression (i) => WithName(i < fields.Count ? WithDefault(row[i], fields[i]) : row[i], table.Names[i])).ToEquatableArray(), new OneRowRelation()));
                return rows.Count == 1 ? rows[0] : new Union(rows);
            case UnresolvedInlineTable table:
                return table with { Rows = table.Rows.Map(row => Enumerable.Range(0, row.Count).Select(i => i < fields.Count ? WithDefault(row[i], fields[i]) : row[i]).ToEquatableArray()) };
            case Project project when isTop:
                var list = project.ProjectList;
                return project with { ProjectList = Enumerable.Range(0, list.Count).Select(i => i < fields.Count ? WithDefault(list[i], fields[i]) : list[i]).ToEquatableArray() };
            case SubqueryAlias:
                return query.MapChildren(child => WithDefaults(child, fields, isTop: false));
            case UnresolvedColumnAliases or Sort or Limit or Offset:
                return query.MapChildren(child => WithDefaults(child, fields, isTop));
            default:
                return query;
        }
    }

    /// <summary>DEFAULT that is no constant (<c>current_date()</c>), which VALUES cannot hold.</summary>
    private bool IsComputedDefault(Expression written, StructField field) =>
        IsDefaultWord(written is UnresolvedAlias or Alias ? written.Children[0] : written) && ColumnDefaults.CurrentOf(field) is not null && !DefaultOf(field).IsFoldable;

    private static Alias WithName(Expression cell, string name) => new(cell is UnresolvedAlias or Alias ? cell.Children[0] : cell, name);

    private Expression WithDefault(Expression written, StructField field)
    {
        var value = written is UnresolvedAlias or Alias ? written.Children[0] : written;
        if (IsDefaultWord(value))
        {
            Expression replacement = ColumnDefaults.CurrentOf(field) is { } text ? new Cast(ParsedDefault(text), CharVarchar.AsString(field.DataType), EvalMode.Ansi, Types.TimeZone) : Literal.NullVoid;
            return written is UnresolvedAlias or Alias ? new Alias(replacement, field.Name) : replacement;
        }

        return value.Collect<UnresolvedAttribute>().Any(IsDefaultWord) ? throw AnalysisErrors.DefaultPlacement() : written;
    }

    private static bool IsDefaultWord(Expression expression) => expression is UnresolvedAttribute { NameParts: [var word] } && IsSame(word, DefaultWord);
}

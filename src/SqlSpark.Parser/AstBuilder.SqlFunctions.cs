using SqlSpark.Catalyst.Catalog;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;
using static SqlSpark.Parser.Generated.SqlSparkParser;

namespace SqlSpark.Parser;

/// <content>CREATE FUNCTION with a body of SQL.</content>
internal sealed partial class AstBuilder
{
    /// <summary>Spark: <c>visitCreateUserDefinedFunction</c>.</summary>
    private LogicalPlan CreateFunction(CreateSqlFunctionContext context)
    {
        using var place = At(context);
        var isTemporary = context.temporary() is not null;
        var name = NameParts(context.identifierReference());
        if (context.ifNotExists() is not null && context.REPLACE() is not null)
            throw Error(context, "INVALID_SQL_SYNTAX.CREATE_ROUTINE_WITH_IF_NOT_EXISTS_AND_REPLACE");
        if (context.ifNotExists() is not null && isTemporary)
            throw Error(context, "INVALID_SQL_SYNTAX.CREATE_TEMP_FUNC_WITH_IF_NOT_EXISTS");
        if (isTemporary && name.Count == 2)
            throw Error(context, "INVALID_SQL_SYNTAX.CREATE_TEMP_FUNC_WITH_DATABASE", ("database", SqlIdentifier.Quote(name[0])));
        if (isTemporary && name.Count > 2)
            throw Error(context, "INVALID_SQL_SYNTAX.MULTI_PART_NAME", ("statement", "CREATE TEMPORARY FUNCTION"), ("name", SqlIdentifier.Quote(name)));
        var returns = context.functionReturns();
        if (returns?.columnTypeList() is { } list && list.columnType().FirstOrDefault(c => c.NULL() is not null) is { } notNull)
            throw Error(notNull, "USER_DEFINED_FUNCTIONS.NOT_NULL_ON_FUNCTION_PARAMETERS", ("input", TextOf(notNull)));
        var parameters = context.columnDefinition().Select(Parameter).ToEquatableArray();
        var function = new SqlFunction(
            name,
            parameters,
            context.expression() is { } body ? Expression(body) : null,
            context.query() is { } query ? Query(query) : null,
            TextOf((Antlr4.Runtime.ParserRuleContext?)context.expression() ?? context.query()),
            conf)
        {
            IsTable = returns?.TABLE() is not null,
            ReturnType = returns?.dataType() is { } type ? DataType(type) : null,
            ReturnColumns = returns?.columnTypeList() is { } columns ? Schema(columns) : null,
        };
        foreach (var characteristic in context.functionCharacteristic())
        {
            switch (characteristic)
            {
                case FunctionLanguageContext language:
                    if (!Name(language.identifier()).Equals("SQL", StringComparison.OrdinalIgnoreCase))
                        throw NotAllowed(language, $"Unsupported language for user defined functions: {Name(language.identifier())}");
                    break;
                case FunctionDeterminismContext determinism:
                    CheckFirst(determinism, function.IsDeterministic is null, "DETERMINISTIC");
                    function = function with { IsDeterministic = determinism.NOT() is null };
                    break;
                case FunctionCommentContext comment:
                    CheckFirst(comment, function.Comment is null, "COMMENT");
                    function = function with { Comment = StringValue(comment.STRING()) };
                    break;
                case FunctionContainsSqlContext or FunctionReadsSqlDataContext:
                    CheckFirst(characteristic, function.ReadsData is null, "SQL DATA ACCESS");
                    function = function with { ReadsData = characteristic is FunctionReadsSqlDataContext };
                    break;
                case FunctionSpecificNameContext:
                case FunctionNullInputContext { } input when input.RETURNS() is null:
                case FunctionSecurityContext { } security when security.INVOKER() is null:
                    break;
                default:
                    return Unrun(context, $"CREATE FUNCTION with {TextOf(characteristic).ToUpperInvariant()}");
            }
        }

        return new CreateSqlFunction(function, isTemporary, context.REPLACE() is not null, context.ifNotExists() is not null);
    }

    private SqlFunctionParameter Parameter(ColumnDefinitionContext context)
    {
        using var place = At(context);
        var parameter = new SqlFunctionParameter(Name(context.identifier()), DataType(context.dataType()), null, null, null);
        foreach (var option in context.columnOption())
        {
            switch (option)
            {
                case ColumnDefaultContext value:
                    CheckFirst(value, parameter.Default is null, "DEFAULT");
                    parameter = parameter with { Default = Expression(value.expression()), DefaultText = TextOf(value.expression()) };
                    break;
                case ColumnCommentContext comment:
                    CheckFirst(comment, parameter.Comment is null, "COMMENT");
                    parameter = parameter with { Comment = StringValue(comment.STRING()) };
                    break;
                case ColumnNotNullContext:
                    throw Error(context, "USER_DEFINED_FUNCTIONS.NOT_NULL_ON_FUNCTION_PARAMETERS", ("input", TextOf(context)));
                case ColumnGeneratedContext or ColumnIdentityContext:
                    throw Error(context, "INVALID_SQL_SYNTAX.CREATE_FUNC_WITH_GENERATED_COLUMNS_AS_PARAMETERS");
                default:
                    throw Error(context, "INVALID_SQL_SYNTAX.CREATE_FUNC_WITH_COLUMN_CONSTRAINTS");
            }
        }

        return parameter;
    }
}

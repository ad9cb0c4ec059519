using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Collections;
using static SqlSpark.Parser.Generated.SqlSparkParser;

namespace SqlSpark.Parser;

/// <content>Session variables and EXECUTE IMMEDIATE.</content>
internal sealed partial class AstBuilder
{
    private DeclareVariables Declare(DeclareVariableContext context)
    {
        if (context.dataType() is null && context.variableDefault() is null)
            throw Error(context, "INVALID_SQL_SYNTAX.VARIABLE_TYPE_OR_DEFAULT_REQUIRED");
        var value = context.variableDefault() is { } written ? Expression(written.expression()) : Catalyst.Expressions.Literal.NullVoid;
        return new DeclareVariables(
            context.identifierReferences().identifierReference().Select(NameParts).ToEquatableArray(),
            context.dataType() is { } type ? DataType(type) : null,
            value,
            context.variableDefault() is { } text ? TextOf(text.expression()) : "NULL",
            OneRow([value]),
            context.REPLACE() is not null);
    }

    private SetVariables SetVariables(SetVariablesContext context)
    {
        var assignments = context.assignmentList().assignment();
        return new SetVariables(
            assignments.Select(a => NameParts(a.multipartIdentifier())).ToEquatableArray(), OneRow(assignments.Select(a => Expression(a.expression())).ToEquatableArray()));
    }

    private static Project OneRow(EquatableArray<Expression> values) => new(values.Map(Expression (v) => new UnresolvedAlias(v)), new OneRowRelation());

    /// <summary>An argument of USING; with a name it is an <see cref="Alias"/>.</summary>
    private Expression Argument(NamedExpressionContext context) => NamedExpression(context) is UnresolvedAlias { Child: var value } ? value : NamedExpression(context);
}

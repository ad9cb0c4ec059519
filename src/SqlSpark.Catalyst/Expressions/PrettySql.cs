using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Expressions;

/// <summary>A text that stands for an expression inside a generated column name. Never evaluated.</summary>
/// <param name="Name">The text.</param>
/// <param name="Type">The type of the expression it stands for.</param>
public sealed record PrettyAttribute(string Name, DataType Type) : LeafExpression
{
    /// <inheritdoc />
    public override DataType DataType => Type;

    /// <inheritdoc />
    public override bool Nullable => true;

    /// <inheritdoc />
    public override string Sql => Name;
}

/// <summary>An expression that prints itself differently inside generated column names.</summary>
public interface IPrettyExpression
{
    /// <summary>What stands for this expression, whose children are pretty already, inside a generated column name.</summary>
    Expression ToPretty();
}

/// <summary>
/// Names of columns without an alias: the SQL of an expression with plain names for attributes, bare strings and no implicit casts.
/// They are part of Spark's answers. Spark: <c>toPrettySQL</c>.
/// </summary>
public static class PrettySql
{
    /// <summary>The generated name of a column that holds <paramref name="expression"/>.</summary>
    public static string Of(Expression expression) => Prettify(expression).Sql;

    /// <summary>The expression with pretty parts, for nodes that build their own names.</summary>
    public static Expression Prettify(Expression expression) => expression.TransformUp(static node => node switch
    {
        AttributeReference attribute => new PrettyAttribute(attribute.Name, attribute.Type),
        Literal literal => new PrettyAttribute(LiteralFormat.ToPretty(literal), literal.Type),
        RewriteCall call => call with { Arguments = call.Arguments.MapUnchanged(Prettify) },
        IPrettyExpression pretty => pretty.ToPretty(),
        _ => node,
    });
}

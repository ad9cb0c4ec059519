using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Miscellaneous;

/// <summary><c>collation(text)</c>: the full name of the collation of a text.</summary>
/// <remarks>Spark: <c>Collation</c> in collationExpressions.scala.</remarks>
internal static class CollationName
{
    public static readonly ScalarFunction Definition = new("collation")
    {
        Group = FunctionGroup.String,
        Since = "4.0.0",
        Usage = "collation(expr) - Returns the name of the collation of expr.",
        Examples = [new("SELECT collation('Spark SQL')", "SYSTEM.BUILTIN.UTF8_BINARY")],
        RewriteArity = (1, 1),
        Rewrite = static call => call.Type(0) switch
        {
            StringType text => Literal.String($"SYSTEM.BUILTIN.{text.Collation}"),
            VoidType => Literal.String($"SYSTEM.BUILTIN.{StringType.DefaultCollation}"),
            _ => throw BuiltinErrors.UnexpectedType(call, 0, ["STRING"]),
        },
    };
}

using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Scalar.Predicates;

/// <summary><c>isnotnull(a)</c>: a IS NOT NULL.</summary>
/// <remarks>Spark: <c>IsNotNull</c> in nullExpressions.scala.</remarks>
internal static class IsNotNullTest
{
    public static readonly ScalarFunction Definition = new("isnotnull")
    {
        Printer = static (_, arguments) => $"({arguments[0]} IS NOT NULL)",
        Group = FunctionGroup.Predicate,
        Usage = "isnotnull(expr) - Returns whether expr is not NULL.",
        Examples = [new("SELECT isnotnull(1)", "true")],
        RewriteArity = (1, 1),
        Rewrite = static call => new IsNotNull(call.Arguments[0]),
    };
}

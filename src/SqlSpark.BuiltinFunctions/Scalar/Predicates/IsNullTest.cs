using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Scalar.Predicates;

/// <summary><c>isnull(a)</c>: a IS NULL.</summary>
/// <remarks>Spark: <c>IsNull</c> in nullExpressions.scala.</remarks>
internal static class IsNullTest
{
    public static readonly ScalarFunction Definition = new("isnull")
    {
        Printer = static (_, arguments) => $"({arguments[0]} IS NULL)",
        Group = FunctionGroup.Predicate,
        Usage = "isnull(expr) - Returns whether expr is NULL.",
        Examples = [new("SELECT isnull(1)", "false")],
        RewriteArity = (1, 1),
        Rewrite = static call => new IsNull(call.Arguments[0]),
    };
}

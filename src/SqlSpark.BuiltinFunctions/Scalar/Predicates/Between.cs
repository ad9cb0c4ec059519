using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Scalar.Predicates;

/// <summary><c>a BETWEEN low AND high</c>: both bounds count.</summary>
/// <remarks>Spark: <c>Between</c> in predicates.scala.</remarks>
internal static class Between
{
    public static readonly ScalarFunction Definition = new("between")
    {
        Group = FunctionGroup.Predicate,
        Usage = "expr BETWEEN lower AND upper - Returns whether expr is at least lower and at most upper.",
        Examples = [new("SELECT 0.5 BETWEEN 0.1 AND 1.0", "true")],
        RewriteArity = (3, 3),
        Rewrite = static call => new And(
            Comparison.GreaterThanOrEqual(call.Arguments[0], call.Arguments[1]), Comparison.LessThanOrEqual(call.Arguments[0], call.Arguments[2])),
    };
}

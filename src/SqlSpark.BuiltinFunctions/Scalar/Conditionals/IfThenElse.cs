using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Scalar.Conditionals;

/// <summary><c>if(condition, a, b)</c>: a where the condition is TRUE, else b.</summary>
/// <remarks>Spark: <c>If</c> in conditionalExpressions.scala.</remarks>
internal static class IfThenElse
{
    public static readonly ScalarFunction Definition = new("if")
    {
        Printer = static (_, arguments) => $"(IF({string.Join(", ", arguments)}))",
        Group = FunctionGroup.Conditional,
        Usage = "if(expr1, expr2, expr3) - Returns expr2 if expr1 is TRUE, else expr3.",
        Examples = [new("SELECT if(1 < 2, 'a', 'b')", "a")],
        RewriteArity = (3, 3),
        Rewrite = static call => new If(call.Arguments[0], call.Arguments[1], call.Arguments[2]),
    };
}

using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary><c>instr(s, part)</c>: where a part first occurs, counted from 1; 0 when nowhere.</summary>
/// <remarks>Spark: <c>StringInstr</c> in stringExpressions.scala.</remarks>
internal static class InString
{
    public static readonly ScalarFunction Definition = new("instr")
    {
        Group = FunctionGroup.String,
        Since = "1.5.0",
        Usage = "instr(str, substr) - Returns the position of the first occurrence of substr in str, or 0.",
        Examples = [new("SELECT instr('SparkSQL', 'SQL')", "6")],
        RewriteArity = (2, 2),
        Rewrite = static call => new UnresolvedFunction("position", call.Arguments[1], call.Arguments[0]),
    };
}

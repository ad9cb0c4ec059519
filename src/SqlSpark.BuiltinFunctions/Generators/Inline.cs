using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Generators;

/// <summary><c>inline(a)</c>: a row for each struct of an array, its fields as columns.</summary>
/// <remarks>Spark: <c>Inline</c> in generators.scala.</remarks>
internal static class Inline
{
    public static readonly GeneratorFunction Definition = new("inline")
    {
        Group = FunctionGroup.Generator,
        Since = "2.0.0",
        Usage = "inline(expr) - Makes a row for each struct of an array, with a column for each of its fields.",
        Examples = [new("SELECT inline(array(struct(1, 'a'), struct(2, 'b')))", "1\ta\n2\tb")],
        ParameterNames = ["input"],
        Overloads = [new([TypePattern.Any], static call => Collections.Explode(call, ExplodeForm.Fields))],
    };
}

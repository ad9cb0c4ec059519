using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Generators;

/// <summary><c>inline_outer(a)</c>: a row for each struct of an array, its fields as columns, and one of NULLs where there is none.</summary>
/// <remarks>Spark: <c>GeneratorOuter</c> in generators.scala.</remarks>
internal static class InlineOuter
{
    public static readonly GeneratorFunction Definition = new("inline_outer")
    {
        Group = FunctionGroup.Generator,
        Since = "2.0.0",
        Usage = "inline_outer(expr) - As inline, but an array that is NULL or empty makes a row of NULLs.",
        Examples = [new("SELECT inline_outer(array(struct(1, 'a'), struct(2, 'b')))", "1\ta\n2\tb")],
        ParameterNames = ["input"],
        OuterOf = Inline.Definition,
    };
}

using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Generators;

/// <summary><c>explode(a)</c>: a row for each element of an array or entry of a map.</summary>
/// <remarks>Spark: <c>Explode</c> in generators.scala.</remarks>
internal static class Explode
{
    public static readonly GeneratorFunction Definition = new("explode")
    {
        Group = FunctionGroup.Generator,
        Since = "1.0.0",
        Usage = "explode(expr) - Makes a row for each element of an array, in the column col, or for each entry of a map, in key and value.",
        Examples = [new("SELECT explode(array(10, 20))", "10\n20")],
        ParameterNames = ["collection"],
        Overloads = [new([TypePattern.Any], static call => Collections.Explode(call, ExplodeForm.Elements))],
    };
}

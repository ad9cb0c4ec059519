using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Generators;

/// <summary><c>explode_outer(a)</c>: a row for each element of an array or entry of a map, and one of NULLs where there is none.</summary>
/// <remarks>Spark: <c>GeneratorOuter</c> in generators.scala.</remarks>
internal static class ExplodeOuter
{
    public static readonly GeneratorFunction Definition = new("explode_outer")
    {
        Group = FunctionGroup.Generator,
        Since = "1.0.0",
        Usage = "explode_outer(expr) - As explode, but an array or map that is NULL or empty makes a row of NULLs.",
        Examples = [new("SELECT explode_outer(array(10, 20))", "10\n20"), new("SELECT explode_outer(cast(NULL AS array<int>))", "NULL")],
        ParameterNames = ["collection"],
        OuterOf = Explode.Definition,
    };
}

using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Generators;

/// <summary><c>posexplode_outer(a)</c>: a row for each element of an array or entry of a map, with its position, and one of NULLs where there is none.</summary>
/// <remarks>Spark: <c>GeneratorOuter</c> in generators.scala.</remarks>
internal static class PosExplodeOuter
{
    public static readonly GeneratorFunction Definition = new("posexplode_outer")
    {
        Group = FunctionGroup.Generator,
        Since = "2.0.0",
        Usage = "posexplode_outer(expr) - As posexplode, but an array or map that is NULL or empty makes a row of NULLs.",
        Examples = [new("SELECT posexplode_outer(array(10, 20))", "0\t10\n1\t20"), new("SELECT posexplode_outer(cast(NULL AS array<int>))", "NULL\tNULL")],
        ParameterNames = ["collection"],
        OuterOf = PosExplode.Definition,
    };
}

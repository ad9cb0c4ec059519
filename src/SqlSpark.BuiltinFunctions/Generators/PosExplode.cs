using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Generators;

/// <summary><c>posexplode(a)</c>: a row for each element of an array or entry of a map, with its position.</summary>
/// <remarks>Spark: <c>PosExplode</c> in generators.scala.</remarks>
internal static class PosExplode
{
    public static readonly GeneratorFunction Definition = new("posexplode")
    {
        Group = FunctionGroup.Generator,
        Since = "2.0.0",
        Usage = "posexplode(expr) - As explode, with the position from 0 on in the column pos before the others.",
        Examples = [new("SELECT posexplode(array(10, 20))", "0\t10\n1\t20")],
        ParameterNames = ["collection"],
        Overloads = [new([TypePattern.Any], static call => Collections.Explode(call, ExplodeForm.WithPosition))],
    };
}

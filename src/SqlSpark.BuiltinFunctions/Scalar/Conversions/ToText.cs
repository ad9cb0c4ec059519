using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Conversions;

/// <summary><c>string(a)</c>: a cast to STRING.</summary>
/// <remarks>Spark: <c>FunctionRegistry.castAlias</c>.</remarks>
internal static class ToText
{
    public static readonly ScalarFunction Definition = new("string")
    {
        Printer = CastRewrites.Print,
        Group = FunctionGroup.Conversion,
        Since = "2.0.1",
        Usage = "string(expr) - Casts expr to STRING.",
        Examples = [new("SELECT string(12)", "12")],
        RewriteArity = (1, 1),
        Rewrite = CastRewrites.To(StringType.Instance),
    };
}

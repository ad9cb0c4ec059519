using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Conversions;

/// <summary><c>float(a)</c>: a cast to FLOAT.</summary>
/// <remarks>Spark: <c>FunctionRegistry.castAlias</c>.</remarks>
internal static class ToFloat
{
    public static readonly ScalarFunction Definition = new("float")
    {
        Printer = CastRewrites.Print,
        Group = FunctionGroup.Conversion,
        Since = "2.0.1",
        Usage = "float(expr) - Casts expr to FLOAT.",
        Examples = [new("SELECT float('1.5')", "1.5")],
        RewriteArity = (1, 1),
        Rewrite = CastRewrites.To(FloatType.Instance),
    };
}

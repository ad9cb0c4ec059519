using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Conversions;

/// <summary><c>double(a)</c>: a cast to DOUBLE.</summary>
/// <remarks>Spark: <c>FunctionRegistry.castAlias</c>.</remarks>
internal static class ToDouble
{
    public static readonly ScalarFunction Definition = new("double")
    {
        Printer = CastRewrites.Print,
        Group = FunctionGroup.Conversion,
        Since = "2.0.1",
        Usage = "double(expr) - Casts expr to DOUBLE.",
        Examples = [new("SELECT double('1.5')", "1.5")],
        RewriteArity = (1, 1),
        Rewrite = CastRewrites.To(DoubleType.Instance),
    };
}

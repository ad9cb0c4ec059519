using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Conversions;

/// <summary><c>binary(a)</c>: a cast to BINARY.</summary>
/// <remarks>Spark: <c>FunctionRegistry.castAlias</c>.</remarks>
internal static class ToBytes
{
    public static readonly ScalarFunction Definition = new("binary")
    {
        Printer = CastRewrites.Print,
        Group = FunctionGroup.Conversion,
        Since = "2.0.1",
        Usage = "binary(expr) - Casts expr to BINARY.",
        Examples = [new("SELECT binary('ab')", "ab")],
        RewriteArity = (1, 1),
        Rewrite = CastRewrites.To(BinaryType.Instance),
    };
}

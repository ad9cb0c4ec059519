using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Conversions;

/// <summary><c>bigint(a)</c>: a cast to BIGINT.</summary>
/// <remarks>Spark: <c>FunctionRegistry.castAlias</c>.</remarks>
internal static class ToBigInt
{
    public static readonly ScalarFunction Definition = new("bigint")
    {
        Printer = CastRewrites.Print,
        Group = FunctionGroup.Conversion,
        Since = "2.0.1",
        Usage = "bigint(expr) - Casts expr to BIGINT.",
        Examples = [new("SELECT bigint('1')", "1")],
        RewriteArity = (1, 1),
        Rewrite = CastRewrites.To(LongType.Instance),
    };
}

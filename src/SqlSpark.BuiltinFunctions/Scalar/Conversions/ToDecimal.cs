using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Conversions;

/// <summary><c>decimal(a)</c>: a cast to DECIMAL.</summary>
/// <remarks>Spark: <c>FunctionRegistry.castAlias</c>.</remarks>
internal static class ToDecimal
{
    public static readonly ScalarFunction Definition = new("decimal")
    {
        Printer = CastRewrites.Print,
        Group = FunctionGroup.Conversion,
        Since = "2.0.1",
        Usage = "decimal(expr) - Casts expr to DECIMAL.",
        Examples = [new("SELECT decimal('12.7')", "13")],
        RewriteArity = (1, 1),
        Rewrite = CastRewrites.To(DecimalType.UserDefault),
    };
}

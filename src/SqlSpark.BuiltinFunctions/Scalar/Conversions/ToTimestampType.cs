using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Conversions;

/// <summary><c>timestamp(a)</c>: a cast to TIMESTAMP.</summary>
/// <remarks>Spark: <c>FunctionRegistry.castAlias</c>.</remarks>
internal static class ToTimestampType
{
    public static readonly ScalarFunction Definition = new("timestamp")
    {
        Printer = CastRewrites.Print,
        Group = FunctionGroup.Conversion,
        Since = "2.0.1",
        Usage = "timestamp(expr) - Casts expr to TIMESTAMP.",
        Examples = [new("SELECT timestamp('2024-02-29 01:02:03') = timestamp('2024-02-29 01:02:03')", "true")],
        RewriteArity = (1, 1),
        Rewrite = CastRewrites.To(TimestampType.Instance),
    };
}

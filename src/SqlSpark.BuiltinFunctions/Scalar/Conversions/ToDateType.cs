using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Conversions;

/// <summary><c>date(a)</c>: a cast to DATE.</summary>
/// <remarks>Spark: <c>FunctionRegistry.castAlias</c>.</remarks>
internal static class ToDateType
{
    public static readonly ScalarFunction Definition = new("date")
    {
        Printer = CastRewrites.Print,
        Group = FunctionGroup.Conversion,
        Since = "2.0.1",
        Usage = "date(expr) - Casts expr to DATE.",
        Examples = [new("SELECT date('2024-02-29')", "2024-02-29")],
        RewriteArity = (1, 1),
        Rewrite = CastRewrites.To(DateType.Instance),
    };
}

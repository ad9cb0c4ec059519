using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Conversions;

/// <summary><c>tinyint(a)</c>: a cast to TINYINT.</summary>
/// <remarks>Spark: <c>FunctionRegistry.castAlias</c>.</remarks>
internal static class ToTinyInt
{
    public static readonly ScalarFunction Definition = new("tinyint")
    {
        Printer = CastRewrites.Print,
        Group = FunctionGroup.Conversion,
        Since = "2.0.1",
        Usage = "tinyint(expr) - Casts expr to TINYINT.",
        Examples = [new("SELECT tinyint('12')", "12")],
        RewriteArity = (1, 1),
        Rewrite = CastRewrites.To(ByteType.Instance),
    };
}

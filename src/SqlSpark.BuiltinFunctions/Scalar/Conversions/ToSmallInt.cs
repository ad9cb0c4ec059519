using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Conversions;

/// <summary><c>smallint(a)</c>: a cast to SMALLINT.</summary>
/// <remarks>Spark: <c>FunctionRegistry.castAlias</c>.</remarks>
internal static class ToSmallInt
{
    public static readonly ScalarFunction Definition = new("smallint")
    {
        Printer = CastRewrites.Print,
        Group = FunctionGroup.Conversion,
        Since = "2.0.1",
        Usage = "smallint(expr) - Casts expr to SMALLINT.",
        Examples = [new("SELECT smallint('12')", "12")],
        RewriteArity = (1, 1),
        Rewrite = CastRewrites.To(ShortType.Instance),
    };
}

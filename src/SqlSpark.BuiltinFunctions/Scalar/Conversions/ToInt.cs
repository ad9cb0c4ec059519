using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Conversions;

/// <summary><c>int(a)</c>: a cast to INT.</summary>
/// <remarks>Spark: <c>FunctionRegistry.castAlias</c>.</remarks>
internal static class ToInt
{
    public static readonly ScalarFunction Definition = new("int")
    {
        Printer = CastRewrites.Print,
        Group = FunctionGroup.Conversion,
        Since = "2.0.1",
        Usage = "int(expr) - Casts expr to INT.",
        Examples = [new("SELECT int('12')", "12")],
        RewriteArity = (1, 1),
        Rewrite = CastRewrites.To(IntegerType.Instance),
    };
}

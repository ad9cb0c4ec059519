using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Conversions;

/// <summary><c>boolean(a)</c>: a cast to BOOLEAN.</summary>
/// <remarks>Spark: <c>FunctionRegistry.castAlias</c>.</remarks>
internal static class ToBoolean
{
    public static readonly ScalarFunction Definition = new("boolean")
    {
        Printer = CastRewrites.Print,
        Group = FunctionGroup.Conversion,
        Since = "2.0.1",
        Usage = "boolean(expr) - Casts expr to BOOLEAN.",
        Examples = [new("SELECT boolean('true')", "true")],
        RewriteArity = (1, 1),
        Rewrite = CastRewrites.To(BooleanType.Instance),
    };
}

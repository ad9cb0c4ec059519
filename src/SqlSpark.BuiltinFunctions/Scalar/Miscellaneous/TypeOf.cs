using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Scalar.Miscellaneous;

/// <summary><c>typeof(a)</c>: the name of the type of a value.</summary>
/// <remarks>Spark: <c>TypeOf</c> in misc.scala.</remarks>
internal static class TypeOf
{
    public static readonly ScalarFunction Definition = new("typeof")
    {
        Group = FunctionGroup.Misc,
        Since = "3.0.0",
        Usage = "typeof(expr) - Returns the name of the type of expr.",
        Examples = [new("SELECT typeof(1)", "int"), new("SELECT typeof(array(1))", "array<int>")],
        RewriteArity = (1, 1),
        Rewrite = static call => Literal.String(call.Type(0).CatalogString),
    };
}

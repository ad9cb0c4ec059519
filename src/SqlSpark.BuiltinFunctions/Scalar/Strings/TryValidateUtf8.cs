using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary><c>try_validate_utf8(s)</c>: the string, or NULL when its bytes are not UTF-8.</summary>
/// <remarks>Spark: <c>TryValidateUTF8</c> in stringExpressions.scala.</remarks>
internal static class TryValidateUtf8
{
    public static readonly ScalarFunction Definition = new("try_validate_utf8")
    {
        Group = FunctionGroup.String,
        Since = "4.0.0",
        Usage = "try_validate_utf8(str) - Returns str if its bytes are UTF-8, otherwise NULL.",
        Examples = [new("SELECT try_validate_utf8('Spark')", "Spark"), new("SELECT try_validate_utf8(x'80')", "NULL")],
        Overloads = [Overload.TryUnary<Utf8View, Utf8View, Utf8Validation>(onError: OnError.Null)],
    };
}

using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary><c>validate_utf8(s)</c>: the string, or an error when its bytes are not UTF-8.</summary>
/// <remarks>Spark: <c>ValidateUTF8</c> in stringExpressions.scala. INVALID_UTF8_STRING whether or not ANSI mode is on.</remarks>
internal static class ValidateUtf8
{
    public static readonly ScalarFunction Definition = new("validate_utf8")
    {
        Group = FunctionGroup.String,
        Since = "4.0.0",
        Usage = "validate_utf8(str) - Returns str if its bytes are UTF-8, otherwise raises INVALID_UTF8_STRING.",
        Examples = [new("SELECT validate_utf8('Spark')", "Spark"), new("SELECT validate_utf8(x'61')", "a")],
        Overloads = [Overload.TryUnary<Utf8View, Utf8View, Utf8Validation>(onError: OnError.Throw)],
    };
}

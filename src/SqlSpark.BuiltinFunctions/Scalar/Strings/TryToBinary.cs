using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary><c>try_to_binary(s, format)</c>: the bytes that a text writes: hex, utf-8 or base64.</summary>
/// <remarks>Spark: <c>TryToBinary</c> in stringExpressions.scala. CONVERSION_INVALID_INPUT.</remarks>
internal static class TryToBinary
{
    public static readonly ScalarFunction Definition = new("try_to_binary")
    {
        Group = FunctionGroup.String,
        Since = "3.5.0",
        Usage = "try_to_binary(str[, fmt]) - Returns the bytes that str writes in hex, which is the default, utf-8 or base64; NULL when it does not.",
        Examples =
        [
            new("SELECT try_to_binary('abc', 'utf-8')", "abc"),
            new("SELECT try_to_binary('4142')", "AB"),
            new("SELECT try_to_binary('a!', 'base64')", "NULL"),
        ],
        Overloads =
        [
            Overload.Bound([TypePattern.String, TypePattern.String], static call => BinaryConversion.Bind(call, OnError.Null)) with { OptionalCount = 1 },
        ],
    };
}

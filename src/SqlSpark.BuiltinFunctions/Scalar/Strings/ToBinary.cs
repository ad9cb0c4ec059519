using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary><c>to_binary(s, format)</c>: the bytes that a text writes: hex, utf-8 or base64.</summary>
/// <remarks>Spark: <c>ToBinary</c> in stringExpressions.scala. CONVERSION_INVALID_INPUT.</remarks>
internal static class ToBinary
{
    public static readonly ScalarFunction Definition = new("to_binary")
    {
        Group = FunctionGroup.String,
        Since = "3.3.0",
        Usage = "to_binary(str[, fmt]) - Returns the bytes that str writes in hex, which is the default, utf-8 or base64.",
        Examples = [new("SELECT to_binary('abc', 'utf-8')", "abc"), new("SELECT to_binary('4142')", "AB")],
        Overloads =
        [
            Overload.Bound([TypePattern.String, TypePattern.String], static call => BinaryConversion.Bind(call, OnError.Throw)) with { OptionalCount = 1 },
        ],
    };
}

using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary><c>trim(s)</c>, <c>trim(BOTH characters FROM s)</c>: the text without blanks, or without some characters, at both ends.</summary>
/// <remarks>Spark: <c>StringTrim</c> in stringExpressions.scala.</remarks>
internal static class Trim
{
    public static readonly ScalarFunction Definition = new("trim")
    {
        Printer = static (name, arguments) => arguments.Count == 1 ? $"{name}({arguments[0]})" : $"TRIM(BOTH {arguments[0]} FROM {arguments[1]})",
        Group = FunctionGroup.String,
        Since = "1.5.0",
        Usage = "trim([trimStr, ]str) - Returns str without the characters of trimStr, blanks by default, at both ends.",
        Examples = [new("SELECT concat('[', trim('    SparkSQL   '), ']')", "[SparkSQL]")],
        Overloads = TrimOverloads.Of<TrimOverloads.Both>(),
    };
}

using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary><c>rtrim(s)</c>, <c>trim(TRAILING characters FROM s)</c>: the text without blanks, or without some characters, at the end.</summary>
/// <remarks>Spark: <c>StringTrimRight</c> in stringExpressions.scala.</remarks>
internal static class RightTrim
{
    public static readonly ScalarFunction Definition = new("rtrim")
    {
        Printer = static (name, arguments) => arguments.Count == 1 ? $"{name}({arguments[0]})" : $"TRIM(TRAILING {arguments[0]} FROM {arguments[1]})",
        Group = FunctionGroup.String,
        Since = "1.5.0",
        Usage = "rtrim([trimStr, ]str) - Returns str without the characters of trimStr, blanks by default, at the end.",
        Examples = [new("SELECT concat('[', rtrim('    SparkSQL   '), ']')", "[    SparkSQL]")],
        Overloads = TrimOverloads.Of<TrimOverloads.Trailing>(),
    };
}

using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary><c>ltrim(s)</c>, <c>trim(LEADING characters FROM s)</c>: the text without blanks, or without some characters, at the start.</summary>
/// <remarks>Spark: <c>StringTrimLeft</c> in stringExpressions.scala.</remarks>
internal static class LeftTrim
{
    public static readonly ScalarFunction Definition = new("ltrim")
    {
        Printer = static (name, arguments) => arguments.Count == 1 ? $"{name}({arguments[0]})" : $"TRIM(LEADING {arguments[0]} FROM {arguments[1]})",
        Group = FunctionGroup.String,
        Since = "1.5.0",
        Usage = "ltrim([trimStr, ]str) - Returns str without the characters of trimStr, blanks by default, at the start.",
        Examples = [new("SELECT concat('[', ltrim('    SparkSQL   '), ']')", "[SparkSQL   ]")],
        Overloads = TrimOverloads.Of<TrimOverloads.Leading>(),
    };
}

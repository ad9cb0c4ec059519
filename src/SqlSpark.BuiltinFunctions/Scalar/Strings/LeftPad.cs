using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary><c>lpad(s, n, pad)</c>: s filled up to n characters at the left, or cut.</summary>
/// <remarks>Spark: <c>StringLPad</c> in stringExpressions.scala.</remarks>
internal static class LeftPad
{
    public static readonly ScalarFunction Definition = new("lpad")
    {
        Prepare = Padding.Prepare,
        Group = FunctionGroup.String,
        Since = "1.5.0",
        Usage = "lpad(str, len[, pad]) - Returns str filled up with pad at the left to len characters, or cut to them; bytes of a binary. pad is a blank, or a zero byte, by default.",
        Examples = [new("SELECT lpad('hi', 5, '??')", "???hi"), new("SELECT lpad('hi', 1, '??')", "h")],
        Overloads = Padding.Overloads<End>(),
    };

    private readonly struct End : IPaddedEnd
    {
        public static bool IsLeft => true;
    }
}

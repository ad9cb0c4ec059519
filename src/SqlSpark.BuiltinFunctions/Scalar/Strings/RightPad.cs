using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary><c>rpad(s, n, pad)</c>: s filled up to n characters at the right, or cut.</summary>
/// <remarks>Spark: <c>StringRPad</c> in stringExpressions.scala.</remarks>
internal static class RightPad
{
    public static readonly ScalarFunction Definition = new("rpad")
    {
        Prepare = Padding.Prepare,
        Group = FunctionGroup.String,
        Since = "1.5.0",
        Usage = "rpad(str, len[, pad]) - Returns str filled up with pad at the right to len characters, or cut to them; bytes of a binary. pad is a blank, or a zero byte, by default.",
        Examples = [new("SELECT rpad('hi', 5, '??')", "hi???"), new("SELECT rpad('hi', 1, '??')", "h")],
        Overloads = Padding.Overloads<End>(),
    };

    private readonly struct End : IPaddedEnd
    {
        public static bool IsLeft => false;
    }
}

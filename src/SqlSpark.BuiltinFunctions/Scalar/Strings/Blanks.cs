using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary><c>space(n)</c>: n blanks.</summary>
/// <remarks>Spark: <c>StringSpace</c> in stringExpressions.scala.</remarks>
internal static class Blanks
{
    public static readonly ScalarFunction Definition = new("space")
    {
        Group = FunctionGroup.String,
        Since = "1.5.0",
        Usage = "space(n) - Returns n blanks.",
        Examples = [new("SELECT concat('[', space(2), ']')", "[  ]")],
        Overloads = [Overload.Utf8<int, Operation>()],
    };

    private readonly struct Operation : IUtf8Operation<int>
    {
        public static void Invoke(int value, ref Utf8Writer result)
        {
            if (value <= 0)
                return;
            result.GetSpan(value)[..value].Fill((byte)' ');
            result.Advance(value);
        }
    }
}

using System.Globalization;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Windows;

/// <summary><c>nth_value(a, n)</c>: the value of the n-th row of the frame, NULL where there are fewer.</summary>
/// <remarks>Spark: <c>NthValue</c> in windowExpressions.scala.</remarks>
internal static class NthValue
{
    public static readonly WindowFunction Definition = new("nth_value")
    {
        Group = FunctionGroup.Window,
        Since = "3.1.0",
        Usage = "nth_value(input, offset) - Returns the value of input at the offset-th row of the frame, from 1; NULL without such a row.",
        Examples = [new("SELECT a, nth_value(a, 2) OVER (ORDER BY a) FROM VALUES (20), (10), (30) AS tab(a)", "10\tNULL\n20\t20\n30\t20")],
        TreatsNulls = true,
        PrintsNullTreatment = true,
        Overloads = [new([TypePattern.Any, IntegerType.Instance], Bind)],
    };

    private static BoundWindowFunction Bind(BindCall call)
    {
        if (!call.Arguments[1].IsFoldable || call.Constant(1)?.Value is not int place)
            throw BuiltinErrors.NotFoldable(call, 1, "offset", "INT");
        if (place <= 0)
            throw BuiltinErrors.OutOfRange(call, "offset", "(0, 9223372036854775807]", place.ToString(CultureInfo.InvariantCulture));
        return new BoundWindowFunction(call.Type(0), true)
        {
            Pick = new RowPick(RowPickOrigin.FrameStart, place - 1),
            Signature = [place],
        };
    }
}

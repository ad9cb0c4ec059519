using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Scalar.Numbers;

/// <summary><c>bround(a, d)</c>: a rounded to d digits after the point, halves to the even digit.</summary>
/// <remarks>Spark: <c>BRound</c> in mathExpressions.scala.</remarks>
internal static class BankersRound
{
    public static readonly ScalarFunction Definition = new("bround")
    {
        Group = FunctionGroup.Math,
        Since = "2.0.0",
        Usage = "bround(expr[, d]) - Returns expr rounded to d digits after the point, halves to the even digit. d is a constant, 0 by default.",
        Examples = [new("SELECT bround(2.5, 0)", "2"), new("SELECT bround(25, -1)", "20")],
        Printer = Round.Definition.Printer,
        Overloads = [Round.Overload(isHalfEven: true)],
    };
}

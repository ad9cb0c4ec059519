using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary><c>try_to_number(text, format)</c>: as <c>to_number</c>, NULL when the text does not match.</summary>
/// <remarks>Spark: <c>TryToNumber</c> in numberFormatExpressions.scala.</remarks>
internal static class TryToNumber
{
    public static readonly ScalarFunction Definition = new("try_to_number")
    {
        Group = FunctionGroup.String,
        Since = "3.3.0",
        Usage = "try_to_number(expr, fmt) - Returns the number that a text stands for by a format such as S99G999D99; NULL when it does not match.",
        Examples = [new("SELECT try_to_number('454.00', '000.00')", "454.00"), new("SELECT try_to_number('x', '9')", "NULL")],
        Overloads = [ToNumber.Overload(OnError.Null)],
    };
}

using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Kernels;

namespace SqlSpark.BuiltinFunctions.Scalar.Numbers;

/// <summary><c>factorial(a)</c>: the product of all whole numbers up to a.</summary>
/// <remarks>Spark: <c>Factorial</c> in mathExpressions.scala. NULL outside of 0 to 20.</remarks>
internal static class Factorial
{
    public static readonly ScalarFunction Definition = new("factorial")
    {
        Group = FunctionGroup.Math,
        Since = "1.5.0",
        Usage = "factorial(expr) - Returns the factorial of expr, an INT from 0 to 20; NULL for other numbers.",
        Examples = [new("SELECT factorial(5)", "120")],
        Overloads = [Overload.TryUnary<int, long, Operation>(onError: OnError.Null)],
    };

    private readonly struct Operation : ITryUnaryOperation<int, long>
    {
        public static bool TryInvoke(int value, out long result)
        {
            result = 1;
            if (value is < 0 or > 20)
                return false;
            for (var factor = 2; factor <= value; factor++)
                result *= factor;
            return true;
        }

        public static RowError Error(int value) => default;
    }
}

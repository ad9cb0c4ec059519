using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Text;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary><c>luhn_check(s)</c>: whether digits pass the Luhn algorithm.</summary>
/// <remarks>Spark: <c>Luhncheck</c> in stringExpressions.scala.</remarks>
internal static class LuhnCheck
{
    public static readonly ScalarFunction Definition = new("luhn_check")
    {
        Group = FunctionGroup.String,
        Since = "3.5.0",
        Usage = "luhn_check(str) - Returns whether str is a number that passes the Luhn algorithm.",
        Examples = [new("SELECT luhn_check('8112189876')", "true"), new("SELECT luhn_check('79927398713A')", "false")],
        Overloads = [Overload.Unary<Utf8View, bool, Operation>()],
    };

    private readonly struct Operation : IUnaryOperation<Utf8View, bool>
    {
        public static bool Invoke(Utf8View value)
        {
            var (sum, isDoubled) = (0, false);
            var digits = value.Bytes;
            for (var i = digits.Length - 1; i >= 0; i--, isDoubled = !isDoubled)
            {
                if (!AsciiText.IsDigit(digits[i]))
                    return false;
                var digit = digits[i] - '0';
                if (isDoubled)
                    digit = digit < 5 ? digit * 2 : (digit * 2) - 9;
                sum += digit;
            }

            return !digits.IsEmpty && sum % 10 == 0;
        }
    }
}

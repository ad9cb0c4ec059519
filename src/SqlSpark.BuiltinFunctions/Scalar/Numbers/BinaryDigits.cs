using System.Numerics;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;

namespace SqlSpark.BuiltinFunctions.Scalar.Numbers;

/// <summary><c>bin(a)</c>: the digits of a number in base 2.</summary>
/// <remarks>Spark: <c>Bin</c> in mathExpressions.scala. Negative numbers in two's complement of 64 bits.</remarks>
internal static class BinaryDigits
{
    public static readonly ScalarFunction Definition = new("bin")
    {
        Group = FunctionGroup.Math,
        Since = "1.5.0",
        Usage = "bin(expr) - Returns the binary digits of a BIGINT.",
        Examples =
        [
            new("SELECT bin(-13)", "1111111111111111111111111111111111111111111111111111111111110011"),
            new("SELECT bin(13)", "1101"),
            new("SELECT bin(13.3)", "1101"),
        ],
        Overloads = [Overload.Utf8<long, Operation>()],
    };

    private readonly struct Operation : IUtf8Operation<long>
    {
        public static void Invoke(long value, ref Utf8Writer result)
        {
            var length = Math.Max(1, 64 - BitOperations.LeadingZeroCount((ulong)value));
            var place = result.GetSpan(length);
            for (var i = 0; i < length; i++)
                place[i] = (byte)('0' + ((value >>> (length - 1 - i)) & 1));
            result.Advance(length);
        }
    }
}

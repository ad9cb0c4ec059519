using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Text;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Numbers;

/// <summary><c>conv(s, from, to)</c>: a whole number written to another base.</summary>
/// <remarks>Spark: <c>Conv</c> in mathExpressions.scala, <c>NumberConverter.convert</c>. Numbers are of 64 bits without sign; a negative target base reads them with one. What does not fit is an error in ANSI mode, else the largest number.</remarks>
internal static class Conv
{
    public static readonly ScalarFunction Definition = new("conv")
    {
        Group = FunctionGroup.Math,
        Since = "1.5.0",
        Usage = "conv(num, from_base, to_base) - Returns num, written to from_base, written to to_base; bases from 2 to 36. What does not fit 64 bits is an error in ANSI mode.",
        Examples = [new("SELECT conv('100', 2, 10)", "4"), new("SELECT conv(-10, 16, -10)", "-16")],
        Overloads = [Overload.Bound([TypePattern.String, IntegerType.Instance, IntegerType.Instance], Bind)],
    };

    private static BoundFunction Bind(BindCall call) => new(
        StringType.Instance, true, Volatility.Immutable, call.IsAnsi, NullBehavior.Propagate, _ => new Kernel(call.IsAnsi))
    {
        BorrowsArguments = false,
        Signature = [call.IsAnsi],
    };

    private sealed class Kernel(bool isAnsi) : IScalarKernel
    {
        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var numbers = new RowReader<Utf8View>(arguments[0]);
            var sources = new RowReader<int>(arguments[1]);
            var targets = new RowReader<int>(arguments[2]);
            Span<byte> text = stackalloc byte[65];
            foreach (var row in rows)
            {
                var number = numbers[row];
                var (source, target) = (sources[row], targets[row]);
                var digits = AsciiText.TrimJava(number.Bytes);
                if (source is < 2 or > 36 || Math.Abs((long)target) is < 2 or > 36 || digits.IsEmpty)
                    result.SetNull(row);
                else if (!TryRead(digits, source, target, out var value, out var isNegative) && isAnsi)
                    errors.Report(row, RowError.Overflow("Overflow in function conv()"));
                else
                    result.SetBytes(row, Write(value, isNegative, Math.Abs(target), text));
            }
        }

        /// <summary>Reads as many digits as there are; false, with the largest number, when they do not fit.</summary>
        private static bool TryRead(ReadOnlySpan<byte> text, int radix, int target, out ulong value, out bool isNegative)
        {
            isNegative = text[0] == '-';
            var wide = UInt128.Zero;
            var fits = true;
            for (var i = isNegative ? 1 : 0; i < text.Length; i++)
            {
                var digit = DigitValue(text[i]);
                if (digit < 0 || digit >= radix)
                    break;
                wide = (wide * (uint)radix) + (uint)digit;
                if (wide > ulong.MaxValue)
                {
                    (wide, fits) = (ulong.MaxValue, false);
                    break;
                }
            }

            value = (ulong)wide;
            if (isNegative && target > 0)
            {
                value = fits && (long)value >= 0 ? 0 - value : ulong.MaxValue;
                isNegative = false;
            }
            else if (target < 0 && (long)value < 0)
            {
                value = 0 - value;
                isNegative = true;
            }

            return fits;
        }

        private static ReadOnlySpan<byte> Write(ulong value, bool isNegative, int radix, Span<byte> text)
        {
            var start = text.Length;
            do
            {
                var digit = (int)(value % (uint)radix);
                text[--start] = (byte)(digit < 10 ? '0' + digit : 'A' + digit - 10);
                value /= (uint)radix;
            }
            while (value != 0);

            if (isNegative)
                text[--start] = (byte)'-';
            return text[start..];
        }

        private static int DigitValue(byte character) => character switch
        {
            >= (byte)'0' and <= (byte)'9' => character - '0',
            >= (byte)'a' and <= (byte)'z' => character - 'a' + 10,
            >= (byte)'A' and <= (byte)'Z' => character - 'A' + 10,
            _ => -1,
        };
    }
}

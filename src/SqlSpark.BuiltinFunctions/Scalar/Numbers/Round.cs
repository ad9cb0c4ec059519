using System.Globalization;
using System.Numerics;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Numbers;

/// <summary><c>round(a, d)</c>: a rounded to d digits after the point, halves away from zero; before the point for negative d.</summary>
/// <remarks>
/// Spark: <c>Round</c> in mathExpressions.scala, nullable whatever the arguments are. Doubles are rounded as the decimal number that they print as, so 2.675 becomes 2.68.
/// </remarks>
internal static class Round
{
    public static readonly ScalarFunction Definition = new("round")
    {
        Group = FunctionGroup.Math,
        Since = "1.5.0",
        Usage = "round(expr[, d]) - Returns expr rounded to d digits after the point, halves away from zero. d is a constant, 0 by default.",
        Examples = [new("SELECT round(2.5, 0)", "3"), new("SELECT round(25, -1)", "30")],
        Printer = static (name, arguments) => $"{name}({arguments[0]}, {(arguments.Count > 1 ? arguments[1] : "0")})",
        Overloads = [Overload(isHalfEven: false)],
    };

    /// <summary>The signature of round and bround, which rounds halves to the even digit.</summary>
    public static FunctionOverload Overload(bool isHalfEven) =>
        Catalyst.Functions.Overload.Bound([TypePattern.Numeric, IntegerType.Instance], call => Bind(call, isHalfEven)) with { OptionalCount = 1 };

    private static BoundFunction Bind(BindCall call, bool isHalfEven)
    {
        var type = call.Type(0);
        var constant = call.Arguments.Count > 1 ? call.Constant(1) ?? throw NotConstant(call) : Literal.Int(0);
        if (constant.Value is not int digits)
            return AlwaysNull(ResultType(type, 0));
        var result = ResultType(type, digits);
        var isChecked = call.IsAnsi && type is IntegralType && digits < 0;
        Func<KernelContext, IScalarKernel> create = type switch
        {
            DecimalType decimalType => _ => new DecimalKernel(decimalType.Scale, digits, ((DecimalType)result).Scale, isHalfEven),
            DoubleType => _ => new DoubleKernel(digits, isHalfEven),
            FloatType => _ => new FloatKernel(digits, isHalfEven),
            _ => _ => new IntegerKernel(type, digits, call.IsAnsi, isHalfEven),
        };
        return new BoundFunction(result, true, Volatility.Immutable, isChecked, NullBehavior.Propagate, create) { Signature = [digits, call.IsAnsi] };
    }

    private static DataType ResultType(DataType type, int digits)
    {
        if (type is not DecimalType(var precision, var scale))
            return type;
        var integralDigits = precision - scale + 1;
        return digits < 0
            ? DecimalType.Bounded(Math.Max(integralDigits, -digits + 1), 0)
            : DecimalType.Bounded(integralDigits + Math.Min(scale, digits), Math.Min(scale, digits));
    }

    private static BoundFunction AlwaysNull(DataType type) =>
        new(type, true, Volatility.Immutable, false, NullBehavior.Propagate, static _ => new NullKernel());

    private static SqlSparkException NotConstant(BindCall call) => BuiltinErrors.NotFoldable(call, 1, "scale", "INT");

    /// <summary>A number divided by a power of ten, at most 10³⁸, and rounded.</summary>
    private static Int128 ScaleDown(Int128 value, int power, bool isHalfEven)
    {
        WideMath.TryRescale(value, -Math.Min(power, WideMath.MaxPower), out var rounded);
        if (!isHalfEven || power == 0 || power > WideMath.MaxPower || Int128.IsEvenInteger(rounded))
            return rounded;
        var half = WideMath.PowerOfTen(power) / 2;
        var remainder = value % WideMath.PowerOfTen(power);
        return remainder == half || remainder == -half ? rounded - Int128.Sign(remainder) : rounded;
    }

    private sealed class NullKernel : IScalarKernel
    {
        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors) => result.Validity.Clear();
    }

    private sealed class DecimalKernel(int scale, int digits, int resultScale, bool isHalfEven) : IScalarKernel
    {
        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var values = new IntegerColumn(arguments[0]);
            foreach (var row in rows)
            {
                // Never too large: one more digit before the point than the argument has.
                var rounded = ScaleDown(values[row], scale - Math.Min(scale, digits), isHalfEven);
                if (digits < 0)
                    WideMath.TryRescale(rounded, resultScale - digits, out rounded);
                Widths.Write(result, row, rounded);
            }
        }
    }

    private sealed class IntegerKernel(DataType type, int digits, bool isAnsi, bool isHalfEven) : IScalarKernel
    {
        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var values = new IntegerColumn(arguments[0]);
            foreach (var row in rows)
            {
                var value = values[row];
                if (digits < 0)
                {
                    value = ScaleDown(value, Math.Min(-digits, WideMath.MaxPower), isHalfEven);
                    value = -digits > WideMath.MaxPower ? 0 : value * WideMath.PowerOfTen(-digits);
                }

                if (isAnsi && Widths.NarrowestFor(value) > type.PhysicalType)
                    errors.Report(row, RowError.Overflow("Overflow"));
                else
                    WriteWrapped(result, row, value);
            }
        }

        private static void WriteWrapped(VectorWriter result, int row, Int128 value)
        {
            switch (result.Physical)
            {
                case PhysicalType.Int8:
                    result.Values<sbyte>()[row] = unchecked((sbyte)value);
                    break;
                case PhysicalType.Int16:
                    result.Values<short>()[row] = unchecked((short)value);
                    break;
                case PhysicalType.Int32:
                    result.Values<int>()[row] = unchecked((int)value);
                    break;
                default:
                    result.Values<long>()[row] = unchecked((long)value);
                    break;
            }
        }
    }

    private sealed class DoubleKernel(int digits, bool isHalfEven) : IScalarKernel
    {
        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var values = new RowReader<double>(arguments[0]);
            var results = result.Values<double>();
            foreach (var row in rows)
                results[row] = Text.Round(values[row], digits, isHalfEven);
        }
    }

    private sealed class FloatKernel(int digits, bool isHalfEven) : IScalarKernel
    {
        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var values = new RowReader<float>(arguments[0]);
            var results = result.Values<float>();
            foreach (var row in rows)
                results[row] = (float)Text.Round(values[row], digits, isHalfEven);
        }
    }

    /// <summary>Rounding in the digits that a double prints as.</summary>
    private static class Text
    {
        public static double Round(double value, int digits, bool isHalfEven)
        {
            if (!double.IsFinite(value))
                return value;
            if (DoubleRounding.TryRound(value, digits, out var direct))
                return direct;
            Span<byte> text = stackalloc byte[32];
            value.TryFormat(text, out var length, "R", CultureInfo.InvariantCulture);
            var (unscaled, scale) = ReadDigits(text[..length]);
            if (scale <= digits)
                return value;
            var divisor = BigInteger.Pow(10, scale - digits);
            var quotient = BigInteger.DivRem(unscaled, divisor, out var remainder);
            var half = (2 * BigInteger.Abs(remainder)).CompareTo(divisor);
            if (half > 0 || (half == 0 && (!isHalfEven || !quotient.IsEven)))
                quotient += unscaled.Sign;
            return double.Parse(string.Create(CultureInfo.InvariantCulture, $"{quotient}E{-digits}"), CultureInfo.InvariantCulture);
        }

        /// <summary>The number as an unscaled integer and its scale.</summary>
        private static (BigInteger Unscaled, int Scale) ReadDigits(ReadOnlySpan<byte> text)
        {
            var exponentAt = text.IndexOf((byte)'E');
            var exponent = exponentAt < 0 ? 0 : int.Parse(text[(exponentAt + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            var mantissa = exponentAt < 0 ? text : text[..exponentAt];
            var pointAt = mantissa.IndexOf((byte)'.');
            if (pointAt < 0)
                return (BigInteger.Parse(System.Text.Encoding.UTF8.GetString(mantissa), CultureInfo.InvariantCulture), -exponent);
            Span<char> digits = stackalloc char[32];
            var length = System.Text.Encoding.UTF8.GetChars(mantissa[..pointAt], digits);
            length += System.Text.Encoding.UTF8.GetChars(mantissa[(pointAt + 1)..], digits[length..]);
            return (BigInteger.Parse(digits[..length], CultureInfo.InvariantCulture), mantissa.Length - pointAt - 1 - exponent);
        }
    }
}

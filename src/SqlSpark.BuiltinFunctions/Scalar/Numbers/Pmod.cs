using System.Numerics;
using System.Runtime.CompilerServices;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Numbers;

/// <summary><c>pmod(a, b)</c>: the remainder of a / b, moved to the positive side by one b.</summary>
/// <remarks>Spark: <c>Pmod</c> in arithmetic.scala. REMAINDER_BY_ZERO in ANSI mode, else NULL; nullable in both.</remarks>
internal static class Pmod
{
    public static readonly ScalarFunction Definition = new("pmod")
    {
        Group = FunctionGroup.Math,
        Since = "1.5.0",
        Usage = "pmod(expr1, expr2) - Returns the positive value of expr1 mod expr2.",
        Examples = [new("SELECT pmod(10, 3)", "1"), new("SELECT pmod(-10, 3)", "2")],
        Overloads = [Overload.Bound([TypePattern.Numeric, TypePattern.Numeric], Bind) with { OperandsOf = ArithmeticOperator.Remainder }],
    };

    private static BoundFunction Bind(BindCall call)
    {
        Func<KernelContext, IScalarKernel> create = call.Type(0) switch
        {
            ByteType => static _ => new TryBinaryKernel<sbyte, sbyte, sbyte, Integers<sbyte>>(),
            ShortType => static _ => new TryBinaryKernel<short, short, short, Integers<short>>(),
            IntegerType => static _ => new TryBinaryKernel<int, int, int, Integers<int>>(),
            LongType => static _ => new TryBinaryKernel<long, long, long, Integers<long>>(),
            FloatType => static _ => new TryBinaryKernel<float, float, float, Floating<float>>(),
            DoubleType => static _ => new TryBinaryKernel<double, double, double, Floating<double>>(),
            DecimalType left => _ => new DecimalKernel(left.Scale, ((DecimalType)call.Type(1)).Scale, ((DecimalType)ResultType(call)).Scale),
            var type => throw InternalErrors.Unreachable(type),
        };
        return new BoundFunction(ResultType(call), true, Volatility.Immutable, call.IsAnsi, NullBehavior.Propagate, create)
        {
            OnError = call.IsAnsi ? OnError.Throw : OnError.Null,
            Signature = [call.IsAnsi],
            LooksAtLastArgumentFirst = true,
        };
    }

    private static DataType ResultType(BindCall call) => call.Type(0) is DecimalType left
        ? DecimalType.ForRemainder(left, (DecimalType)call.Type(1), call.Conf.Get(SqlConf.DecimalAllowPrecisionLoss))
        : call.Type(0);

    private readonly struct Integers<T> : ITryBinaryOperation<T, T, T>
        where T : unmanaged, IBinaryInteger<T>
    {
        public static bool TryInvoke(T left, T right, out T result)
        {
            result = T.Zero;
            if (T.IsZero(right))
                return false;
            if (right == -T.One)
                return true;
            result = left % right;
            if (T.IsNegative(result))
                result = Unsafe.SizeOf<T>() < sizeof(int) ? NarrowSum(result, right) : unchecked(result + right) % right;
            return true;
        }

        public static RowError Error(T left, T right) => RowError.RemainderByZero;

        /// <summary>Bytes and shorts are added as ints, as the JVM does: their sum does not wrap around.</summary>
        private static T NarrowSum(T remainder, T divisor) =>
            T.CreateTruncating((int.CreateTruncating(remainder) + int.CreateTruncating(divisor)) % int.CreateTruncating(divisor));
    }

    private readonly struct Floating<T> : ITryBinaryOperation<T, T, T>
        where T : unmanaged, IFloatingPoint<T>
    {
        public static bool TryInvoke(T left, T right, out T result)
        {
            result = left % right;
            if (result < T.Zero)
                result = (result + right) % right;
            return !T.IsZero(right);
        }

        public static RowError Error(T left, T right) => RowError.RemainderByZero;
    }

    /// <summary>Operands at the larger of two scales; values beyond 128 bits there are computed with big integers.</summary>
    private sealed class DecimalKernel(int leftScale, int rightScale, int resultScale) : IScalarKernel
    {
        private readonly int _scale = Math.Max(leftScale, rightScale);

        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var left = new IntegerColumn(arguments[0]);
            var right = new IntegerColumn(arguments[1]);
            foreach (var row in rows)
            {
                if (right[row] != 0)
                    Widths.Write(result, row, Compute(left[row], right[row]));
                else if (!errors.NullsRow(row))
                    errors.Report(row, RowError.RemainderByZero);
            }
        }

        private Int128 Compute(Int128 left, Int128 right)
        {
            var divisor = (BigInteger)right * BigInteger.Pow(10, _scale - rightScale);
            var remainder = (BigInteger)left * BigInteger.Pow(10, _scale - leftScale) % divisor;
            if (remainder.Sign < 0)
                remainder = (remainder + divisor) % divisor;
            WideMath.TryRescale((Int128)remainder, resultScale - _scale, out var result);
            return result;
        }
    }
}

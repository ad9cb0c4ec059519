using System.Numerics;
using System.Runtime.CompilerServices;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Numbers;

/// <summary><c>abs(a)</c>: the absolute value.</summary>
/// <remarks>Spark: <c>Abs</c> in arithmetic.scala. The smallest integer has none: an error in ANSI mode, else itself.</remarks>
internal static class Abs
{
    public static readonly ScalarFunction Definition = new("abs")
    {
        Group = FunctionGroup.Math,
        Since = "1.2.0",
        Usage = "abs(expr) - Returns the absolute value of a number or an interval.",
        Examples = [new("SELECT abs(-1)", "1"), new("SELECT abs(INTERVAL -'1-1' YEAR TO MONTH)", "1-1")],
        Overloads = [Overload.Bound([Pattern], Bind)],
    };

    private static TypePattern Pattern => TypePattern.OneOf(
        TypePattern.Numeric,
        TypePattern.Where("INTERVAL DAY TO SECOND", DayTimeIntervalType.Default, t => t is DayTimeIntervalType),
        TypePattern.Where("INTERVAL YEAR TO MONTH", YearMonthIntervalType.Default, t => t is YearMonthIntervalType));

    private static BoundFunction Bind(BindCall call)
    {
        var type = call.Type(0);
        var isInterval = type is YearMonthIntervalType or DayTimeIntervalType;
        var isChecked = (call.IsAnsi && type is IntegralType) || isInterval;
        Func<KernelContext, IScalarKernel> create = (type.PhysicalType, isChecked) switch
        {
            (PhysicalType.Int32, true) when isInterval => static _ => new TryUnaryKernel<int, int, Interval<int>>(),
            (PhysicalType.Int64, true) when isInterval => static _ => new TryUnaryKernel<long, long, Interval<long>>(),
            (PhysicalType.Int8, true) => static _ => new IntegerKernel<sbyte>(isChecked: true),
            (PhysicalType.Int16, true) => static _ => new IntegerKernel<short>(isChecked: true),
            (PhysicalType.Int32, true) => static _ => new IntegerKernel<int>(isChecked: true),
            (PhysicalType.Int64, true) => static _ => new IntegerKernel<long>(isChecked: true),
            (PhysicalType.Int8, _) => static _ => new IntegerKernel<sbyte>(isChecked: false),
            (PhysicalType.Int16, _) => static _ => new IntegerKernel<short>(isChecked: false),
            (PhysicalType.Int32, _) => static _ => new IntegerKernel<int>(isChecked: false),
            (PhysicalType.Int64, _) => static _ => new IntegerKernel<long>(isChecked: false),
            (PhysicalType.Int128, _) => static _ => new UnaryKernel<Int128, Int128, Wrapping<Int128>>(isDense: true),
            (PhysicalType.Float32, _) => static _ => new UnaryKernel<float, float, Floating<float>>(isDense: true),
            (PhysicalType.Float64, _) => static _ => new UnaryKernel<double, double, Floating<double>>(isDense: true),
            _ => throw InternalErrors.Unreachable(type),
        };
        return new BoundFunction(type, call.AnyNullable, Volatility.Immutable, isChecked, NullBehavior.Propagate, create)
        {
            IsDense = type is IntegralType || !isChecked,
            Signature = [call.IsAnsi],
        };
    }

    /// <summary>All rows at once; when one of them is the smallest integer, live rows are computed again.</summary>
    private sealed class IntegerKernel<T>(bool isChecked) : IScalarKernel
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        private readonly TryUnaryKernel<T, T, Checked<T>> _again = new();

        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var hasNone = arguments[0] is ConstantVector constant
                ? Run([((FlatVector)constant.Value).Values<T>()[0]], result.Values<T>()[..1])
                : Run(((FlatVector)arguments[0]).Values<T>(), result.Values<T>());
            if (arguments[0] is ConstantVector)
                result.Values<T>().Fill(result.Values<T>()[0]);
            if (hasNone && isChecked)
                _again.Evaluate(arguments, rows, result, ref errors);
        }

        /// <summary>Returns true when some value has no absolute value.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static bool Run(ReadOnlySpan<T> values, Span<T> result)
        {
            var negative = Vector<T>.Zero;
            var i = 0;
            for (; i <= values.Length - Vector<T>.Count; i += Vector<T>.Count)
            {
                var absolute = System.Numerics.Vector.Abs(new Vector<T>(values[i..]));
                negative |= absolute;
                absolute.CopyTo(result[i..]);
            }

            var hasNone = System.Numerics.Vector.LessThanAny(negative, Vector<T>.Zero);
            for (; i < values.Length; i++)
            {
                result[i] = Wrapping<T>.Invoke(values[i]);
                hasNone |= T.IsNegative(result[i]);
            }

            return hasNone;
        }
    }

    private readonly struct Wrapping<T> : IUnaryOperation<T, T>
        where T : unmanaged, IBinaryInteger<T>
    {
        public static T Invoke(T value) => T.IsNegative(value) ? unchecked(-value) : value;
    }

    private readonly struct Floating<T> : IUnaryOperation<T, T>
        where T : unmanaged, IFloatingPoint<T>
    {
        public static T Invoke(T value) => T.Abs(value);
    }

    private readonly struct Checked<T> : ITryUnaryOperation<T, T>
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        public static bool TryInvoke(T value, out T result)
        {
            result = Wrapping<T>.Invoke(value);
            return value != T.MinValue;
        }

        public static RowError Error(T value) => CheckedNegate<T>.Error(value);
    }

    private readonly struct Interval<T> : ITryUnaryOperation<T, T>
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        public static bool TryInvoke(T value, out T result) => Checked<T>.TryInvoke(value, out result);

        public static RowError Error(T value) => RowError.IntervalOverflow;
    }
}

using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Evaluation.Binding;

/// <summary>+, -, *, /, div, % and the minus sign, over numbers and intervals.</summary>
/// <remarks>Spark: arithmetic.scala, <c>IntervalMathUtils</c>, <c>Decimal</c>.</remarks>
internal static class ArithmeticBinding
{
    public static BoundFunction Bind(Arithmetic node)
    {
        var onError = node.Mode == EvalMode.Ansi ? OnError.Throw : OnError.Null;
        var type = node.Left.DataType;
        Func<KernelContext, IScalarKernel> create = (node.Operator, type) switch
        {
            (_, DecimalType left) => Decimal(node, left, (DecimalType)node.Right.DataType),
            (ArithmeticOperator.Divide, DoubleType) => static _ => new TryBinaryKernel<double, double, double, DivideDoubles>(),
            (ArithmeticOperator.Remainder, DoubleType) => static _ => new TryBinaryKernel<double, double, double, RemainderOfDoubles>(),
            (ArithmeticOperator.Remainder, FloatType) => static _ => new TryBinaryKernel<float, float, float, RemainderOfFloats>(),
            (ArithmeticOperator.Remainder, ByteType) => static _ => new TryBinaryKernel<sbyte, sbyte, sbyte, RemainderOf<sbyte>>(),
            (ArithmeticOperator.Remainder, ShortType) => static _ => new TryBinaryKernel<short, short, short, RemainderOf<short>>(),
            (ArithmeticOperator.Remainder, IntegerType) => static _ => new TryBinaryKernel<int, int, int, RemainderOf<int>>(),
            (ArithmeticOperator.Remainder, LongType) => static _ => new TryBinaryKernel<long, long, long, RemainderOf<long>>(),
            (ArithmeticOperator.IntegralDivide, YearMonthIntervalType) => static _ => new TryBinaryKernel<int, int, long, DivideMonths>(),
            (ArithmeticOperator.IntegralDivide, DayTimeIntervalType) => DivideLongs(node.Mode),
            (ArithmeticOperator.IntegralDivide, LongType) => DivideLongs(node.Mode),
            (_, CalendarIntervalType) => CalendarIntervals(node),
            (ArithmeticOperator.Add, _) => Simple<AddOperation>(node.Mode, type),
            (ArithmeticOperator.Subtract, _) => Simple<SubtractOperation>(node.Mode, type),
            (ArithmeticOperator.Multiply, _) => Simple<MultiplyOperation>(node.Mode, type),
            _ => throw InternalErrors.Unreachable($"{type} {node.Symbol} {node.Right.DataType}"),
        };
        return new BoundFunction(node.DataType, node.Nullable, Volatility.Immutable, node.RaisesErrors, NullBehavior.Propagate, create)
        {
            OnError = InputTypes.IsInterval(type) && node.Mode == EvalMode.Legacy && !node.IsDivision ? OnError.Throw : onError,
            IsDense = !node.IsDivision && type is not CalendarIntervalType,
            AcceptsNarrowWidths = !node.IsDivision,
            LooksAtLastArgumentFirst = node.IsDivision,
        };
    }

    public static BoundFunction Bind(UnaryMinus node)
    {
        var type = node.DataType;
        var isChecked = node.Mode == EvalMode.Ansi || type is YearMonthIntervalType or DayTimeIntervalType;
        Func<KernelContext, IScalarKernel> create = type switch
        {
            ByteType => _ => new NegateKernel<sbyte, CheckedNegate<sbyte>>(isChecked),
            ShortType => _ => new NegateKernel<short, CheckedNegate<short>>(isChecked),
            IntegerType => _ => new NegateKernel<int, CheckedNegate<int>>(isChecked),
            LongType => _ => new NegateKernel<long, CheckedNegate<long>>(isChecked),
            YearMonthIntervalType => _ => new NegateKernel<int, NegateInterval<int>>(isChecked),
            DayTimeIntervalType => _ => new NegateKernel<long, NegateInterval<long>>(isChecked),
            DecimalType { PhysicalType: PhysicalType.Int64 } => static _ => new NegateKernel<long, CheckedNegate<long>>(false),
            DecimalType => static _ => new NegateKernel<Int128, CheckedNegate<Int128>>(false),
            FloatType => static _ => new NegateFloatingKernel<float>(),
            DoubleType => static _ => new NegateFloatingKernel<double>(),
            CalendarIntervalType when isChecked => static _ => new TryUnaryKernel<CalendarInterval, CalendarInterval, NegateCalendarInterval>(),
            CalendarIntervalType => static _ => new UnaryKernel<CalendarInterval, CalendarInterval, WrapNegateCalendarInterval>(isDense: true),
            _ => throw InternalErrors.Unreachable($"-{type}"),
        };
        return new BoundFunction(type, node.Nullable, Volatility.Immutable, node.RaisesErrors, NullBehavior.Propagate, create)
        {
            OnError = node.Mode == EvalMode.Try ? OnError.Null : OnError.Throw,
            IsDense = true,
        };
    }

    private static Func<KernelContext, IScalarKernel> Simple<TOp>(EvalMode mode, DataType type)
        where TOp : struct, IArithmeticOperation
    {
        var wraps = mode == EvalMode.Legacy;
        return type switch
        {
            ByteType => context => new IntegerArithmeticKernel<sbyte, TOp, CheckedOperation<sbyte, TOp>>(type, wraps, context.Account),
            ShortType => context => new IntegerArithmeticKernel<short, TOp, CheckedOperation<short, TOp>>(type, wraps, context.Account),
            IntegerType => context => new IntegerArithmeticKernel<int, TOp, CheckedOperation<int, TOp>>(type, wraps, context.Account),
            LongType => context => new IntegerArithmeticKernel<long, TOp, CheckedOperation<long, TOp>>(type, wraps, context.Account),
            YearMonthIntervalType => context => new IntegerArithmeticKernel<int, TOp, IntervalOperation<int, TOp>>(type, false, context.Account),
            DayTimeIntervalType => context => new IntegerArithmeticKernel<long, TOp, IntervalOperation<long, TOp>>(type, false, context.Account),
            FloatType => static _ => new FloatingArithmeticKernel<float, TOp>(),
            DoubleType => static _ => new FloatingArithmeticKernel<double, TOp>(),
            _ => throw InternalErrors.Unreachable(type),
        };
    }

    private static Func<KernelContext, IScalarKernel> DivideLongs(EvalMode mode) => mode == EvalMode.Legacy
        ? static _ => new TryBinaryKernel<long, long, long, WrapDivideLongs>()
        : static _ => new TryBinaryKernel<long, long, long, Binding.DivideLongs>();

    private static Func<KernelContext, IScalarKernel> CalendarIntervals(Arithmetic node) => (node.Operator, node.Mode) switch
    {
        (ArithmeticOperator.Add, EvalMode.Legacy) => static _ => new BinaryKernel<CalendarInterval, CalendarInterval, CalendarInterval, WrapAddCalendarIntervals>(isDense: false),
        (ArithmeticOperator.Subtract, EvalMode.Legacy) => static _ => new BinaryKernel<CalendarInterval, CalendarInterval, CalendarInterval, WrapSubtractCalendarIntervals>(isDense: false),
        (ArithmeticOperator.Add, _) => static _ => new TryBinaryKernel<CalendarInterval, CalendarInterval, CalendarInterval, AddCalendarIntervals>(),
        (ArithmeticOperator.Subtract, _) => static _ => new TryBinaryKernel<CalendarInterval, CalendarInterval, CalendarInterval, SubtractCalendarIntervals>(),
        _ => throw InternalErrors.Unreachable(node.Symbol),
    };

    private static Func<KernelContext, IScalarKernel> Decimal(Arithmetic node, DecimalType left, DecimalType right)
    {
        var shape = new DecimalShape(node.Operator, left, right, node.AllowPrecisionLoss);
        return node.Operator switch
        {
            ArithmeticOperator.Add => context => new DecimalKernel<AddOperation>(shape, context.Account),
            ArithmeticOperator.Subtract => context => new DecimalKernel<SubtractOperation>(shape, context.Account),
            ArithmeticOperator.Multiply => context => new DecimalKernel<MultiplyOperation>(shape, context.Account),
            _ => _ => new DecimalDivisionKernel(shape),
        };
    }
}

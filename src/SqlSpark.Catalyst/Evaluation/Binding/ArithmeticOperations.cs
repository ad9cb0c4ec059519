using System.Numerics;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Evaluation.Binding;

/// <summary>a / b of doubles; fails when b is zero of either sign.</summary>
internal readonly struct DivideDoubles : ITryBinaryOperation<double, double, double>
{
    public static bool TryInvoke(double left, double right, out double result)
    {
        result = left / right;
        return right != 0;
    }

    public static RowError Error(double left, double right) => RowError.DivideByZero;
}

/// <summary>a % b with the sign of a; fails when b is zero.</summary>
internal readonly struct RemainderOfDoubles : ITryBinaryOperation<double, double, double>
{
    public static bool TryInvoke(double left, double right, out double result)
    {
        result = left % right;
        return right != 0;
    }

    public static RowError Error(double left, double right) => RowError.RemainderByZero;
}

/// <summary>a % b with the sign of a; fails when b is zero.</summary>
internal readonly struct RemainderOfFloats : ITryBinaryOperation<float, float, float>
{
    public static bool TryInvoke(float left, float right, out float result)
    {
        result = left % right;
        return right != 0;
    }

    public static RowError Error(float left, float right) => RowError.RemainderByZero;
}

/// <summary>a % b of integers with the sign of a; fails when b is zero.</summary>
internal readonly struct RemainderOf<T> : ITryBinaryOperation<T, T, T>
    where T : unmanaged, IBinaryInteger<T>
{
    public static bool TryInvoke(T left, T right, out T result)
    {
        // The smallest value % -1 is 0, but traps.
        result = T.IsZero(right) || right == -T.One ? T.Zero : left % right;
        return !T.IsZero(right);
    }

    public static RowError Error(T left, T right) => RowError.RemainderByZero;
}

/// <summary>a div b; fails when b is zero or the quotient is 2^63.</summary>
internal readonly struct DivideLongs : ITryBinaryOperation<long, long, long>
{
    public static bool TryInvoke(long left, long right, out long result)
    {
        if (right == 0 || (right == -1 && left == long.MinValue))
        {
            result = 0;
            return false;
        }

        result = left / right;
        return true;
    }

    public static RowError Error(long left, long right) =>
        right == 0 ? RowError.DivideByZero : RowError.Overflow("Overflow in integral divide", "try_divide");
}

/// <summary>a div b that wraps around; fails when b is zero.</summary>
internal readonly struct WrapDivideLongs : ITryBinaryOperation<long, long, long>
{
    public static bool TryInvoke(long left, long right, out long result)
    {
        result = right == 0 ? 0 : right == -1 ? unchecked(-left) : left / right;
        return right != 0;
    }

    public static RowError Error(long left, long right) => RowError.DivideByZero;
}

/// <summary>a div b of year-month intervals.</summary>
internal readonly struct DivideMonths : ITryBinaryOperation<int, int, long>
{
    public static bool TryInvoke(int left, int right, out long result)
    {
        result = right == 0 ? 0 : (long)left / right;
        return right != 0;
    }

    public static RowError Error(int left, int right) => RowError.DivideByZero;
}

/// <summary>a + b and a - b of intervals of one unit.</summary>
internal readonly struct IntervalOperation<T, TOp> : ITryBinaryOperation<T, T, T>
    where T : unmanaged, IBinaryInteger<T>
    where TOp : struct, IArithmeticOperation
{
    public static bool TryInvoke(T left, T right, out T result) => !ArithmeticKernels.Overflows<T, TOp>(left, right, out result);

    public static RowError Error(T left, T right) =>
        RowError.IntervalOverflowUse(TOp.Kind == ArithmeticKind.Add ? "try_add" : "try_subtract");
}

/// <summary>-a of intervals of one unit.</summary>
internal readonly struct NegateInterval<T> : ITryUnaryOperation<T, T>
    where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
{
    public static bool TryInvoke(T value, out T result) => CheckedNegate<T>.TryInvoke(value, out result);

    public static RowError Error(T value) => RowError.IntervalOverflow;
}

/// <summary>a + b of calendar intervals, part by part.</summary>
internal readonly struct AddCalendarIntervals : ITryBinaryOperation<CalendarInterval, CalendarInterval, CalendarInterval>
{
    public static bool TryInvoke(CalendarInterval left, CalendarInterval right, out CalendarInterval result)
    {
        var fails = ArithmeticKernels.Overflows<int, AddOperation>(left.Months, right.Months, out var months)
            | ArithmeticKernels.Overflows<int, AddOperation>(left.Days, right.Days, out var days)
            | ArithmeticKernels.Overflows<long, AddOperation>(left.Microseconds, right.Microseconds, out var microseconds);
        result = new CalendarInterval(months, days, microseconds);
        return !fails;
    }

    public static RowError Error(CalendarInterval left, CalendarInterval right) => RowError.IntervalOverflowUse("try_add");
}

/// <summary>a - b of calendar intervals, part by part.</summary>
internal readonly struct SubtractCalendarIntervals : ITryBinaryOperation<CalendarInterval, CalendarInterval, CalendarInterval>
{
    public static bool TryInvoke(CalendarInterval left, CalendarInterval right, out CalendarInterval result)
    {
        var fails = ArithmeticKernels.Overflows<int, SubtractOperation>(left.Months, right.Months, out var months)
            | ArithmeticKernels.Overflows<int, SubtractOperation>(left.Days, right.Days, out var days)
            | ArithmeticKernels.Overflows<long, SubtractOperation>(left.Microseconds, right.Microseconds, out var microseconds);
        result = new CalendarInterval(months, days, microseconds);
        return !fails;
    }

    public static RowError Error(CalendarInterval left, CalendarInterval right) => RowError.IntervalOverflowUse("try_subtract");
}

/// <summary>-a of calendar intervals.</summary>
internal readonly struct NegateCalendarInterval : ITryUnaryOperation<CalendarInterval, CalendarInterval>
{
    public static bool TryInvoke(CalendarInterval value, out CalendarInterval result) =>
        SubtractCalendarIntervals.TryInvoke(default, value, out result);

    public static RowError Error(CalendarInterval value) => RowError.IntervalOverflow;
}

/// <summary>a + b of calendar intervals that wraps around.</summary>
internal readonly struct WrapAddCalendarIntervals : IBinaryOperation<CalendarInterval, CalendarInterval, CalendarInterval>
{
    public static CalendarInterval Invoke(CalendarInterval left, CalendarInterval right) =>
        unchecked(new(left.Months + right.Months, left.Days + right.Days, left.Microseconds + right.Microseconds));
}

/// <summary>a - b of calendar intervals that wraps around.</summary>
internal readonly struct WrapSubtractCalendarIntervals : IBinaryOperation<CalendarInterval, CalendarInterval, CalendarInterval>
{
    public static CalendarInterval Invoke(CalendarInterval left, CalendarInterval right) =>
        unchecked(new(left.Months - right.Months, left.Days - right.Days, left.Microseconds - right.Microseconds));
}

/// <summary>-a of calendar intervals that wraps around.</summary>
internal readonly struct WrapNegateCalendarInterval : IUnaryOperation<CalendarInterval, CalendarInterval>
{
    public static CalendarInterval Invoke(CalendarInterval value) => unchecked(new(-value.Months, -value.Days, -value.Microseconds));
}

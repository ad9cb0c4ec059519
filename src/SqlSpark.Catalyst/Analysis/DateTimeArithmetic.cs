using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Analysis;

/// <summary>
/// Operators between dates, times and intervals as calls of functions, which the built-in functions define under the names used here.
/// </summary>
/// <remarks>Spark: <c>BinaryArithmeticWithDatetimeResolver</c>.</remarks>
internal static class DateTimeArithmetic
{
    private const string AddInterval = "timestamp_add_interval";

    /// <summary>Prints a difference as it was written; the value comes from adding the negated interval.</summary>
    private static readonly ScalarFunction Difference = new("datetimesub")
    {
        Group = FunctionGroup.DateTime,
        Usage = "start - interval - Returns the point in time that lies an interval before another one.",
        Examples = [new("SELECT DATE'2024-03-01' - INTERVAL '1' MONTH", "2024-02-01")],
        Printer = static (_, arguments) => $"{arguments[0]} - {arguments[1]}",
    };

    /// <summary>The call that the operator stands for, or null when it is an operator on numbers or on intervals of one kind.</summary>
    public static Expression? Resolve(Arithmetic node, PlanResolver plans)
    {
        var left = node.Left.DataType;
        var right = node.Right.DataType;
        if (!IsTemporal(left) && !IsTemporal(right))
            return null;
        return node.Operator switch
        {
            ArithmeticOperator.Add => Add(node, plans),
            ArithmeticOperator.Subtract => Subtract(node, plans),
            ArithmeticOperator.Multiply => Multiply(node, plans),
            ArithmeticOperator.Divide => Divide(node, plans),
            _ => null,
        };
    }

    private static bool IsTemporal(DataType type) =>
        type is DateType or TimestampType or TimestampNtzType or TimeType or CalendarIntervalType or YearMonthIntervalType or DayTimeIntervalType;

    private static Expression? Add(Arithmetic node, PlanResolver plans)
    {
        var (l, r) = (node.Left, node.Right);
        switch (l.DataType, r.DataType)
        {
            case (CalendarIntervalType, CalendarIntervalType) or (DayTimeIntervalType, DayTimeIntervalType) or (YearMonthIntervalType, YearMonthIntervalType):
                return null;
            case (VoidType, YearMonthIntervalType or DayTimeIntervalType):
                return node with { Left = plans.Types.Cast(l, r.DataType) };
            case (YearMonthIntervalType or DayTimeIntervalType, VoidType):
                return node with { Right = plans.Types.Cast(r, l.DataType) };
            case (DateType or TimestampType or TimestampNtzType, VoidType):
                return AddNull(l, r, node, plans);
            case (VoidType, DateType or TimestampType or TimestampNtzType):
                return AddNull(r, l, node, plans);
            case (_, CalendarIntervalType or DayTimeIntervalType or YearMonthIntervalType):
                return AddTo(l, r, node, plans);
            case (CalendarIntervalType or DayTimeIntervalType or YearMonthIntervalType, _):
                return AddTo(r, l, node, plans);
            case (DateType, not StringType):
                return Call(node, plans, "date_add", l, r);
            case (not StringType, DateType):
                return Call(node, plans, "date_add", r, l);
            default:
                return null;
        }
    }

    /// <summary>A NULL beside a point in time counts as an interval of days and seconds, so that a date becomes a timestamp.</summary>
    private static Expression AddNull(Expression start, Expression @null, Arithmetic node, PlanResolver plans)
    {
        var type = start.DataType is DateType ? TimestampType.Instance : start.DataType;
        return Call(node, plans, AddInterval, plans.Types.Cast(start, type), plans.Types.Cast(@null, DayTimeIntervalType.Default));
    }

    private static Expression AddTo(Expression start, Expression interval, Arithmetic node, PlanResolver plans) => (start.DataType, interval.DataType) switch
    {
        (DateType, DayTimeIntervalType { Start: DayTimeField.Day, End: DayTimeField.Day }) =>
            Call(node, plans, "date_add", start, Call(node, plans, "extractansiintervaldays", interval)),
        (DateType, DayTimeIntervalType) => Call(node, plans, AddInterval, plans.Types.Cast(start, TimestampType.Instance), interval),
        (DateType, YearMonthIntervalType) => Call(node, plans, "date_add_ym_interval", start, interval),
        (DateType, CalendarIntervalType) => Call(node, plans, "date_add_interval", start, interval),
        (TimeType, DayTimeIntervalType) => Call(node, plans, "time_add_interval", start, interval),
        (_, YearMonthIntervalType) => Call(node, plans, "timestamp_add_ym_interval", start, interval),
        _ => plans.Types.Cast(Call(node, plans, AddInterval, start, interval), start.DataType),
    };

    private static Expression? Subtract(Arithmetic node, PlanResolver plans)
    {
        var (l, r) = (node.Left, node.Right);
        switch (l.DataType, r.DataType)
        {
            case (CalendarIntervalType, CalendarIntervalType) or (DayTimeIntervalType, DayTimeIntervalType) or (YearMonthIntervalType, YearMonthIntervalType):
                return null;
            case (VoidType, YearMonthIntervalType or DayTimeIntervalType):
                return node with { Left = plans.Types.Cast(l, r.DataType) };
            case (YearMonthIntervalType or DayTimeIntervalType, VoidType):
                return node with { Right = plans.Types.Cast(r, l.DataType) };
            case (DateType, DayTimeIntervalType { Start: DayTimeField.Day, End: DayTimeField.Day }):
                return Call(node, plans, "date_add", l, new UnaryMinus(Call(node, plans, "extractansiintervaldays", r), node.Mode));
            case (_, CalendarIntervalType or DayTimeIntervalType or YearMonthIntervalType):
                return new RewriteCall(Difference, [l, r], AddTo(l, new UnaryMinus(r, node.Mode), node, plans));
            case (TimestampType or TimestampNtzType, _) or (_, TimestampType or TimestampNtzType):
                return SubtractTimestamps(node, plans);
            case (TimeType, TimeType):
                return Call(node, plans, "subtract_times", l, r);
            case (_, DateType):
                return Call(node, plans, "subtract_dates", l, r);
            case (DateType, VoidType):
                return Call(node, plans, "subtract_dates", l, plans.Types.Cast(r, DateType.Instance));
            case (DateType, not StringType):
                return Call(node, plans, "date_sub", l, r);
            default:
                return null;
        }
    }

    /// <summary>Both sides become one kind of timestamp: that of the other for dates and, in ANSI mode, strings; without zone when they differ.</summary>
    private static Expression SubtractTimestamps(Arithmetic node, PlanResolver plans)
    {
        var (l, r) = (node.Left, node.Right);
        var type = (l.DataType, r.DataType) switch
        {
            (TimestampType, TimestampType) => (DataType)TimestampType.Instance,
            (TimestampType or TimestampNtzType, TimestampType or TimestampNtzType) => TimestampNtzType.Instance,
            (TimestampType or TimestampNtzType, _) => l.DataType,
            _ => r.DataType,
        };
        var index = l.DataType is StringType ? 0 : 1;
        if (plans.Types.Mode == EvalMode.Legacy && (l.DataType is StringType || r.DataType is StringType))
        {
            throw AnalysisErrors.TypeMismatch(
                node, InputTypes.Unexpected(index, index == 0 ? l : r, "(\"TIMESTAMP OR TIMESTAMP WITHOUT TIME ZONE\")"));
        }

        Expression Coerced(Expression e) => e.DataType is DateType or TimestampType or TimestampNtzType or StringType ? plans.Types.Cast(e, type) : e;
        return Call(node, plans, "subtract_timestamps", Coerced(l), Coerced(r));
    }

    private static Expression? Multiply(Arithmetic node, PlanResolver plans) => (node.Left.DataType, node.Right.DataType) switch
    {
        (CalendarIntervalType, _) => Call(node, plans, "multiply_interval", node.Left, node.Right),
        (_, CalendarIntervalType) => Call(node, plans, "multiply_interval", node.Right, node.Left),
        (YearMonthIntervalType, _) => Call(node, plans, "multiply_ym_interval", node.Left, node.Right),
        (_, YearMonthIntervalType) => Call(node, plans, "multiply_ym_interval", node.Right, node.Left),
        (DayTimeIntervalType, _) => Call(node, plans, "multiply_dt_interval", node.Left, node.Right),
        (_, DayTimeIntervalType) => Call(node, plans, "multiply_dt_interval", node.Right, node.Left),
        _ => null,
    };

    private static Expression? Divide(Arithmetic node, PlanResolver plans) => node.Left.DataType switch
    {
        CalendarIntervalType => Call(node, plans, "divide_interval", node.Left, node.Right),
        YearMonthIntervalType => Call(node, plans, "divide_ym_interval", node.Left, node.Right),
        DayTimeIntervalType => Call(node, plans, "divide_dt_interval", node.Left, node.Right),
        _ => null,
    };

    private static Expression Call(Arithmetic node, PlanResolver plans, string name, params EquatableArray<Expression> arguments) =>
        plans.Context.Functions.Find(name) is ScalarFunction function
            ? plans.Functions.BindScalar(function, new UnresolvedFunction(name, arguments) { Origin = node.Origin }, arguments, static e => e)
            : throw AnalysisErrors.UnsupportedType(node, arguments[0].DataType, node.Symbol);
}

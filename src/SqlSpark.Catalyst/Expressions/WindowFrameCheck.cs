using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Expressions;

/// <summary>Whether the bounds of a frame suit each other and the order. Spark: <c>SpecifiedWindowFrame</c> and <c>WindowSpecDefinition</c>, <c>checkInputDataTypes</c>.</summary>
internal static class WindowFrameCheck
{
    public static TypeCheck Check(WindowSpec spec)
    {
        if (spec.Frame is not { } frame)
            return TypeCheck.Mismatch("UNSPECIFIED_FRAME");
        var check = CheckBound(frame, frame.Lower, "lower");
        if (check.IsSuccess)
            check = CheckBound(frame, frame.Upper, "upper");
        if (check.IsSuccess)
            check = CheckBounds(frame);
        return check.IsSuccess && frame.Unit == WindowFrameUnit.Range ? CheckOrder(spec, frame) : check;
    }

    private static TypeCheck CheckBound(WindowFrame frame, WindowBound bound, string location)
    {
        if (bound.Distance is not { } distance)
            return TypeCheck.Success;
        if (!distance.IsFoldable)
            return TypeCheck.Mismatch("SPECIFIED_WINDOW_FRAME_WITHOUT_FOLDABLE", ("location", location), ("expression", Quote(distance)));
        var isAccepted = frame.Unit == WindowFrameUnit.Rows
            ? distance.DataType is IntegerType
            : distance.DataType.IsNumeric || distance.DataType is CalendarIntervalType or DayTimeIntervalType or YearMonthIntervalType;
        return isAccepted
            ? TypeCheck.Success
            : TypeCheck.Mismatch(
                "SPECIFIED_WINDOW_FRAME_UNACCEPTED_TYPE",
                ("location", location),
                ("exprType", Quote(distance.DataType)),
                ("expectedType", frame.Unit == WindowFrameUnit.Rows
                    ? "\"INT\""
                    : "(\"NUMERIC\" or \"INTERVAL DAY TO SECOND\" or \"INTERVAL YEAR TO MONTH\" or \"INTERVAL\")"));
    }

    private static TypeCheck CheckBounds(WindowFrame frame)
    {
        var (lower, upper) = (frame.Lower, frame.Upper);
        if (lower.Kind == WindowBoundKind.UnboundedFollowing || upper.Kind == WindowBoundKind.UnboundedPreceding)
            return TypeCheck.Mismatch("SPECIFIED_WINDOW_FRAME_INVALID_BOUND", ("upper", $"\"{upper.Sql}\""), ("lower", $"\"{lower.Sql}\""));
        if (lower.Offset is not { } from || upper.Offset is not { } to)
            return TypeCheck.Success;
        if (!from.DataType.Equals(to.DataType))
        {
            return TypeCheck.Mismatch(
                "SPECIFIED_WINDOW_FRAME_DIFF_TYPES",
                ("lower", $"\"{lower.Sql}\""),
                ("upper", $"\"{upper.Sql}\""),
                ("lowerType", Quote(from.DataType)),
                ("upperType", Quote(to.DataType)));
        }

        return from.DataType is not CalendarIntervalType && ConstantFolder.TryFold(new Comparison(ComparisonOperator.GreaterThan, from, to)) is { IsTrue: true }
            ? TypeCheck.Mismatch("SPECIFIED_WINDOW_FRAME_WRONG_COMPARISON", ("comparison", "less than or equal"))
            : TypeCheck.Success;
    }

    private static TypeCheck CheckOrder(WindowSpec spec, WindowFrame frame)
    {
        var isUnbounded = frame is { Lower.Kind: WindowBoundKind.UnboundedPreceding, Upper.Kind: WindowBoundKind.UnboundedFollowing };
        if (!isUnbounded && spec.OrderBy.IsEmpty)
            return TypeCheck.Mismatch("RANGE_FRAME_WITHOUT_ORDER");
        if ((frame.Lower.Distance ?? frame.Upper.Distance) is not { } distance)
            return TypeCheck.Success;
        if (spec.OrderBy.Count > 1)
            return TypeCheck.Mismatch("RANGE_FRAME_MULTI_ORDER", ("orderSpec", string.Join(",", spec.OrderBy)));
        var order = spec.OrderBy[0].DataType;
        return Suits(order, distance.DataType)
            ? TypeCheck.Success
            : TypeCheck.Mismatch("RANGE_FRAME_INVALID_TYPE", ("orderSpecType", Quote(order)), ("valueBoundaryType", Quote(distance.DataType)));
    }

    private static bool Suits(DataType order, DataType distance) => (order, distance) switch
    {
        (DateType, IntegerType or YearMonthIntervalType) => true,
        (DateType, DayTimeIntervalType { Start: DayTimeField.Day, End: DayTimeField.Day }) => true,
        (TimestampType or TimestampNtzType, CalendarIntervalType or YearMonthIntervalType or DayTimeIntervalType) => true,
        _ => order.Equals(distance),
    };

    private static string Quote(Expression expression) => $"\"{PrettySql.Of(expression)}\"";

    private static string Quote(DataType type) => $"\"{type.Sql}\"";
}

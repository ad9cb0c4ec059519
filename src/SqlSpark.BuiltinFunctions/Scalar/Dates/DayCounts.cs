using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary>The second argument of date_add and date_sub: a number of days as INT, SMALLINT or TINYINT, without a cast of other numbers.</summary>
internal static class DayCounts
{
    /// <summary>The parameter for one type of number.</summary>
    public static TypePattern Of(DataType type) => TypePattern.Uncast(type);

    /// <summary>
    /// Text is cast in ANSI mode; otherwise only a constant is, which must be an integer. Spark: <c>AnsiStringPromotionTypeCoercion</c>,
    /// <c>StringLiteralTypeCoercion</c>.
    /// </summary>
    public static EquatableArray<Expression> Prepare(BindCall call)
    {
        if (call.Arguments.Count != 2 || call.Type(1) is not StringType)
            return call.Arguments;
        var days = new Cast(call.Arguments[1], IntegerType.Instance, EvalMode.Ansi, call.TimeZone, IsImplicit: true);
        if (call.IsAnsi)
            return call.Arguments.SetItem(1, days);
        if (!call.Arguments[1].IsFoldable)
            return call.Arguments;
        return ConstantFolder.TryFold(days) is { } count
            ? call.Arguments.SetItem(1, count)
            : throw SqlSparkException.Create("SECOND_FUNCTION_ARGUMENT_NOT_INTEGER", null, ("functionName", call.Name));
    }
}

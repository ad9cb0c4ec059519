using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>extract(field FROM source)</c>, <c>date_part(field, source)</c>: a field of a date, timestamp, time of day or interval.</summary>
/// <remarks>Spark: <c>Extract</c>, <c>DatePart</c> in datetimeExpressions.scala.</remarks>
internal static class Extract
{
    private static readonly Dictionary<string, string> FunctionOfField = new(StringComparer.OrdinalIgnoreCase)
    {
        ["YEAR"] = "year",
        ["Y"] = "year",
        ["YEARS"] = "year",
        ["YR"] = "year",
        ["YRS"] = "year",
        ["YEAROFWEEK"] = "yearofweek",
        ["QUARTER"] = "quarter",
        ["QTR"] = "quarter",
        ["MONTH"] = "month",
        ["MON"] = "month",
        ["MONS"] = "month",
        ["MONTHS"] = "month",
        ["WEEK"] = "weekofyear",
        ["W"] = "weekofyear",
        ["WEEKS"] = "weekofyear",
        ["DAY"] = "day",
        ["D"] = "day",
        ["DAYS"] = "day",
        ["DAYOFWEEK"] = "dayofweek",
        ["DOW"] = "dayofweek",
        ["DAYOFWEEK_ISO"] = "dayofweek_iso",
        ["DOW_ISO"] = "dayofweek_iso",
        ["DOY"] = "dayofyear",
        ["HOUR"] = "hour",
        ["H"] = "hour",
        ["HOURS"] = "hour",
        ["HR"] = "hour",
        ["HRS"] = "hour",
        ["MINUTE"] = "minute",
        ["M"] = "minute",
        ["MIN"] = "minute",
        ["MINS"] = "minute",
        ["MINUTES"] = "minute",
        ["SECOND"] = "secondwithfraction",
        ["S"] = "secondwithfraction",
        ["SEC"] = "secondwithfraction",
        ["SECONDS"] = "secondwithfraction",
        ["SECS"] = "secondwithfraction",
    };

    public static readonly ScalarFunction Definition = new("extract")
    {
        Aliases = ["date_part", "datepart"],
        Printer = static (name, arguments) => name == "date_part" ? $"{name}({arguments[0]}, {arguments[1]})" : $"{name}({arguments[0]} FROM {arguments[1]})",
        Group = FunctionGroup.DateTime,
        Since = "3.0.0",
        Usage = "extract(field FROM source), date_part(field, source) - Returns a field of a date, timestamp, time or interval, such as YEAR, WEEK, DOY, HOUR or SECOND.",
        Examples =
        [
            new("SELECT extract(YEAR FROM DATE '2019-08-12')", "2019"),
            new("SELECT date_part('month', TIMESTAMP '2019-08-12 01:00:00.123456')", "8"),
            new("SELECT extract(DAYOFWEEK_ISO FROM DATE'2009-07-30')", "4"),
        ],
        RewriteArity = (2, 2),
        Rewrite = Build,
    };

    private static Expression Build(BindCall call)
    {
        var field = call.Constant(0) ?? throw BuiltinErrors.NotFoldable(call, 0, "field", "STRING");
        if (field.Value is not string name)
            return Literal.Null(DoubleType.Instance);
        var function = FunctionOfField.GetValueOrDefault(name) ?? throw BuiltinErrors.InvalidExtractField(call, name);
        var type = call.Type(1);
        var unit = function == "secondwithfraction" ? "SECOND" : function.ToUpperInvariant();
        var isTaken = (type, unit) switch
        {
            (YearMonthIntervalType, _) => unit is "YEAR" or "MONTH",
            (DayTimeIntervalType, _) => unit is "DAY" or "HOUR" or "MINUTE" or "SECOND",
            (CalendarIntervalType, _) => unit is "YEAR" or "MONTH" or "DAY" or "HOUR" or "MINUTE" or "SECOND",
            (TimeType, _) => unit is "HOUR" or "MINUTE" or "SECOND",
            _ => true,
        };
        if (!isTaken)
            throw BuiltinErrors.InvalidExtractField(call, name);
        return type is YearMonthIntervalType or DayTimeIntervalType or CalendarIntervalType
            ? new UnresolvedFunction("extractinterval", Literal.String(unit), call.Arguments[1])
            : new UnresolvedFunction(function, call.Arguments[1]);
    }
}

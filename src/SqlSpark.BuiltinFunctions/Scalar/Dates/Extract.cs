using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>extract(field FROM source)</c>, <c>date_part(field, source)</c>: a field of a date or timestamp.</summary>
/// <remarks>Spark: <c>Extract</c>, <c>DatePart</c> in datetimeExpressions.scala. The fields of times of day and of intervals are not there yet.</remarks>
internal static class Extract
{
    private static readonly Dictionary<string, string> FunctionOfField = new(StringComparer.OrdinalIgnoreCase)
    {
        ["YEAR"] = "year",
        ["Y"] = "year",
        ["YEARS"] = "year",
        ["YR"] = "year",
        ["YRS"] = "year",
        ["MONTH"] = "month",
        ["MON"] = "month",
        ["MONS"] = "month",
        ["MONTHS"] = "month",
        ["DAY"] = "day",
        ["D"] = "day",
        ["DAYS"] = "day",
    };

    public static readonly ScalarFunction Definition = new("extract")
    {
        Aliases = ["date_part", "datepart"],
        Group = FunctionGroup.DateTime,
        Since = "3.0.0",
        Usage = "extract(field FROM source), date_part(field, source) - Returns a field of a date or timestamp: YEAR, MONTH or DAY.",
        Examples =
        [
            new("SELECT extract(YEAR FROM DATE '2019-08-12')", "2019"),
            new("SELECT date_part('month', TIMESTAMP '2019-08-12 01:00:00.123456')", "8"),
        ],
        Printer = static (name, arguments) => name == "date_part" ? $"{name}({arguments[0]}, {arguments[1]})" : $"{name}({arguments[0]} FROM {arguments[1]})",
        RewriteArity = (2, 2),
        Rewrite = static call => new UnresolvedFunction(FunctionOf(call), call.Arguments[1]),
    };

    private static string FunctionOf(BindCall call)
    {
        if (call.Arguments[0] is not Literal { Value: string field })
            throw BuiltinErrors.NotFoldable(call, 0, "field", "STRING");
        return FunctionOfField.GetValueOrDefault(field) ?? throw BuiltinErrors.InvalidExtractField(call, field);
    }
}

using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>window_time(window)</c>: the last time in a window, a microsecond before its end.</summary>
/// <remarks>Spark: <c>WindowTime</c>, <c>ResolveWindowTime</c>.</remarks>
internal static class WindowTime
{
    public static readonly ScalarFunction Definition = new("window_time")
    {
        Group = FunctionGroup.DateTime,
        Since = "3.4.0",
        Usage = "window_time(window_column) - Returns the last time that lies in a window made by window or session_window.",
        Examples =
        [
            new(
                "SELECT string(window_time(window)) FROM (SELECT window, count(*) FROM VALUES ('2021-01-01 00:04:30') AS tab(b) GROUP BY window(b, '5 minutes'))",
                "2021-01-01 00:04:59.999999"),
        ],
        RewriteArity = (1, 1),
        Rewrite = static call => call.Type(0) is StructType { Fields: [{ Name: "start" }, { Name: "end", DataType: TimestampType or TimestampNtzType }] }
            ? new Arithmetic(ArithmeticOperator.Subtract, new GetStructField(call.Arguments[0], 1), new Literal(1L, DayTimeIntervalType.Default), call.EvalMode)
            : throw BuiltinErrors.UnexpectedType(call, 0, ["STRUCT"]),
    };
}

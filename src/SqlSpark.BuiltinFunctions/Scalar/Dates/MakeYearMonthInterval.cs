using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary><c>make_ym_interval(years, months)</c>: an interval of years and months.</summary>
/// <remarks>Spark: <c>MakeYMInterval</c> in intervalExpressions.scala. INTERVAL_ARITHMETIC_OVERFLOW.</remarks>
internal static class MakeYearMonthInterval
{
    public static readonly ScalarFunction Definition = new("make_ym_interval")
    {
        Printer = static (name, arguments) => $"{name}({(arguments.Count > 0 ? arguments[0] : "0")}, {(arguments.Count > 1 ? arguments[1] : "0")})",
        Group = FunctionGroup.DateTime,
        Since = "3.2.0",
        Usage = "make_ym_interval([years[, months]]) - Returns an interval of years and months.",
        Examples = [new("SELECT make_ym_interval(1, 2)", "1-2"), new("SELECT make_ym_interval(-1, 1)", "-0-11")],
        Overloads = [Overload.Bound([], Bind), Overload.Bound([IntegerType.Instance, IntegerType.Instance], Bind) with { OptionalCount = 1 }],
    };

    private static BoundFunction Bind(BindCall call) =>
        new(YearMonthIntervalType.Default, call.AnyNullable, Volatility.Immutable, true, NullBehavior.Propagate, static _ => new Kernel());

    private sealed class Kernel : IScalarKernel
    {
        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var years = arguments.Count > 0 ? new RowReader<int>(arguments[0]) : default;
            var months = arguments.Count > 1 ? new RowReader<int>(arguments[1]) : default;
            var intervals = result.Values<int>();
            foreach (var row in rows)
            {
                var total = ((arguments.Count > 0 ? years[row] : 0) * 12L) + (arguments.Count > 1 ? months[row] : 0);
                intervals[row] = (int)total;
                if (intervals[row] != total)
                    errors.Report(row, RowError.IntervalOverflow);
            }
        }
    }
}

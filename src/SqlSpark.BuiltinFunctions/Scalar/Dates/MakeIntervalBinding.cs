using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Time;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Dates;

/// <summary>What <c>make_interval</c> and its <c>try_</c> twin share.</summary>
internal static class MakeIntervalBinding
{
    /// <summary>Years, months, weeks, days, hours, minutes and seconds.</summary>
    public static EquatableArray<TypePattern> Parameters =>
        [IntegerType.Instance, IntegerType.Instance, IntegerType.Instance, IntegerType.Instance, IntegerType.Instance, IntegerType.Instance, new DecimalType(18, 6)];

    public static BoundFunction Bind(BindCall call) => Bind(call, call.IsAnsi ? OnError.Throw : OnError.Null);

    public static BoundFunction Try(BindCall call) => Bind(call, OnError.Null);

    private static BoundFunction Bind(BindCall call, OnError mode) =>
        new(CalendarIntervalType.Instance, call.AnyNullable || mode == OnError.Null, Volatility.Immutable, mode == OnError.Throw, NullBehavior.Propagate, static _ => new Kernel())
        {
            OnError = mode,
            Signature = [mode],
        };

    private sealed class Kernel : IScalarKernel
    {
        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var intervals = result.Values<CalendarInterval>();
            foreach (var row in rows)
            {
                var months = (FieldAt(arguments, 0, row) * 12L) + FieldAt(arguments, 1, row);
                var days = (FieldAt(arguments, 2, row) * 7L) + FieldAt(arguments, 3, row);
                var micros = ((Int128)FieldAt(arguments, 4, row) * TimeUnits.MicrosPerHour) + ((Int128)FieldAt(arguments, 5, row) * TimeUnits.MicrosPerMinute)
                    + (arguments.Count > 6 ? new RowReader<long>(arguments[6])[row] : 0);
                intervals[row] = new CalendarInterval((int)months, (int)days, (long)micros);
                if ((int)months != months || (int)days != days || (long)micros != micros)
                    errors.Report(row, RowError.Overflow("integer overflow"));
            }
        }

        private static int FieldAt(in Arguments arguments, int index, int row) => arguments.Count > index ? new RowReader<int>(arguments[index])[row] : 0;
    }
}

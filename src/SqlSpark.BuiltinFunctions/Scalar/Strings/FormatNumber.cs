using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary><c>format_number(a, d)</c>: a number with groups of digits and d digits of a fraction, or in a pattern of Java's.</summary>
/// <remarks>Spark: <c>FormatNumber</c> in stringExpressions.scala, <c>java.text.DecimalFormat</c>. NULL for a negative number of digits.</remarks>
internal static class FormatNumber
{
    public static readonly ScalarFunction Definition = new("format_number")
    {
        Group = FunctionGroup.String,
        Since = "1.5.0",
        Usage = "format_number(expr1, expr2) - Returns expr1 in a form such as '#,###,###.##', rounded half to even to expr2 digits of a fraction, or in the pattern that expr2 is.",
        Examples =
        [
            new("SELECT format_number(12332.123456, 4)", "12,332.1235"),
            new("SELECT format_number(12332.123456, '##################.###')", "12332.123"),
            new("SELECT format_number(-0.125D, '#.##%')", "-12.5%"),
        ],
        Overloads = [Overload.Bound([TypePattern.Uncast(TypePattern.Numeric), TypePattern.OneOf(IntegerType.Instance, TypePattern.String)], Bind)],
    };

    private static readonly RowErrorKind InvalidKind = new("INVALID_PARAMETER_VALUE.PATTERN", "functionName", "parameter", "value");

    private static BoundFunction Bind(BindCall call) =>
        new(StringType.Instance, true, Volatility.Immutable, call.Type(1) is StringType, NullBehavior.Propagate, _ => new Kernel(call.Type(1) is StringType)) { BorrowsArguments = false };

    private sealed class Kernel(bool takesPatterns) : IScalarKernel
    {
        private DecimalPattern? _format;
        private byte[]? _pattern;
        private int _digits = -1;

        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var patterns = takesPatterns ? new RowReader<Utf8View>(arguments[1]) : default;
            var counts = takesPatterns ? default : new RowReader<int>(arguments[1]);
            var type = arguments[0].Type;
            var doubles = type is DoubleType ? new RowReader<double>(arguments[0]) : default;
            var floats = type is FloatType ? new RowReader<float>(arguments[0]) : default;
            var integers = type is DoubleType or FloatType ? default : new IntegerColumn(arguments[0]);
            var scale = type is DecimalType decimalType ? decimalType.Scale : 0;
            var views = result.Values<Utf8View>();
            var writer = new Utf8Writer(result.Heap);
            foreach (var row in rows)
            {
                if (takesPatterns && !TryUse(patterns[row]))
                {
                    errors.Report(row, new RowError(InvalidKind, ErrorFormat.SqlId("format_number"), ErrorFormat.SqlId("expr2"), ErrorFormat.SqlValue(patterns[row].ToString())));
                    continue;
                }

                if (!takesPatterns && !TryUse(counts[row]))
                {
                    result.SetNull(row);
                    continue;
                }

                if (type is DoubleType)
                    _format!.Append(doubles[row], ref writer);
                else if (type is FloatType)
                    _format!.Append(floats[row], ref writer);
                else
                    _format!.Append(integers[row], scale, ref writer);
                views[row] = writer.Finish();
            }
        }

        private bool TryUse(int digits)
        {
            if (digits < 0)
                return false;
            if (digits != _digits)
                (_format, _digits) = (DecimalPattern.Grouped(digits), digits);
            return true;
        }

        private bool TryUse(Utf8View pattern)
        {
            if (_pattern is null || !pattern.Bytes.SequenceEqual(_pattern))
            {
                _pattern = pattern.Bytes.ToArray();
                if (_pattern.Length == 0)
                    _format = DecimalPattern.Grouped(0);
                else if (!DecimalPattern.TryParse(pattern.ToString(), out _format))
                    _format = null;
            }

            return _format is not null;
        }
    }
}

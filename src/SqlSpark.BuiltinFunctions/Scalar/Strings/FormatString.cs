using System.Globalization;
using System.Text;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Text;
using SqlSpark.Core.Text.Formatting;
using SqlSpark.Core.Time;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary><c>format_string(format, a, ...)</c>: the arguments in the form of printf.</summary>
/// <remarks>Spark: <c>FormatString</c> in stringExpressions.scala, <c>java.util.Formatter</c>. A conversion that does not suit its argument is INVALID_PARAMETER_VALUE.PATTERN.</remarks>
internal static class FormatString
{
    public static readonly ScalarFunction Definition = new("format_string")
    {
        Aliases = ["printf"],
        Group = FunctionGroup.String,
        Since = "1.5.0",
        Usage = "format_string(strfmt, obj, ...) - Returns the arguments in the form that strfmt says, as printf does.",
        Examples =
        [
            new("SELECT format_string('Hello World %d %s', 100, 'days')", "Hello World 100 days"),
            new("SELECT printf('%05.1f|%-5s|%x', 2.25D, 'ab', 255)", "002.3|ab   |ff"),
        ],
        Overloads = [Overload.Bound([TypePattern.String, TypePattern.Any], Bind) with { IsVariadic = true }],
    };

    private static readonly RowErrorKind InvalidKind = new("INVALID_PARAMETER_VALUE.PATTERN", "functionName", "parameter", "value");

    private static BoundFunction Bind(BindCall call)
    {
        var zone = ZoneRules.Of(call.TimeZone);
        var types = call.Types;
        return new BoundFunction(StringType.Instance, true, Volatility.Immutable, true, NullBehavior.Custom, _ => new Kernel(types, zone)) { BorrowsArguments = false, Signature = [zone.Id] };
    }

    private sealed class Kernel : IScalarKernel
    {
        private readonly ValueFormatter[] _formatters;
        private readonly StringBuilder _output = new();
        private byte[]? _format;
        private FormatSpecifier[]? _parts;

        public Kernel(EquatableArray<DataType> types, ZoneRules zone) =>
            _formatters = [.. types.Select(t => new ValueFormatter(t, ValueStyle.Cast, new ValueFormatOptions(zone)))];

        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var formats = arguments[0] is VoidVector ? default : new RowReader<Utf8View>(arguments[0]);
            var views = result.Values<Utf8View>();
            var writer = new Utf8Writer(result.Heap);
            foreach (var row in rows)
            {
                if (arguments[0].IsNull(row))
                {
                    result.SetNull(row);
                    continue;
                }

                var format = formats[row];
                if (_format is null || !format.Bytes.SequenceEqual(_format))
                {
                    _format = format.Bytes.ToArray();
                    _parts = FormatSpecifier.TryParse(format.ToString(), out var parts) ? parts : null;
                }

                if (_parts is null || !TryAppend(arguments, row))
                {
                    errors.Report(row, new RowError(InvalidKind, ErrorFormat.SqlId("format_string"), ErrorFormat.SqlId("strfmt"), ErrorFormat.SqlValue(format.ToString())));
                    continue;
                }

                foreach (var chunk in _output.GetChunks())
                    writer.Append(chunk.Span);
                views[row] = writer.Finish();
            }
        }

        private bool TryAppend(in Arguments arguments, int row)
        {
            _output.Clear();
            foreach (var part in _parts!)
            {
                if (part.Text is not null)
                    _output.Append(part.Text);
                else if (part.Argument < 0)
                    part.AppendSign(_output);
                else if (part.Argument + 1 >= arguments.Count || !TryAppend(part, arguments[part.Argument + 1], _formatters[part.Argument + 1], row))
                    return false;
            }

            return true;
        }

        private bool TryAppend(FormatSpecifier part, Vector argument, ValueFormatter formatter, int row)
        {
            if (part.Conversion is 'b' or 'B')
            {
                var isTrue = !argument.IsNull(row) && (argument.Type is not BooleanType || new RowReader<bool>(argument)[row]);
                part.AppendText(isTrue ? "true" : "false", _output);
                return true;
            }

            if (argument.IsNull(row))
            {
                part.AppendText("null", _output);
                return true;
            }

            if (part.Conversion is 's' or 'S')
            {
                part.AppendText(Encoding.UTF8.GetString(formatter.Format(argument, row)), _output);
                return true;
            }

            return argument.Type switch
            {
                ByteType or ShortType or IntegerType or LongType =>
                    part.TryAppendInteger((long)new IntegerColumn(argument)[row], 8 * argument.Type.PhysicalType.ByteWidth(), _output),
                DoubleType => part.TryAppendDouble(new RowReader<double>(argument)[row], _output),
                FloatType => part.TryAppendDouble(double.Parse(new RowReader<float>(argument)[row].ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture), _output),
                DecimalType decimalType => part.TryAppendDouble((double)new IntegerColumn(argument)[row] / (double)WideMath.PowerOfTen(decimalType.Scale), _output),
                _ => false,
            };
        }
    }
}

using SqlSpark.BuiltinFunctions.Scalar.Json;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Text;
using SqlSpark.Core.Text.Json;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Csv;

/// <summary><c>to_csv(struct[, options])</c>: the values of a struct as a line of CSV.</summary>
/// <remarks>Spark: <c>StructsToCsv</c> in csvExpressions.scala over <c>UnivocityGenerator</c>.</remarks>
internal static class ToCsv
{
    public static readonly ScalarFunction Definition = new("to_csv")
    {
        Group = FunctionGroup.Csv,
        Since = "3.0.0",
        Usage = "to_csv(expr[, options]) - Returns the values of a struct as a line of CSV.",
        Examples =
        [
            new("SELECT to_csv(named_struct('a', 1, 'b', 2))", "1,2"),
            new("SELECT to_csv(named_struct('time', to_timestamp('2015-08-26', 'yyyy-MM-dd')), map('timestampFormat', 'dd/MM/yyyy'))", "26/08/2015"),
            new("SELECT to_csv(named_struct('a', 'x,\"y\"', 'b', NULL))", "\"x,\\\"y\\\"\","),
        ],
        Printer = static (name, arguments) => $"{name}({arguments[0]})",
        Overloads = [Overload.Bound([TypePattern.Any, TypePattern.Any], Bind) with { OptionalCount = 1 }],
    };

    private static BoundFunction Bind(BindCall call)
    {
        if (call.Type(0) is not StructType type)
            throw BuiltinErrors.UnexpectedType(call, 0, ["STRUCT"]);
        var options = new TextOptions(call, 1);
        if (type.Exists(static t => t is VariantType))
            throw SqlSparkException.Create("DATATYPE_MISMATCH.UNSUPPORTED_INPUT_TYPE", null, ("sqlExpr", BuiltinErrors.Sql(call)), ("functionName", ErrorFormat.SqlId(call.Name)), ("dataType", ErrorFormat.SqlType(type)));
        var settings = CsvSettings.ForWriting(options);
        var dates = options.JsonWriterOptions(call);
        var binary = call.Conf.Get(SqlConf.BinaryOutputStyle) ?? BinaryOutputStyle.HexDiscrete;
        return new BoundFunction(StringType.Instance, true, Volatility.Immutable, false, NullBehavior.Propagate, _ => new Kernel(type, settings, dates, binary))
        {
            BorrowsArguments = false,
            Signature = [dates.Zone.Id, binary],
        };
    }

    private sealed class Kernel(StructType type, CsvSettings settings, JsonWriterOptions options, BinaryOutputStyle binary) : IScalarKernel
    {
        private readonly ValueFormatter[] _formatters =
            [.. type.Fields.Select(f => new ValueFormatter(f.DataType, f.DataType is BinaryType ? ValueStyle.HiveResult : ValueStyle.Cast, new ValueFormatOptions(options.Zone) { Binary = binary, OmitsNestedNulls = true }))];

        private readonly TextDateWriter _dates = new(options.Zone, options.Dates, options.Timestamps, options.LocalTimestamps);
        private readonly Utf8Buffer _value = new();
        private readonly Utf8Buffer _line = new();

        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var isConstant = arguments[0] is ConstantVector;
            var record = (StructVector)(isConstant ? ((ConstantVector)arguments[0]).Value : arguments[0]);
            foreach (var row in rows)
            {
                _line.Clear();
                for (var i = 0; i < _formatters.Length; i++)
                {
                    if (i > 0)
                        _line.Append(settings.Delimiter);
                    Append(record.Fields[i], isConstant ? 0 : row, i);
                }

                result.SetBytes(row, _line.Written);
            }
        }

        private void Append(Vector vector, int row, int field)
        {
            if (vector.IsNull(row))
            {
                _line.Append(settings.NullText);
                return;
            }

            _value.Clear();
            if (!ValueFormatter.TryLocate(ref vector, ref row) || !_dates.TryWrite(type.Fields[field].DataType, vector, row, _value))
                _value.Append(_formatters[field].Format(vector, row));
            var text = _value.Written;
            if (settings.TrimsStart)
                text = text.TrimStart(" \t"u8);
            if (settings.TrimsEnd)
                text = text.TrimEnd(" \t"u8);
            if (text.IsEmpty)
                _line.Append(settings.EmptyText);
            else if (settings.NeedsQuotes(text, field == 0))
                settings.AppendQuoted(text, _line);
            else
                _line.Append(text);
        }
    }
}

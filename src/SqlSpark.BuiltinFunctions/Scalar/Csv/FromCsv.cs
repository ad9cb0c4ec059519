using SqlSpark.BuiltinFunctions.Scalar.Json;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Text;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Csv;

/// <summary><c>from_csv(csv, schema[, options])</c>: a line of CSV as a struct.</summary>
/// <remarks>
/// Spark: <c>CsvToStructs</c> in csvExpressions.scala over <c>UnivocityParser</c>. A value that cannot be read, or is missing, is NULL alone; in the mode FAILFAST that is an error.
/// </remarks>
internal static class FromCsv
{
    public static readonly ScalarFunction Definition = new("from_csv")
    {
        Group = FunctionGroup.Csv,
        Since = "3.0.0",
        Usage = "from_csv(csvStr, schema[, options]) - Returns the values of a line of CSV in the given schema.",
        Examples =
        [
            new("SELECT from_csv('1, 0.8', 'a INT, b DOUBLE')", "{\"a\":1,\"b\":0.8}"),
            new("SELECT from_csv('26/08/2015', 'time TIMESTAMP_NTZ', map('timestampNTZFormat', 'dd/MM/yyyy'))", "{\"time\":2015-08-26 00:00:00}"),
            new("SELECT from_csv('x|\"y|z\"', 'a INT, b STRING, c STRING', map('sep', '|'))", "{\"a\":null,\"b\":\"y|z\",\"c\":null}"),
        ],
        Printer = static (name, arguments) => $"{name}({arguments[0]})",
        Overloads = [Overload.Bound([TypePattern.String, TypePattern.Any, TypePattern.Any], Bind) with { OptionalCount = 1 }],
    };

    private static readonly RowErrorKind Malformed = new("MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION", "badRecord", "failFastMode");

    private static BoundFunction Bind(BindCall call)
    {
        var schema = SchemaArgument.Parse(call, 1).AsNullable();
        if (schema is not StructType record)
            throw SqlSparkException.Create("INVALID_SCHEMA.NON_STRUCT_TYPE", null, ("inputSchema", ErrorFormat.SqlExpr(call.Arguments[1].Sql)), ("dataType", ErrorFormat.SqlType(schema)));
        var options = new TextOptions(call, 2);
        var settings = CsvSettings.ForReading(options);
        var isFailFast = FromJson.IsFailFast(call, options);
        var corrupt = FromJson.CorruptColumn(record, options["columnNameOfCorruptRecord"] ?? call.Conf.Get(SqlConf.ColumnNameOfCorruptRecord));
        var zone = options.Zone(call);
        var (dates, timestamps, locals) = (options.Pattern("dateFormat", true), options.Pattern("timestampFormat", true), options.Pattern("timestampNTZFormat", true));
        _ = CreateReaders();
        return new BoundFunction(record, call.Arguments[0].Nullable, Volatility.Immutable, isFailFast, NullBehavior.Propagate, _ => new Kernel(settings, CreateReaders(), isFailFast, corrupt))
        {
            BorrowsArguments = false,
            Signature = [record, zone.Id, isFailFast, corrupt],
        };

        CsvValueReader[] CreateReaders()
        {
            var reader = new TextDates(zone, dates, timestamps, locals);
            return [.. record.Fields.Select(f => CsvValueReader.Create(f.DataType, settings, reader) ?? throw SqlSparkException.Create(
                "UNSUPPORTED_FEATURE.TYPE_IN_OPERATION", null, ("dataType", ErrorFormat.SqlType(f.DataType.Sql)), ("operation", call.Name)))];
        }
    }

    private sealed class Kernel(CsvSettings settings, CsvValueReader[] readers, bool isFailFast, int corruptColumn) : IScalarKernel
    {
        private readonly CsvRecord _record = new(settings);

        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var texts = new RowReader<Utf8View>(arguments[0]);
            var valueCount = readers.Length - (corruptColumn < 0 ? 0 : 1);
            foreach (var row in rows)
            {
                var text = texts[row];
                var isWhole = _record.Read(text.Bytes) && _record.Count == valueCount;
                var value = 0;
                for (var i = 0; i < readers.Length; i++)
                {
                    if (i == corruptColumn)
                        continue;
                    var column = result.Field(i);
                    if (_record.IsNull(value))
                    {
                        column.SetNull(row);
                    }
                    else if (!readers[i].TryRead(_record[value], column, row))
                    {
                        column.SetNull(row);
                        isWhole = false;
                    }

                    value++;
                }

                if (isFailFast && !isWhole)
                {
                    errors.Report(row, new RowError(Malformed, text.ToString(), "FAILFAST"));
                    continue;
                }

                if (corruptColumn < 0)
                    continue;
                if (isWhole)
                    result.Field(corruptColumn).SetNull(row);
                else
                    result.Field(corruptColumn).SetBytes(row, text.Bytes);
            }
        }
    }
}

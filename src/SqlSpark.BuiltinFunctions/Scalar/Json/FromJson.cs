using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Text.Json;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Json;

/// <summary><c>from_json(json, schema[, options])</c>: a JSON text as a struct, array or map.</summary>
/// <remarks>
/// Spark: <c>JsonToStructs</c> in jsonExpressions.scala over <c>JacksonParser</c>. A text that is no JSON makes a struct of NULLs or NULL, a field that cannot be read
/// is NULL alone; in the mode FAILFAST both are errors. Only the first value of the text is read.
/// </remarks>
internal static class FromJson
{
    public static readonly ScalarFunction Definition = new("from_json")
    {
        Group = FunctionGroup.Json,
        Since = "2.2.0",
        Usage = "from_json(jsonStr, schema[, options]) - Returns the value of a JSON text in the given schema.",
        Examples =
        [
            new("SELECT from_json('{\"a\":1, \"b\":0.8}', 'a INT, b DOUBLE')", "{\"a\":1,\"b\":0.8}"),
            new("SELECT from_json('{\"day\":\"26/08/2015\"}', 'day Date', map('dateFormat', 'dd/MM/yyyy'))", "{\"day\":2015-08-26}"),
            new("SELECT from_json('{\"a\":\"x\", \"b\":2}', 'a INT, b INT')", "{\"a\":null,\"b\":2}"),
        ],
        Printer = static (name, arguments) => name == Entries ? Entries : $"{name}({arguments[0]})",
        Overloads = [Overload.Bound([TypePattern.String, TypePattern.Any, TypePattern.Any], Bind) with { OptionalCount = 1 }],
    };

    /// <summary>What Spark calls a column of maps.</summary>
    private const string Entries = "entries";

    private static readonly RowErrorKind Malformed = new("MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION", "badRecord", "failFastMode");

    private static BoundFunction Bind(BindCall call)
    {
        var type = SchemaArgument.Parse(call, 1).AsNullable();
        var options = new TextOptions(call, 2);
        if (type is not (StructType or ArrayType or MapType or VariantType))
            throw SqlSparkException.Create("DATATYPE_MISMATCH.INVALID_JSON_SCHEMA", null, ("sqlExpr", BuiltinErrors.Sql(call)), ("schema", ErrorFormat.SqlType(type.Sql)));
        if (type.Exists(static t => t is MapType { KeyType: not StringType }))
            throw SqlSparkException.Create("DATATYPE_MISMATCH.INVALID_JSON_MAP_KEY_TYPE", null, ("sqlExpr", BuiltinErrors.Sql(call)), ("schema", ErrorFormat.SqlType(type.Sql)));
        var isFailFast = IsFailFast(call, options);
        var corrupt = CorruptColumn(type, options["columnNameOfCorruptRecord"] ?? call.Conf.Get(SqlConf.ColumnNameOfCorruptRecord));
        var leniency = options.JsonLeniency;
        var zone = options.Zone(call);
        var (dates, timestamps, locals) = (options.Pattern("dateFormat", true), options.Pattern("timestampFormat", true), options.Pattern("timestampNTZFormat", true));
        if (CreateReader() is null)
            throw SqlSparkException.Create("UNSUPPORTED_FEATURE.TYPE_IN_OPERATION", null, ("dataType", ErrorFormat.SqlType(type.Sql)), ("operation", "from_json"));
        return new BoundFunction(type, true, Volatility.Immutable, isFailFast, NullBehavior.Propagate, _ => new Kernel(CreateReader()!, leniency, isFailFast, corrupt))
        {
            Name = type is MapType ? Entries : "",
            BorrowsArguments = false,
            Signature = [type, zone.Id, isFailFast, corrupt],
        };

        JsonValueReader? CreateReader()
        {
            var reader = new TextDates(zone, dates, timestamps, locals);
            return type is StructType record ? JsonStructReader.Create(record, reader, corrupt) : JsonValueReader.Create(type, reader);
        }
    }

    /// <summary>True in the mode FAILFAST; an unknown mode is PERMISSIVE.</summary>
    public static bool IsFailFast(BindCall call, TextOptions options)
    {
        var mode = options["mode"]?.ToUpperInvariant();
        if (mode == "DROPMALFORMED")
            throw SqlSparkException.Create("PARSE_MODE_UNSUPPORTED", null, ("funcName", ErrorFormat.SqlId(call.Name)), ("mode", mode));
        return mode == "FAILFAST";
    }

    /// <summary>The field that takes texts that could not be read, or -1.</summary>
    public static int CorruptColumn(DataType type, string name)
    {
        var index = type is StructType record ? record.IndexOf(name) : -1;
        if (index >= 0 && ((StructType)type).Fields[index].DataType is not StringType and var actual)
            throw SqlSparkException.Create("INVALID_CORRUPT_RECORD_TYPE", null, ("columnName", ErrorFormat.SqlId(name)), ("actualType", ErrorFormat.SqlType(actual.Sql)));
        return index;
    }

    private sealed class Kernel(JsonValueReader reader, JsonLeniency leniency, bool isFailFast, int corruptColumn) : IScalarKernel
    {
        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var texts = new RowReader<Utf8View>(arguments[0]);
            foreach (var row in rows)
            {
                var text = texts[row];
                var scanner = new JsonScanner(text.Bytes, leniency);
                scanner.Read();
                if (scanner.Kind == JsonKind.None)
                {
                    if (result.Physical == PhysicalType.Struct)
                        JsonStructReader.Clear(result, row);
                    result.SetNull(row);
                    continue;
                }

                var outcome = scanner.Kind == JsonKind.StartObject && reader is JsonArrayReader { ReadsStructs: true } array
                    ? array.ReadOne(ref scanner, result, row)
                    : reader.Read(ref scanner, result, row);
                if (outcome != JsonOutcome.Value && isFailFast)
                {
                    errors.Report(row, new RowError(Malformed, text.ToString(), "FAILFAST"));
                    continue;
                }

                if (outcome is not (JsonOutcome.Value or JsonOutcome.Partial))
                {
                    if (result.Physical == PhysicalType.Struct)
                        JsonStructReader.Clear(result, row);
                    else
                        result.SetNull(row);
                }

                if (corruptColumn < 0)
                    continue;
                var corrupt = result.Field(corruptColumn);
                if (outcome == JsonOutcome.Value)
                {
                    corrupt.SetNull(row);
                }
                else
                {
                    Bitmaps.Set(corrupt.Validity, row);
                    corrupt.SetBytes(row, text.Bytes);
                }
            }
        }
    }
}

using System.Xml.Linq;
using SqlSpark.BuiltinFunctions.Scalar.Csv;
using SqlSpark.BuiltinFunctions.Scalar.Json;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Text;
using SqlSpark.Core.Text.Json;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Xml;

/// <summary><c>from_xml(xml, schema[, options])</c>: an XML element as a struct.</summary>
/// <remarks>
/// Spark: <c>XmlToStructs</c> in xmlExpressions.scala over <c>StaxXmlParser</c>. The name of the element does not count. A text that is no XML makes a struct of NULLs, a value that cannot be read is NULL
/// alone; in the mode FAILFAST both are errors.
/// </remarks>
internal static class FromXml
{
    public static readonly ScalarFunction Definition = new("from_xml")
    {
        Group = FunctionGroup.Xml,
        Since = "4.0.0",
        Usage = "from_xml(xmlStr, schema[, options]) - Returns the attributes and elements inside an XML element in the given schema.",
        Examples =
        [
            new("SELECT from_xml('<p><a>1</a><b>0.8</b></p>', 'a INT, b DOUBLE')", "{\"a\":1,\"b\":0.8}"),
            new("SELECT from_xml('<p id=\"7\"><a>1</a><a>2</a></p>', 'struct<_id:string,a:array<int>>')", "{\"_id\":\"7\",\"a\":[1,2]}"),
        ],
        Printer = static (name, arguments) => $"{name}({arguments[0]})",
        Overloads = [Overload.Bound([TypePattern.String, TypePattern.Any, TypePattern.Any], Bind) with { OptionalCount = 1 }],
    };

    private static readonly RowErrorKind Malformed = new("MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION", "badRecord", "failFastMode");

    private static BoundFunction Bind(BindCall call)
    {
        var schema = SchemaArgument.Parse(call, 1).AsNullable();
        if (schema is not StructType record)
            throw SqlSparkException.Create("UNSUPPORTED_FEATURE.TYPE_IN_OPERATION", null, ("dataType", ErrorFormat.SqlType(schema.Sql)), ("operation", call.Name));
        var options = new TextOptions(call, 2);
        var read = XmlReadOptions.Of(options);
        var settings = CsvSettings.ForReading(options);
        var isFailFast = FromJson.IsFailFast(call, options);
        var corrupt = FromJson.CorruptColumn(record, options["columnNameOfCorruptRecord"] ?? call.Conf.Get(SqlConf.ColumnNameOfCorruptRecord));
        var zone = options.Zone(call);
        var (dates, timestamps, locals) = (options.Pattern("dateFormat", true), options.Pattern("timestampFormat", true), options.Pattern("timestampNTZFormat", true));
        var names = call.Conf.Get(SqlConf.CaseSensitive) ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase;
        if (CreateReader() is null)
            throw SqlSparkException.Create("UNSUPPORTED_FEATURE.TYPE_IN_OPERATION", null, ("dataType", ErrorFormat.SqlType(record.Sql)), ("operation", call.Name));
        return new BoundFunction(record, true, Volatility.Immutable, isFailFast, NullBehavior.Propagate, _ => new Kernel(CreateReader()!, isFailFast, corrupt))
        {
            BorrowsArguments = false,
            Signature = [record, zone.Id, isFailFast, corrupt],
        };

        XmlValueReader? CreateReader() => XmlValueReader.Create(record, read, settings, new TextDates(zone, dates, timestamps, locals), names);
    }

    private sealed class Kernel(XmlValueReader reader, bool isFailFast, int corruptColumn) : IScalarKernel
    {
        private readonly List<XObject> _root = [];

        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var texts = new RowReader<Utf8View>(arguments[0]);
            foreach (var row in rows)
            {
                var text = texts[row];
                var element = XmlDocuments.Parse(text.ToString());
                var isWhole = element is not null;
                if (element is null)
                {
                    JsonStructReader.Clear(result, row);
                }
                else
                {
                    _root.Clear();
                    _root.Add(element);
                    isWhole = reader.TryRead(_root, result, row);
                }

                if (isFailFast && !isWhole)
                {
                    errors.Report(row, new RowError(Malformed, text.ToString(), "FAILFAST"));
                    continue;
                }

                if (corruptColumn < 0)
                    continue;
                var corrupt = result.Field(corruptColumn);
                if (isWhole)
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

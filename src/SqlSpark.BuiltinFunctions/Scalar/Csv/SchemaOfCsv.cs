using System.Globalization;
using System.Text;
using SqlSpark.BuiltinFunctions.Scalar.Json;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Text;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Csv;

/// <summary><c>schema_of_csv(csv[, options])</c>: the type of a line of CSV, as SQL.</summary>
/// <remarks>Spark: <c>SchemaOfCsv</c> in csvExpressions.scala over <c>CSVInferSchema</c>. The text is a constant, so the answer is one.</remarks>
internal static class SchemaOfCsv
{
    public static readonly ScalarFunction Definition = new("schema_of_csv")
    {
        Group = FunctionGroup.Csv,
        Since = "3.0.0",
        Usage = "schema_of_csv(csv[, options]) - Returns the type of a constant line of CSV, as SQL.",
        Examples =
        [
            new("SELECT schema_of_csv('1,abc')", "STRUCT<_c0: INT, _c1: STRING>"),
            new("SELECT schema_of_csv('1.5|2024-01-02|true', map('sep', '|'))", "STRUCT<_c0: DOUBLE, _c1: DATE, _c2: BOOLEAN>"),
        ],
        Printer = static (name, arguments) => $"{name}({arguments[0]})",
        RewriteArity = (1, 2),
        Rewrite = static call => Literal.String(Infer(call)),
    };

    private static string Infer(BindCall call)
    {
        var options = new TextOptions(call, 1);
        var settings = CsvSettings.ForReading(options);
        var record = new CsvRecord(settings);
        var text = SchemaOfJson.ConstantText(call);
        if (!record.Read(Encoding.UTF8.GetBytes(text)))
            throw SqlSparkException.Create("MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION", null, ("badRecord", text), ("failFastMode", "FAILFAST"));
        var dates = new TextDates(options.Zone(call), options.Pattern("dateFormat", true), options.Pattern("timestampFormat", true), options.Pattern("timestampNTZFormat", true));
        var isLocal = call.Conf.Get(SqlConf.TimestampType) == TimestampTypeChoice.TimestampNtz;
        var hasDatePattern = options["dateFormat"] is not null;
        return new StructType(Enumerable.Range(0, record.Count).Select(i => new StructField(
            string.Create(CultureInfo.InvariantCulture, $"_c{i}"), record.IsNull(i) ? StringType.Instance : TypeOf(record[i], settings, dates, isLocal, hasDatePattern))).ToEquatableArray()).Sql;
    }

    /// <summary>The first type, from numbers on, that has the value.</summary>
    private static DataType TypeOf(ReadOnlySpan<byte> text, CsvSettings settings, TextDates dates, bool isLocal, bool hasDatePattern)
    {
        if (text.IsEmpty)
            return StringType.Instance;
        if (text[0] > ' ' && text[^1] > ' ' && IntegerText.TryParse(text, allowFraction: false, out var number))
            return number == (int)number ? IntegerType.Instance : LongType.Instance;
        if (DecimalText.TryMeasure(text, out var precision, out var scale) && scale <= 0 && precision - scale <= DecimalType.MaxPrecision)
            return new DecimalType((int)(precision - scale), 0);
        if (FloatingPointText.TryParse(text, out double _) || CsvValueReader.Special(text, settings) is not null)
            return DoubleType.Instance;
        if (settings.PrefersDate && (hasDatePattern || text.Length >= 10) && dates.TryDate(text, out _) && (hasDatePattern || text.IndexOfAny((byte)' ', (byte)'T', (byte)':') < 0))
            return DateType.Instance;
        if (isLocal && dates.TryLocalTimestamp(text, out _))
            return TimestampNtzType.Instance;
        if (dates.TryTimestamp(text, out _))
            return TimestampType.Instance;
        return Ascii.EqualsIgnoreCase(text, "true"u8) || Ascii.EqualsIgnoreCase(text, "false"u8) ? BooleanType.Instance : StringType.Instance;
    }
}

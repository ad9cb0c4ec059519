using System.Text;
using System.Xml.Linq;
using SqlSpark.BuiltinFunctions.Scalar.Json;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Text;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Xml;

/// <summary><c>schema_of_xml(xml[, options])</c>: the type of an XML element, as SQL.</summary>
/// <remarks>Spark: <c>SchemaOfXml</c> in xmlExpressions.scala over <c>XmlInferSchema</c>. The text is a constant, so the answer is one.</remarks>
internal static class SchemaOfXml
{
    public static readonly ScalarFunction Definition = new("schema_of_xml")
    {
        Group = FunctionGroup.Xml,
        Since = "4.0.0",
        Usage = "schema_of_xml(xml[, options]) - Returns the type of a constant XML element, as SQL.",
        Examples =
        [
            new("SELECT schema_of_xml('<p><a>1</a></p>')", "STRUCT<a: BIGINT>"),
            new("SELECT schema_of_xml('<p id=\"x\"><a>1</a><a>2.5</a></p>')", "STRUCT<_id: STRING, a: ARRAY<DOUBLE>>"),
        ],
        Printer = static (name, arguments) => $"{name}({arguments[0]})",
        RewriteArity = (1, 2),
        Rewrite = static call => Literal.String(Infer(call)),
    };

    private static string Infer(BindCall call)
    {
        var options = new TextOptions(call, 1);
        var read = XmlReadOptions.Of(options);
        var text = SchemaOfJson.ConstantText(call);
        if (XmlDocuments.Parse(text) is not { } element)
            throw SqlSparkException.Create("MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION", null, ("badRecord", text), ("failFastMode", "FAILFAST"));
        var dates = new TextDates(options.Zone(call), options.Pattern("dateFormat", true), options.Pattern("timestampFormat", true), options.Pattern("timestampNTZFormat", true));
        var type = OfElement(element, read, dates, options.Flag("inferSchema", true));
        return WithStrings(type is StructType ? type : new StructType([new StructField(read.ValueTag, type)])).Sql;
    }

    /// <summary>A struct of attributes, elements and text; the type of the text where there is nothing else.</summary>
    private static DataType OfElement(XElement element, XmlReadOptions options, TextDates dates, bool infers)
    {
        var fields = new SortedDictionary<string, DataType>(StringComparer.Ordinal);
        if (!options.OmitsAttributes)
        {
            foreach (var attribute in XmlDocuments.Attributes(element))
                fields[options.AttributePrefix + attribute.Name.LocalName] = OfText(attribute.Value, options, dates, infers);
        }

        foreach (var group in element.Elements().GroupBy(static e => e.Name.LocalName))
        {
            var types = group.Select(e => OfElement(e, options, dates, infers)).ToList();
            var common = types.Aggregate(Merge);
            fields[group.Key] = types.Count > 1 ? new ArrayType(common) : common;
        }

        var text = XmlDocuments.OwnText(element);
        if (fields.Count == 0)
            return OfText(text, options, dates, infers);
        if (!string.IsNullOrWhiteSpace(text))
            fields[options.ValueTag] = OfText(text, options, dates, infers);
        return new StructType(fields.Select(static f => new StructField(f.Key, f.Value)).ToEquatableArray());
    }

    private static DataType OfText(string text, XmlReadOptions options, TextDates dates, bool infers)
    {
        if (options.Trims)
            text = text.Trim();
        var bytes = Encoding.UTF8.GetBytes(text);
        if (bytes.Length == 0 || (options.NullText is { } nullText && bytes.AsSpan().SequenceEqual(nullText)))
            return VoidType.Instance;
        if (!infers)
            return StringType.Instance;
        if (IntegerText.TryParse(bytes, allowFraction: false, out _))
            return LongType.Instance;
        if (bytes[^1] is not ((byte)'d' or (byte)'D' or (byte)'f' or (byte)'F') && FloatingPointText.TryParse(bytes, out double _))
            return DoubleType.Instance;
        if (text.Equals("true", StringComparison.OrdinalIgnoreCase) || text.Equals("false", StringComparison.OrdinalIgnoreCase))
            return BooleanType.Instance;
        if (text.Length >= 10 && !text.Contains(':', StringComparison.Ordinal) && dates.TryDate(bytes, out _))
            return DateType.Instance;
        return text.Length >= 10 && dates.TryTimestamp(bytes, out _) ? TimestampType.Instance : StringType.Instance;
    }

    /// <summary>A type for values of both.</summary>
    private static DataType Merge(DataType left, DataType right) => (left, right) switch
    {
        _ when left.Equals(right) => left,
        (VoidType, _) => right,
        (_, VoidType) => left,
        (LongType, DoubleType) or (DoubleType, LongType) => DoubleType.Instance,
        (DateType, TimestampType) or (TimestampType, DateType) => TimestampType.Instance,
        (StructType first, StructType second) => Merge(first, second),
        (ArrayType first, ArrayType second) => new ArrayType(Merge(first.ElementType, second.ElementType)),
        (ArrayType first, _) => new ArrayType(Merge(first.ElementType, right)),
        (_, ArrayType second) => new ArrayType(Merge(left, second.ElementType)),
        _ => StringType.Instance,
    };

    private static StructType Merge(StructType left, StructType right)
    {
        var fields = new SortedDictionary<string, DataType>(StringComparer.Ordinal);
        foreach (var field in left.Fields.Concat(right.Fields))
            fields[field.Name] = fields.TryGetValue(field.Name, out var other) ? Merge(other, field.DataType) : field.DataType;
        return new StructType(fields.Select(static f => new StructField(f.Key, f.Value)).ToEquatableArray());
    }

    private static DataType WithStrings(DataType type) => type switch
    {
        VoidType => StringType.Instance,
        ArrayType array => new ArrayType(WithStrings(array.ElementType)),
        StructType record => new StructType(record.Fields.Map(static f => f with { DataType = WithStrings(f.DataType) })),
        _ => type,
    };
}

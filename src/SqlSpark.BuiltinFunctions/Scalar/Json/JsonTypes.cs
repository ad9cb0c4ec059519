using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Text;
using SqlSpark.Core.Text.Json;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Json;

/// <summary>The types of JSON texts. Spark: <c>JsonInferSchema</c>.</summary>
internal static class JsonTypes
{
    /// <summary>What decides on types.</summary>
    /// <param name="call">For the session's settings.</param>
    /// <param name="options">The options of the call.</param>
    internal sealed class Options(BindCall call, TextOptions options)
    {
        public JsonLeniency Leniency { get; } = options.JsonLeniency;

        public bool PrimitivesAsString { get; } = options.Flag("primitivesAsString", false);

        public bool PrefersDecimal { get; } = options.Flag("prefersDecimal", false);

        public bool InfersTimestamps { get; } = options.Flag("inferTimestamp", false);

        public bool DropsNulls { get; } = options.Flag("dropFieldIfAllNull", false);

        public bool IsLocal { get; } = call.Conf.Get(SqlConf.TimestampType) == TimestampTypeChoice.TimestampNtz;

        public TextDates Dates { get; } = new(options.Zone(call), null, options.Pattern("timestampFormat", true), options.Pattern("timestampNTZFormat", true));
    }

    /// <summary>The type of a text; a text without any value is a string.</summary>
    public static DataType Infer(ReadOnlySpan<byte> text, Options options)
    {
        var scanner = new JsonScanner(text, options.Leniency);
        if (!scanner.Read() && scanner.Kind == JsonKind.Fault)
            throw Malformed(text);
        var type = scanner.Kind == JsonKind.None ? VoidType.Instance : InferValue(ref scanner, text, options);
        return Canonicalize(type, options) ?? type switch
        {
            StructType => StructType.Empty,
            ArrayType { ElementType: StructType } => new ArrayType(StructType.Empty),
            _ => StringType.Instance,
        };
    }

    private static DataType InferValue(ref JsonScanner scanner, ReadOnlySpan<byte> text, Options options) => scanner.Kind switch
    {
        JsonKind.Null => VoidType.Instance,
        JsonKind.String => OfText(scanner, options),
        JsonKind.StartObject => OfObject(ref scanner, text, options),
        JsonKind.StartArray => OfArray(ref scanner, text, options),
        _ when options.PrimitivesAsString => StringType.Instance,
        JsonKind.Integer => OfNumber(scanner.Raw, isFraction: false),
        JsonKind.Fraction => options.PrefersDecimal ? OfNumber(scanner.Raw, isFraction: true) : DoubleType.Instance,
        _ => BooleanType.Instance,
    };

    private static DataType OfText(in JsonScanner scanner, Options options)
    {
        var value = scanner.Text(new Utf8Buffer());
        if (value.IsEmpty)
            return VoidType.Instance;
        if (options.PrefersDecimal && OfNumber(value, isFraction: true) is DecimalType number)
            return number;
        if (!options.InfersTimestamps)
            return StringType.Instance;
        if (options.IsLocal && options.Dates.TryLocalTimestamp(value, out _))
            return TimestampNtzType.Instance;
        return options.Dates.TryTimestamp(value, out _) ? TimestampType.Instance : StringType.Instance;
    }

    private static DataType OfNumber(ReadOnlySpan<byte> text, bool isFraction)
    {
        if (!isFraction && IntegerText.TryParse(text, allowFraction: false, out _))
            return LongType.Instance;
        if (!DecimalText.TryMeasure(text, out var precision, out var scale))
            return DoubleType.Instance;
        if (scale < 0)
            throw SqlSparkException.Create("NEGATIVE_SCALE_DISALLOWED", null, ("scale", ErrorFormat.SqlValue((int)scale)), ("sqlConf", ErrorFormat.SqlConf("spark.sql.legacy.allowNegativeScaleOfDecimal")));
        precision = Math.Max(precision, scale);
        return precision <= DecimalType.MaxPrecision ? new DecimalType((int)precision, (int)scale) : DoubleType.Instance;
    }

    private static StructType OfObject(ref JsonScanner scanner, ReadOnlySpan<byte> text, Options options)
    {
        var fields = new List<StructField>();
        while (true)
        {
            if (!scanner.Read())
                throw Malformed(text);
            if (scanner.Kind == JsonKind.EndObject)
                break;
            var name = System.Text.Encoding.UTF8.GetString(scanner.Text(new Utf8Buffer()));
            if (!scanner.Read())
                throw Malformed(text);
            fields.Add(new StructField(name, InferValue(ref scanner, text, options)));
        }

        return new StructType(fields.OrderBy(f => f.Name, StringComparer.Ordinal).ToEquatableArray());
    }

    private static ArrayType OfArray(ref JsonScanner scanner, ReadOnlySpan<byte> text, Options options)
    {
        DataType element = VoidType.Instance;
        while (true)
        {
            if (!scanner.Read())
                throw Malformed(text);
            if (scanner.Kind == JsonKind.EndArray)
                return new ArrayType(element);
            element = Merge(element, InferValue(ref scanner, text, options));
        }
    }

    /// <summary>The type that holds values of both; STRING when there is none. Spark: <c>compatibleType</c>.</summary>
    public static DataType Merge(DataType left, DataType right) => (left, right) switch
    {
        _ when left.Equals(right) => left,
        (VoidType, _) => right,
        (_, VoidType) => left,
        (LongType or DecimalType, DoubleType) or (DoubleType, LongType or DecimalType) => DoubleType.Instance,
        (DecimalType l, DecimalType r) => Merge(l, r),
        (LongType, DecimalType r) => Merge(new DecimalType(20, 0), r),
        (DecimalType l, LongType) => Merge(l, new DecimalType(20, 0)),
        (TimestampType, TimestampNtzType) or (TimestampNtzType, TimestampType) => TimestampType.Instance,
        (StructType l, StructType r) => Merge(l, r),
        (ArrayType l, ArrayType r) => new ArrayType(Merge(l.ElementType, r.ElementType)),
        _ => StringType.Instance,
    };

    private static DataType Merge(DecimalType left, DecimalType right)
    {
        var scale = Math.Max(left.Scale, right.Scale);
        var precision = Math.Max(left.Precision - left.Scale, right.Precision - right.Scale) + scale;
        return precision <= DecimalType.MaxPrecision ? new DecimalType(precision, scale) : DoubleType.Instance;
    }

    private static StructType Merge(StructType left, StructType right)
    {
        var fields = left.Fields.ToList();
        foreach (var field in right.Fields)
        {
            var index = fields.FindIndex(f => f.Name == field.Name);
            if (index < 0)
                fields.Add(field);
            else
                fields[index] = fields[index] with { DataType = Merge(fields[index].DataType, field.DataType) };
        }

        return new StructType(fields.OrderBy(f => f.Name, StringComparer.Ordinal).ToEquatableArray());
    }

    /// <summary>Without fields that have no name or no field of their own, and strings for what was always null; null when nothing is left.</summary>
    private static DataType? Canonicalize(DataType type, Options options)
    {
        switch (type)
        {
            case ArrayType array:
                return Canonicalize(array.ElementType, options) is { } element ? new ArrayType(element) : null;
            case StructType record:
                var fields = record.Fields
                    .Where(f => f.Name.Length > 0)
                    .Select(f => (Field: f, Type: Canonicalize(f.DataType, options)))
                    .Where(f => f.Type is not null)
                    .Select(f => f.Field with { DataType = f.Type! })
                    .ToEquatableArray();
                return fields.IsEmpty ? null : new StructType(fields);
            case VoidType:
                return options.DropsNulls ? null : StringType.Instance;
            default:
                return type;
        }
    }

    private static SqlSparkException Malformed(ReadOnlySpan<byte> text) => SqlSparkException.Create(
        "MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION", null, ("badRecord", System.Text.Encoding.UTF8.GetString(text)), ("failFastMode", "FAILFAST"));
}

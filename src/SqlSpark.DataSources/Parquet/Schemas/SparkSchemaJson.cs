using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.DataSources.Parquet.Schemas;

/// <summary>The note in which Spark keeps the schema of a file as it sees it: types that the format cannot tell apart, nullability, comments.</summary>
/// <remarks>Spark: <c>DataType.json</c>, <c>DataType.fromJson</c>, <c>ParquetReadSupport.SPARK_METADATA_KEY</c>.</remarks>
internal static class SparkSchemaJson
{
    /// <summary>The key of the schema.</summary>
    public const string SchemaKey = "org.apache.spark.sql.parquet.row.metadata";

    /// <summary>The key of the version of Spark: readers take from it that dates and timestamps follow the Gregorian calendar.</summary>
    public const string VersionKey = "org.apache.spark.version";

    /// <summary>The version whose files ours equal.</summary>
    public const string Version = "4.1.0";

    private const string CharVarcharKey = "__CHAR_VARCHAR_TYPE_STRING";
    private const string CollationsKey = "__COLLATIONS";
    private const string MetadataKey = "metadata";
    private const string ValueName = "value";

    // Deeper than any schema that can be written or read.
    private const int MaxDepth = 1000;

    private static readonly FrozenDictionary<string, DataType> AtomicTypes = new DataType[]
    {
        BooleanType.Instance, ByteType.Instance, ShortType.Instance, IntegerType.Instance, LongType.Instance, FloatType.Instance, DoubleType.Instance,
        StringType.Instance, BinaryType.Instance, DateType.Instance, TimestampType.Instance, TimestampNtzType.Instance, VariantType.Instance,
        VoidType.Instance, CalendarIntervalType.Instance,
    }.Concat(Intervals()).ToFrozenDictionary(static type => type.TypeName, StringComparer.Ordinal);

    /// <summary>The schema as Spark writes it.</summary>
    public static string Write(StructType schema)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = MaxDepth }))
            WriteStruct(writer, schema);
        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Reads a schema; null for what is no schema, or has types that are not known.</summary>
    public static StructType? TryRead(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = MaxDepth });
            return ReadType(document.RootElement, keepsLengths: false) as StructType;
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Writes a type as Spark does, and what its strings are beyond STRING, also where it is no column's.</summary>
    public static void WriteWithNotes(Utf8JsonWriter writer, DataType type)
    {
        var value = new StructField(ValueName, type);
        if (!HasBoundedStrings(type) && !Collations(type, value.Name).Any())
        {
            WriteType(writer, type);
            return;
        }

        writer.WriteStartObject();
        writer.WritePropertyName("type");
        WriteType(writer, type);
        writer.WriteStartObject(MetadataKey);
        WriteStringNotes(writer, value);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    /// <summary>Reads what <see cref="WriteWithNotes"/> writes; CHAR and VARCHAR are such again.</summary>
    /// <exception cref="FormatException">It is no type; also <see cref="KeyNotFoundException"/> and <see cref="InvalidOperationException"/>.</exception>
    public static DataType ReadWithNotes(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(MetadataKey, out var notes))
            return ReadType(element, keepsLengths: true);
        return WithNotes(ReadType(element.GetProperty("type"), keepsLengths: true), ValueName, notes, keepsLengths: true);
    }

    private static void WriteType(Utf8JsonWriter writer, DataType type)
    {
        DeepStack.Guard();
        switch (type)
        {
            case StructType record:
                WriteStruct(writer, record);
                break;
            case ArrayType array:
                writer.WriteStartObject();
                writer.WriteString("type", "array");
                writer.WritePropertyName("elementType");
                WriteType(writer, array.ElementType);
                writer.WriteBoolean("containsNull", array.ContainsNull);
                writer.WriteEndObject();
                break;
            case MapType map:
                writer.WriteStartObject();
                writer.WriteString("type", "map");
                writer.WritePropertyName("keyType");
                WriteType(writer, map.KeyType);
                writer.WritePropertyName("valueType");
                WriteType(writer, map.ValueType);
                writer.WriteBoolean("valueContainsNull", map.ValueContainsNull);
                writer.WriteEndObject();
                break;
            case StringType:
                writer.WriteStringValue("string");
                break;
            default:
                writer.WriteStringValue(type.TypeName);
                break;
        }
    }

    private static void WriteStruct(Utf8JsonWriter writer, StructType type)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "struct");
        writer.WriteStartArray("fields");
        foreach (var field in type.Fields)
        {
            writer.WriteStartObject();
            writer.WriteString("name", field.Name);
            writer.WritePropertyName("type");
            WriteType(writer, field.DataType);
            writer.WriteBoolean("nullable", field.Nullable);
            writer.WriteStartObject(MetadataKey);
            foreach (var (key, value) in field.Metadata)
                writer.WriteString(key, value);
            WriteStringNotes(writer, field);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>What a field's strings are beyond STRING stands in its metadata: the length of CHAR and VARCHAR, and collations by path.</summary>
    private static void WriteStringNotes(Utf8JsonWriter writer, StructField field)
    {
        if (HasBoundedStrings(field.DataType))
            writer.WriteString(CharVarcharKey, WithoutCollations(field.DataType).CatalogString);
        var collations = Collations(field.DataType, field.Name).ToList();
        if (collations.Count == 0)
            return;
        writer.WriteStartObject(CollationsKey);
        foreach (var (path, collation) in collations)
            writer.WriteString(path, (collation == "UTF8_LCASE" ? "spark." : "icu.") + collation);
        writer.WriteEndObject();
    }

    private static bool HasBoundedStrings(DataType type) => type switch
    {
        StringType text => text.LengthKind != StringLengthKind.Unbounded,
        ArrayType array => HasBoundedStrings(array.ElementType),
        MapType map => HasBoundedStrings(map.KeyType) || HasBoundedStrings(map.ValueType),
        _ => false,     // fields of a struct have notes of their own
    };

    private static DataType WithoutCollations(DataType type) => type switch
    {
        StringType text => text with { Collation = StringType.DefaultCollation },
        ArrayType array => array with { ElementType = WithoutCollations(array.ElementType) },
        MapType map => map with { KeyType = WithoutCollations(map.KeyType), ValueType = WithoutCollations(map.ValueType) },
        _ => type,
    };

    private static IEnumerable<(string Path, string Collation)> Collations(DataType type, string path) => type switch
    {
        StringType { IsBinaryCollation: false } text => [(path, text.Collation)],
        ArrayType array => Collations(array.ElementType, path + ".element"),
        MapType map => Collations(map.KeyType, path + ".key").Concat(Collations(map.ValueType, path + ".value")),
        _ => [],
    };

    private static DataType ReadType(JsonElement element, bool keepsLengths)
    {
        DeepStack.Guard();
        if (element.ValueKind == JsonValueKind.String)
            return ReadAtomic(element.GetString()!);
        return element.GetProperty("type").GetString() switch
        {
            "struct" => new StructType(EquatableArray.Create<StructField>([.. element.GetProperty("fields").EnumerateArray().Select(field => ReadField(field, keepsLengths))])),
            "array" => new ArrayType(ReadType(element.GetProperty("elementType"), keepsLengths), element.GetProperty("containsNull").GetBoolean()),
            "map" => new MapType(
                ReadType(element.GetProperty("keyType"), keepsLengths),
                ReadType(element.GetProperty("valueType"), keepsLengths),
                element.GetProperty("valueContainsNull").GetBoolean()),
            "udt" => ReadType(element.GetProperty("sqlType"), keepsLengths),
            var other => throw new FormatException($"the type {other}"),
        };
    }

    private static DataType ReadAtomic(string name)
    {
        if (AtomicTypes.TryGetValue(name, out var type))
            return type;
        if (name.StartsWith("decimal(", StringComparison.Ordinal) && name.EndsWith(')') && name[8..^1].Split(',') is [var precision, var scale])
        {
            var (p, s) = (ParseInt(precision), ParseInt(scale));
            if (p is >= 1 and <= DecimalType.MaxPrecision && s >= 0 && s <= p)
                return new DecimalType(p, s);
        }

        if (name.StartsWith("time(", StringComparison.Ordinal) && name.EndsWith(')') && ParseInt(name[5..^1]) is >= 0 and <= 6 and var digits)
            return new TimeType(digits);
        throw new FormatException($"the type {name}");
    }

    private static IEnumerable<DataType> Intervals()
    {
        for (var start = YearMonthField.Year; start <= YearMonthField.Month; start++)
        {
            for (var end = start; end <= YearMonthField.Month; end++)
                yield return new YearMonthIntervalType(start, end);
        }

        for (var start = DayTimeField.Day; start <= DayTimeField.Second; start++)
        {
            for (var end = start; end <= DayTimeField.Second; end++)
                yield return new DayTimeIntervalType(start, end);
        }
    }

    private static int ParseInt(string text) =>
        int.TryParse(text, NumberStyles.None | NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture, out var number) ? number : throw new FormatException($"the number {text}");

    private static StructField ReadField(JsonElement element, bool keepsLengths)
    {
        var name = element.GetProperty("name").GetString() ?? throw new FormatException("a column without a name");
        var type = ReadType(element.GetProperty("type"), keepsLengths);
        var texts = new List<KeyValuePair<string, string>>();
        if (element.TryGetProperty(MetadataKey, out var notes))
        {
            type = WithNotes(type, name, notes, keepsLengths);
            texts.AddRange(notes.EnumerateObject()
                .Where(static note => note.Name is not (CollationsKey or CharVarcharKey) && note.Value.ValueKind == JsonValueKind.String)
                .Select(static note => KeyValuePair.Create(note.Name, note.Value.GetString()!)));
        }

        return new StructField(name, type, element.GetProperty("nullable").GetBoolean()) { Metadata = EquatableArray.Create<KeyValuePair<string, string>>([.. texts]) };
    }

    private static DataType WithNotes(DataType type, string name, JsonElement notes, bool keepsLengths)
    {
        if (keepsLengths && notes.TryGetProperty(CharVarcharKey, out var lengths))
            type = BoundedStrings.Apply(type, lengths.GetString()!);
        return notes.TryGetProperty(CollationsKey, out var collations) ? WithCollations(type, name, collations) : type;
    }

    private static DataType WithCollations(DataType type, string path, JsonElement collations) => type switch
    {
        StringType text when collations.TryGetProperty(path, out var collation) && collation.GetString() is { } qualified =>
            text with { Collation = qualified[(qualified.IndexOf('.', StringComparison.Ordinal) + 1)..] },
        ArrayType array => array with { ElementType = WithCollations(array.ElementType, path + ".element", collations) },
        MapType map => map with
        {
            KeyType = WithCollations(map.KeyType, path + ".key", collations),
            ValueType = WithCollations(map.ValueType, path + ".value", collations),
        },
        _ => type,
    };
}

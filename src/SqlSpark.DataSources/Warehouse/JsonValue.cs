using System.Globalization;
using System.Text.Json;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Parquet.Schemas;

namespace SqlSpark.DataSources.Warehouse;

/// <summary>How values of a type stand in JSON.</summary>
/// <param name="Write">Writes a value.</param>
/// <param name="Read">Reads one. Throws <see cref="FormatException"/>, <see cref="JsonException"/>, <see cref="KeyNotFoundException"/> or <see cref="InvalidOperationException"/> for what is none.</param>
internal sealed record JsonValue<T>(Action<Utf8JsonWriter, T> Write, Func<JsonElement, T> Read);

/// <summary>The forms of values that several records have.</summary>
internal static class JsonValues
{
    /// <summary>A string.</summary>
    public static readonly JsonValue<string> Text = new(
        static (json, value) => json.WriteStringValue(value), static element => element.GetString() ?? throw new FormatException("null in the place of a text"));

    /// <summary>A number.</summary>
    public static readonly JsonValue<long> Number = new(static (json, value) => json.WriteNumberValue(value), static element => element.GetInt64());

    /// <summary>A small number.</summary>
    public static readonly JsonValue<int> Count = new(static (json, value) => json.WriteNumberValue(value), static element => element.GetInt32());

    /// <summary>true or false.</summary>
    public static readonly JsonValue<bool> Flag = new(static (json, value) => json.WriteBooleanValue(value), static element => element.GetBoolean());

    /// <summary>A time with its offset, in ISO 8601.</summary>
    public static readonly JsonValue<DateTimeOffset> Time = new(
        static (json, value) => json.WriteStringValue(value.ToString("O", CultureInfo.InvariantCulture)),
        static element => DateTimeOffset.ParseExact(Text.Read(element), "O", CultureInfo.InvariantCulture));

    /// <summary>A type as Spark writes it.</summary>
    public static readonly JsonValue<DataType> Type = new(SparkSchemaJson.WriteWithNotes, SparkSchemaJson.ReadWithNotes);

    /// <summary>The columns of a relation as Spark writes them.</summary>
    public static readonly JsonValue<StructType> Schema = new(
        static (json, schema) => SparkSchemaJson.WriteWithNotes(json, schema),
        static element => SparkSchemaJson.ReadWithNotes(element) as StructType ?? throw new FormatException("a type in the place of columns"));

    /// <summary>Texts in order.</summary>
    public static readonly JsonValue<EquatableArray<string>> Texts = ListOf(Text);

    /// <summary>Keys and values: an object that keeps their order.</summary>
    public static readonly JsonValue<EquatableArray<KeyValuePair<string, string>>> Pairs = new(
        static (json, pairs) =>
        {
            json.WriteStartObject();
            foreach (var (key, value) in pairs)
                json.WriteString(key, value);
            json.WriteEndObject();
        },
        static element => element.EnumerateObject().Select(static p => KeyValuePair.Create(p.Name, Text.Read(p.Value))).ToEquatableArray());

    /// <summary>Values of one form in order.</summary>
    public static JsonValue<EquatableArray<T>> ListOf<T>(JsonValue<T> item) => new(
        (json, items) =>
        {
            json.WriteStartArray();
            foreach (var value in items)
                item.Write(json, value);
            json.WriteEndArray();
        },
        element => element.EnumerateArray().Select(item.Read).ToEquatableArray());

    /// <summary>A member of an enumeration by name.</summary>
    public static JsonValue<T> Choice<T>()
        where T : struct, Enum => new(
        static (json, value) => json.WriteStringValue(value.ToString()),
        static element => Enum.TryParse<T>(Text.Read(element), out var value) && Enum.IsDefined(value) ? value : throw new FormatException($"the choice {element.GetString()}"));

    /// <summary>A value or null, which is left out.</summary>
    public static JsonValue<T?> OrNull<T>(this JsonValue<T> value)
        where T : class => new((json, item) => value.Write(json, item!), element => value.Read(element));

    /// <summary>A value or null, which is left out.</summary>
    public static JsonValue<T?> OrNoValue<T>(this JsonValue<T> value)
        where T : struct => new((json, item) => value.Write(json, item!.Value), element => value.Read(element));
}

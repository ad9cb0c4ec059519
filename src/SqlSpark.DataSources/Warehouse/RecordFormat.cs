using System.Text.Json;

namespace SqlSpark.DataSources.Warehouse;

/// <summary>How a record stands in JSON: an object with a property for each field, in order. Properties that nobody knows are an error: a later release may have written what must not be lost.</summary>
/// <param name="blank">The record whose fields have their defaults.</param>
/// <typeparam name="T">The record.</typeparam>
internal sealed class RecordFormat<T>(T blank)
    where T : class
{
    private readonly List<(string Name, bool IsRequired, Action<Utf8JsonWriter, T> Write, Func<T, JsonElement, T> Read)> _fields = [];

    /// <summary>The form of a record inside another one.</summary>
    public JsonValue<T> Value => new(Write, Read);

    /// <summary>Adds a field that each record has.</summary>
    public RecordFormat<T> Required<TValue>(string name, JsonValue<TValue> value, Func<T, TValue> get, Func<T, TValue, T> with)
    {
        _fields.Add((name, true, (json, record) => Write(json, name, value, get(record)), (record, element) => with(record, value.Read(element))));
        return this;
    }

    /// <summary>Adds a field that is left out where it has its default.</summary>
    public RecordFormat<T> Optional<TValue>(string name, JsonValue<TValue> value, Func<T, TValue> get, Func<T, TValue, T> with)
    {
        var byDefault = get(blank);
        _fields.Add((
            name,
            false,
            (json, record) =>
            {
                var held = get(record);
                if (!EqualityComparer<TValue>.Default.Equals(held, byDefault))
                    Write(json, name, value, held);
            },
            (record, element) => with(record, value.Read(element))));
        return this;
    }

    /// <summary>Adds what <paramref name="add"/> adds.</summary>
    public RecordFormat<T> With(Func<RecordFormat<T>, RecordFormat<T>> add) => add(this);

    /// <summary>Writes a record.</summary>
    public void Write(Utf8JsonWriter json, T record)
    {
        json.WriteStartObject();
        foreach (var field in _fields)
            field.Write(json, record);
        json.WriteEndObject();
    }

    /// <summary>Reads a record.</summary>
    /// <exception cref="FormatException">A property is missing, or is not known; other exceptions as of <see cref="JsonValue{T}"/>.</exception>
    public T Read(JsonElement element)
    {
        var record = blank;
        var missing = _fields.Where(static f => f.IsRequired).Select(static f => f.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            var index = _fields.FindIndex(f => f.Name == property.Name);
            if (index < 0)
                throw new FormatException($"the property {property.Name} is not known");
            missing.Remove(property.Name);
            record = _fields[index].Read(record, property.Value);
        }

        return missing.Count == 0 ? record : throw new FormatException($"the property {missing.First()} is missing");
    }

    private static void Write<TValue>(Utf8JsonWriter json, string name, JsonValue<TValue> form, TValue value)
    {
        json.WritePropertyName(name);
        form.Write(json, value);
    }
}

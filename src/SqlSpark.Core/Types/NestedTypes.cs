using System.Buffers;
using SqlSpark.Core.Collections;

namespace SqlSpark.Core.Types;

/// <summary>ARRAY&lt;element&gt;.</summary>
/// <param name="ElementType">The type of the elements.</param>
/// <param name="ContainsNull">False when no element is NULL.</param>
public sealed record ArrayType(DataType ElementType, bool ContainsNull = true) : DataType
{
    /// <inheritdoc />
    public override string TypeName => "array";

    /// <inheritdoc />
    public override string SimpleString => $"array<{ElementType.SimpleString}>";

    /// <inheritdoc />
    public override string CatalogString => $"array<{ElementType.CatalogString}>";

    /// <inheritdoc />
    public override string Sql => $"ARRAY<{ElementType.Sql}>";

    /// <inheritdoc />
    public override PhysicalType PhysicalType => PhysicalType.List;

    /// <inheritdoc />
    public override bool IsOrderable => ElementType.IsOrderable;

    /// <inheritdoc />
    public override bool IsHashable => ElementType.IsHashable;

    /// <inheritdoc />
    public override EquatableArray<DataType> Children => [ElementType];

    /// <inheritdoc />
    public override DataType AsNullable() => new ArrayType(ElementType.AsNullable());
}

/// <summary>MAP&lt;key, value&gt;. Keys are never NULL.</summary>
/// <param name="KeyType">The type of the keys.</param>
/// <param name="ValueType">The type of the values.</param>
/// <param name="ValueContainsNull">False when no value is NULL.</param>
public sealed record MapType(DataType KeyType, DataType ValueType, bool ValueContainsNull = true) : DataType
{
    /// <inheritdoc />
    public override string TypeName => "map";

    /// <inheritdoc />
    public override string SimpleString => $"map<{KeyType.SimpleString},{ValueType.SimpleString}>";

    /// <inheritdoc />
    public override string CatalogString => $"map<{KeyType.CatalogString},{ValueType.CatalogString}>";

    /// <inheritdoc />
    public override string Sql => $"MAP<{KeyType.Sql}, {ValueType.Sql}>";

    /// <inheritdoc />
    public override PhysicalType PhysicalType => PhysicalType.Map;

    /// <inheritdoc />
    public override bool IsOrderable => false;

    /// <inheritdoc />
    public override bool IsHashable => KeyType.IsHashable && ValueType.IsHashable;

    /// <inheritdoc />
    public override EquatableArray<DataType> Children => [KeyType, ValueType];

    /// <inheritdoc />
    public override DataType AsNullable() => new MapType(KeyType.AsNullable(), ValueType.AsNullable());
}

/// <summary>One field of a struct, or one column of a schema.</summary>
/// <param name="Name">The name, as written.</param>
/// <param name="DataType">The type.</param>
/// <param name="Nullable">False when the field is never NULL.</param>
public sealed record StructField(string Name, DataType DataType, bool Nullable = true)
{
    /// <summary>Key and value pairs that travel with the field: comment, default, provider's notes.</summary>
    public EquatableArray<KeyValuePair<string, string>> Metadata { get; init; }

    /// <summary>The comment, or null.</summary>
    public string? Comment
    {
        get
        {
            foreach (var (key, value) in Metadata)
            {
                if (key == "comment")
                    return value;
            }

            return null;
        }
    }

    internal string Sql
    {
        get
        {
            var nullability = Nullable ? "" : " NOT NULL";
            var comment = Comment is { } text ? $" COMMENT '{text.Replace("'", "\\'", StringComparison.Ordinal)}'" : "";
            return $"{SqlIdentifier.QuoteIfNeeded(Name)}: {DataType.Sql}{nullability}{comment}";
        }
    }
}

/// <summary>STRUCT&lt;fields&gt;; also the schema of a relation.</summary>
/// <param name="Fields">The fields in order. Names may repeat in schemas.</param>
public sealed record StructType(EquatableArray<StructField> Fields) : DataType
{
    /// <summary>The struct without fields.</summary>
    public static StructType Empty { get; } = new([]);

    /// <inheritdoc />
    public override string TypeName => "struct";

    /// <inheritdoc />
    public override string SimpleString => $"struct<{string.Join(',', Fields.Select(f => $"{f.Name}:{f.DataType.SimpleString}"))}>";

    /// <inheritdoc />
    public override string CatalogString => $"struct<{string.Join(',', Fields.Select(f => $"{f.Name}:{f.DataType.CatalogString}"))}>";

    /// <inheritdoc />
    public override string Sql => $"STRUCT<{string.Join(", ", Fields.Select(f => f.Sql))}>";

    /// <inheritdoc />
    public override PhysicalType PhysicalType => PhysicalType.Struct;

    /// <inheritdoc />
    public override bool IsOrderable => Fields.All(f => f.DataType.IsOrderable);

    /// <inheritdoc />
    public override bool IsHashable => Fields.All(f => f.DataType.IsHashable);

    /// <inheritdoc />
    public override EquatableArray<DataType> Children => Fields.Map(f => f.DataType);

    /// <inheritdoc />
    public override DataType AsNullable() =>
        new StructType(Fields.Map(f => f with { DataType = f.DataType.AsNullable(), Nullable = true }));

    /// <summary>The ordinal of the first field with this name, or -1.</summary>
    public int IndexOf(string name, StringComparison comparison = StringComparison.Ordinal)
    {
        for (var i = 0; i < Fields.Count; i++)
        {
            if (string.Equals(Fields[i].Name, name, comparison))
                return i;
        }

        return -1;
    }

    /// <summary>This struct with one more nullable field.</summary>
    public StructType Add(string name, DataType type, bool nullable = true) => new(Fields.Add(new StructField(name, type, nullable)));
}

/// <summary>Quoting of SQL identifiers.</summary>
public static class SqlIdentifier
{
    private static readonly SearchValues<char> Plain = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

    /// <summary>The name in back-ticks.</summary>
    public static string Quote(string name) => $"`{name.Replace("`", "``", StringComparison.Ordinal)}`";

    /// <summary>The name in back-ticks unless it consists of ASCII letters, digits and underscores and does not begin with a digit.</summary>
    public static string QuoteIfNeeded(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && !name.AsSpan().ContainsAnyExcept(Plain) ? name : Quote(name);

    /// <summary>The parts of a qualified name, each quoted, joined by dots.</summary>
    public static string Quote(IEnumerable<string> parts) => string.Join('.', parts.Select(Quote));

    /// <summary>The parts of a qualified name, each quoted where needed, joined by dots.</summary>
    public static string QuoteIfNeeded(IEnumerable<string> parts) => string.Join('.', parts.Select(QuoteIfNeeded));
}

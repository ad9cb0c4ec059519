using System.Globalization;
using SqlSpark.Catalyst.Parsing;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Catalog;

/// <summary>
/// CHAR(n) and VARCHAR(n) of tables. Queries see STRING; the metadata of a column says what it is in its table, and goes where the column goes. Spark: <c>CharVarcharUtils</c>.
/// </summary>
public static class CharVarchar
{
    /// <summary>The key of the type as the table has it.</summary>
    public const string MetadataKey = "__CHAR_VARCHAR_TYPE_STRING";

    /// <summary>Whether there is a CHAR or VARCHAR in a type.</summary>
    public static bool IsIn(DataType type) => type.Exists(static t => t is StringType { LengthKind: not StringLengthKind.Unbounded });

    /// <summary>The type with STRING in the place of CHAR and VARCHAR.</summary>
    public static DataType AsString(DataType type) => !IsIn(type) ? type : type switch
    {
        StringType text => text with { LengthKind = StringLengthKind.Unbounded, MaxLength = 0 },
        ArrayType array => array with { ElementType = AsString(array.ElementType) },
        MapType map => map with { KeyType = AsString(map.KeyType), ValueType = AsString(map.ValueType) },
        StructType record => new StructType(record.Fields.Map(field => field with { DataType = AsString(field.DataType) })),
        _ => type,
    };

    /// <summary>The column as queries see it.</summary>
    public static StructField AsRead(StructField field) => !IsIn(field.DataType) ? field : field with
    {
        DataType = AsString(field.DataType),
        Metadata = [.. field.Metadata, new KeyValuePair<string, string>(MetadataKey, field.DataType.CatalogString)],
    };

    /// <summary>The columns of a query as a table or view of them has them.</summary>
    public static StructType Restore(StructType schema, ISqlParser parser, ConfSnapshot conf) => new(schema.Fields.Map(field => ValueOf(field.Metadata, MetadataKey) is not { } text ? field : field with
    {
        DataType = parser.ParseDataType(text, conf),
        Metadata = field.Metadata.Where(static pair => pair.Key != MetadataKey).ToEquatableArray(),
    }));

    /// <summary>The length of a column that is CHAR(n) in its table; 0 for others.</summary>
    public static int CharLength(EquatableArray<KeyValuePair<string, string>> metadata) =>
        ValueOf(metadata, MetadataKey) is { } text && text.StartsWith("char(", StringComparison.Ordinal) && text.EndsWith(')')
            ? int.Parse(text.AsSpan(5, text.Length - 6), NumberStyles.None, CultureInfo.InvariantCulture)
            : 0;

    private static string? ValueOf(EquatableArray<KeyValuePair<string, string>> metadata, string key)
    {
        foreach (var (name, value) in metadata)
        {
            if (name == key)
                return value;
        }

        return null;
    }
}

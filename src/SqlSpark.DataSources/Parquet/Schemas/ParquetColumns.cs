using System.Collections.Immutable;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Parquet.Format;

namespace SqlSpark.DataSources.Parquet.Schemas;

/// <summary>Turns a file's schema into columns of Spark's types.</summary>
/// <param name="types">The types of leaves.</param>
/// <remarks>
/// Lists and maps come in several forms from older writers; the rules for telling them apart are those of LogicalTypes.md of apache/parquet-format
/// ("Backward-compatibility rules") as Spark follows them in <c>ParquetToSparkSchemaConverter</c>.
/// </remarks>
internal sealed class ParquetColumns(ParquetTypes types)
{
    /// <summary>The columns of a file.</summary>
    /// <exception cref="Core.Errors.SqlSparkException"><c>PARQUET_TYPE_ILLEGAL</c>, <c>PARQUET_TYPE_NOT_RECOGNIZED</c>.</exception>
    public ImmutableArray<ParquetColumn> Convert(ParquetSchema schema) => [.. schema.Fields.Select(ConvertField)];

    /// <summary>The schema that columns make.</summary>
    public static StructType ToStruct(IEnumerable<ParquetColumn> columns, IEnumerable<string> names) => new(
        EquatableArray.Create<StructField>([.. columns.Zip(names, static (column, name) => new StructField(name, column.Type, column.IsNullable))]));

    /// <summary>One column. A repeated field that is in no list or map is an array of required elements.</summary>
    public ParquetColumn ConvertField(ParquetField field)
    {
        if (!field.IsRepeated)
            return ConvertOnce(field, field.IsOptional);
        var element = ConvertOnce(field, isNullable: false);
        return new ListColumn(
            new ArrayType(element.Type, ContainsNull: false), IsNullable: false, field.DefinitionLevel - 1, field.RepetitionLevel - 1, field.DefinitionLevel, element);
    }

    private ParquetColumn ConvertOnce(ParquetField field, bool isNullable)
    {
        if (field.IsLeaf)
            return new PrimitiveColumn(types.Of(field), isNullable, field);
        return field.Element.Annotation.Kind switch
        {
            LogicalKind.List => ConvertList(field, isNullable),
            LogicalKind.Map => ConvertMap(field, isNullable),
            LogicalKind.Variant => ConvertVariant(field, isNullable),
            LogicalKind.None or LogicalKind.Unknown => ConvertGroup(field, isNullable),
            _ => throw ParquetErrors.TypeNotRecognized(field),
        };
    }

    private StructColumn ConvertGroup(ParquetField field, bool isNullable)
    {
        ImmutableArray<ParquetColumn> fields = [.. field.Children.Select(ConvertField)];
        var type = ToStruct(fields, field.Children.Select(static child => child.Name));
        return new StructColumn(type, isNullable, field.DefinitionLevel, field.RepetitionLevel, fields);
    }

    private ListColumn ConvertList(ParquetField field, bool isNullable)
    {
        if (field.Children is not [{ IsRepeated: true } repeated])
            throw ParquetErrors.TypeIllegal(field);
        var isElement = IsElement(repeated, field.Name);
        var element = isElement ? ConvertOnce(repeated, isNullable: false) : ConvertField(repeated.Children[0]);
        var type = new ArrayType(element.Type, ContainsNull: element.IsNullable);
        return new ListColumn(type, isNullable, field.DefinitionLevel, field.RepetitionLevel, repeated.DefinitionLevel, element);
    }

    /// <summary>Whether a repeated field is the element itself, as older writers have it, and not a group around it.</summary>
    private static bool IsElement(ParquetField repeated, string listName) =>
        repeated.IsLeaf || repeated.Children.Length != 1
        || repeated.Name == "array" || repeated.Name == $"{listName}_tuple";

    private MapColumn ConvertMap(ParquetField field, bool isNullable)
    {
        if (field.Children is not [{ IsRepeated: true, IsLeaf: false, Children: [var key, var value] } entries])
            throw ParquetErrors.TypeIllegal(field);

        // Keys are never NULL, whatever the schema says: the reader checks it.
        var keys = ConvertField(key);
        var values = ConvertField(value);
        var type = new MapType(keys.Type, values.Type, values.IsNullable);
        return new MapColumn(type, isNullable, field.DefinitionLevel, field.RepetitionLevel, entries.DefinitionLevel, keys, values);
    }

    /// <summary>A group without annotation as the VARIANT that Spark's note says it is, as Spark 4.0 wrote them; null for another group.</summary>
    public static StructColumn? TryAsVariant(StructColumn group)
    {
        ParquetColumn? value = null, metadata = null;
        foreach (var field in group.Fields)
        {
            if (field is not PrimitiveColumn { Type: BinaryType or StringType, Field: var leaf })
                return null;
            value = leaf.Name == "value" ? field with { Type = BinaryType.Instance } : value;
            metadata = leaf.Name == "metadata" ? field with { Type = BinaryType.Instance } : metadata;
        }

        return value is null || metadata is null || group.Fields.Length != 2
            ? null
            : group with { Type = VariantType.Instance, Fields = [value, metadata] };
    }

    /// <summary>A group of two binaries as VARIANT, whose vectors have the value first, whatever the order in the file.</summary>
    private static StructColumn ConvertVariant(ParquetField field, bool isNullable)
    {
        ParquetField? metadata = null, value = null;
        foreach (var child in field.Children)
        {
            if (child is { Name: "metadata", Element.Type: ParquetType.ByteArray, IsRepeated: false })
                metadata = child;
            else if (child is { Name: "value", Element.Type: ParquetType.ByteArray, IsRepeated: false })
                value = child;
            else if (child.Name == "typed_value")
                throw ParquetErrors.NotSupported($"reading the shredded variant {field.DottedPath}");
        }

        if (metadata is null || value is null)
            throw ParquetErrors.TypeIllegal(field);
        ImmutableArray<ParquetColumn> parts =
        [
            new PrimitiveColumn(BinaryType.Instance, value.IsOptional, value),
            new PrimitiveColumn(BinaryType.Instance, metadata.IsOptional, metadata),
        ];
        return new StructColumn(VariantType.Instance, isNullable, field.DefinitionLevel, field.RepetitionLevel, parts);
    }
}

using System.Collections.Immutable;
using SqlSpark.DataSources.Parquet.Format;

namespace SqlSpark.DataSources.Parquet.Schemas;

/// <summary>One node of a file's schema as a tree, with the levels at which it occurs.</summary>
/// <param name="Element">The node.</param>
/// <param name="Path">The names from below the root down to this node.</param>
/// <param name="DefinitionLevel">The definition level from which on the field is there: the optional and repeated ones among it and its ancestors.</param>
/// <param name="RepetitionLevel">The repeated ones among it and its ancestors.</param>
/// <param name="LeafOrdinal">The position among the leaves, which is that of its column chunks; -1 for a group.</param>
/// <param name="Children">The fields of a group.</param>
internal sealed record ParquetField(
    SchemaElement Element,
    ImmutableArray<string> Path,
    int DefinitionLevel,
    int RepetitionLevel,
    int LeafOrdinal,
    ImmutableArray<ParquetField> Children)
{
    /// <summary>The name.</summary>
    public string Name => Element.Name;

    /// <summary>True when it has no children but values.</summary>
    public bool IsLeaf => Element.Type is not null;

    /// <summary>True when it occurs once or not at all.</summary>
    public bool IsOptional => Element.Repetition == Repetition.Optional;

    /// <summary>True when it occurs any number of times.</summary>
    public bool IsRepeated => Element.Repetition == Repetition.Repeated;

    /// <summary>The path with dots, for messages.</summary>
    public string DottedPath => string.Join('.', Path);

    /// <summary>The type for messages: <c>INT64 (TIMESTAMP(NANOS,true))</c>.</summary>
    public string Describe()
    {
        if (Element.Type is not { } type)
            return $"group {Name}";
        var name = type switch
        {
            ParquetType.Boolean => "BOOLEAN",
            ParquetType.Int32 => "INT32",
            ParquetType.Int64 => "INT64",
            ParquetType.Int96 => "INT96",
            ParquetType.Float => "FLOAT",
            ParquetType.Double => "DOUBLE",
            ParquetType.ByteArray => "BINARY",
            _ => $"FIXED_LEN_BYTE_ARRAY({Element.TypeLength})",
        };
        var annotation = Element.Annotation;
        return annotation.Kind switch
        {
            LogicalKind.None => name,
            LogicalKind.Decimal => $"{name} (DECIMAL({annotation.Precision},{annotation.Scale}))",
            LogicalKind.Integer => $"{name} (INTEGER({annotation.BitWidth},{(annotation.IsSigned ? "true" : "false")}))",
            LogicalKind.Time or LogicalKind.Timestamp =>
                $"{name} ({Upper(annotation.Kind)}({Upper(annotation.Unit)},{(annotation.IsAdjustedToUtc ? "true" : "false")}))",
            _ => $"{name} ({Upper(annotation.Kind)})",
        };
    }

    private static string Upper<T>(T value)
        where T : struct, Enum => value.ToString().ToUpperInvariant();
}

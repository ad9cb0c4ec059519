namespace SqlSpark.DataSources.Parquet.Format;

/// <summary>One node of a file's schema, which is a list of nodes depth first. parquet.thrift: <c>SchemaElement</c>.</summary>
internal sealed record SchemaElement
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>How the values are stored; null for a group.</summary>
    public ParquetType? Type { get; init; }

    /// <summary>Bytes of a value, of <see cref="ParquetType.FixedLenByteArray"/>.</summary>
    public int TypeLength { get; init; }

    /// <summary>How often the field occurs in its parent; the root has none.</summary>
    public Repetition? Repetition { get; init; }

    /// <summary>How many of the following nodes are this one's children.</summary>
    public int ChildCount { get; init; }

    /// <summary>The id that the schema's owner gave the field.</summary>
    public int? FieldId { get; init; }

    /// <summary>What the field means.</summary>
    public LogicalAnnotation Annotation { get; init; }

    /// <summary>Reads a node. The newer annotation wins over the older one.</summary>
    public static SchemaElement Read(ref ThriftReader reader)
    {
        var element = new SchemaElement { Name = "" };
        ConvertedType? converted = null;
        LogicalAnnotation annotation = default;
        int scale = 0, precision = 0;
        var hasName = false;
        var field = 0;
        while (reader.NextField(ref field, out var type))
        {
            switch (field)
            {
                case 1:
                    element = element with { Type = ReadType(ref reader, type) };
                    break;
                case 2:
                    element = element with { TypeLength = reader.ReadInt32(type) };
                    break;
                case 3:
                    element = element with { Repetition = ReadRepetition(ref reader, type) };
                    break;
                case 4:
                    element = element with { Name = reader.ReadString(type) };
                    hasName = true;
                    break;
                case 5:
                    element = element with { ChildCount = reader.ReadInt32(type) };
                    break;
                case 6:
                    converted = (ConvertedType)reader.ReadInt32(type);
                    break;
                case 7:
                    scale = reader.ReadInt32(type);
                    break;
                case 8:
                    precision = reader.ReadInt32(type);
                    break;
                case 9:
                    element = element with { FieldId = reader.ReadInt32(type) };
                    break;
                case 10:
                    reader.Expect(type, ThriftType.Struct);
                    annotation = LogicalAnnotation.Read(ref reader);
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        if (!hasName)
            reader.Throw("a field of the schema without a name");
        if (element.ChildCount < 0)
            reader.Throw($"a field of the schema with {element.ChildCount} children");
        if (annotation.Kind == LogicalKind.None && converted is { } older)
            annotation = LogicalAnnotation.Of(older, scale, precision);
        return element with { Annotation = annotation };
    }

    /// <summary>Writes a node with both annotations.</summary>
    public void Write(ThriftWriter writer)
    {
        var last = 0;
        if (Type is { } type)
            writer.Field(ref last, 1, (int)type);
        if (Type == ParquetType.FixedLenByteArray)
            writer.Field(ref last, 2, TypeLength);
        if (Repetition is { } repetition)
            writer.Field(ref last, 3, (int)repetition);
        writer.Field(ref last, 4, Name);
        if (Type is null)
            writer.Field(ref last, 5, ChildCount);
        if (Annotation.ToConverted() is { } converted)
            writer.Field(ref last, 6, (int)converted);
        if (Annotation.Kind == LogicalKind.Decimal)
        {
            writer.Field(ref last, 7, Annotation.Scale);
            writer.Field(ref last, 8, Annotation.Precision);
        }

        if (FieldId is { } fieldId)
            writer.Field(ref last, 9, fieldId);
        if (Annotation.Kind is not (LogicalKind.None or LogicalKind.Interval or LogicalKind.Unknown))
        {
            writer.Struct(ref last, 10);
            Annotation.Write(writer);
        }

        writer.Stop();
    }

    private static ParquetType ReadType(ref ThriftReader reader, ThriftType type)
    {
        var value = (ParquetType)reader.ReadInt32(type);
        if (value is < ParquetType.Boolean or > ParquetType.FixedLenByteArray)
            reader.Throw($"the unknown physical type {(int)value}");
        return value;
    }

    private static Repetition ReadRepetition(ref ThriftReader reader, ThriftType type)
    {
        var value = (Repetition)reader.ReadInt32(type);
        if (value is < Format.Repetition.Required or > Format.Repetition.Repeated)
            reader.Throw($"the unknown repetition {(int)value}");
        return value;
    }
}

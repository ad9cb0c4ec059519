using System.Collections.Immutable;

namespace SqlSpark.DataSources.Parquet.Format;

/// <summary>The footer of a file. parquet.thrift: <c>FileMetaData</c>.</summary>
internal sealed record FileMetadata
{
    /// <summary>The nodes of the schema depth first, the root first.</summary>
    public ImmutableArray<SchemaElement> Schema { get; init; } = [];

    /// <summary>Rows of all row groups.</summary>
    public long RowCount { get; init; }

    /// <summary>The row groups in order.</summary>
    public ImmutableArray<RowGroupMetadata> RowGroups { get; init; } = [];

    /// <summary>Notes of writers, such as Spark's own schema.</summary>
    public ImmutableArray<KeyValuePair<string, string?>> KeyValues { get; init; } = [];

    /// <summary>The program that wrote the file, or null.</summary>
    public string? CreatedBy { get; init; }

    /// <summary>How minimum and maximum of each leaf column are ordered; empty when not said.</summary>
    public ImmutableArray<ColumnOrder> ColumnOrders { get; init; } = [];

    /// <summary>Whether some columns are encrypted, under a footer that is not.</summary>
    public bool IsEncrypted { get; init; }

    /// <summary>The note of a key, or null.</summary>
    public string? Find(string key)
    {
        foreach (var (candidate, value) in KeyValues)
        {
            if (candidate == key)
                return value;
        }

        return null;
    }

    /// <summary>Reads a footer.</summary>
    /// <exception cref="Files.MalformedDataException">Bytes that are no footer.</exception>
    public static FileMetadata Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new ThriftReader(bytes);
        var schema = ImmutableArray.CreateBuilder<SchemaElement>();
        var rowGroups = ImmutableArray.CreateBuilder<RowGroupMetadata>();
        ImmutableArray<KeyValuePair<string, string?>> keyValues = [];
        ImmutableArray<ColumnOrder> columnOrders = [];
        string? createdBy = null;
        var rowCount = 0L;
        var isEncrypted = false;
        var field = 0;
        while (reader.NextField(ref field, out var type))
        {
            switch (field)
            {
                case 2:
                    for (var count = reader.ReadList(type, ThriftType.Struct); count > 0; count--)
                        schema.Add(SchemaElement.Read(ref reader));
                    break;
                case 3:
                    rowCount = reader.ReadInt64(type);
                    break;
                case 4:
                    for (var count = reader.ReadList(type, ThriftType.Struct); count > 0; count--)
                        rowGroups.Add(RowGroupMetadata.Read(ref reader, rowGroups.Count));
                    break;
                case 5:
                    keyValues = ReadKeyValues(ref reader, type);
                    break;
                case 6:
                    createdBy = reader.ReadString(type);
                    break;
                case 7:
                    columnOrders = ReadColumnOrders(ref reader, type);
                    break;
                case 8:
                    isEncrypted = true;
                    reader.Skip(type);
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        if (schema.Count == 0)
            reader.Throw("a footer without a schema");
        return new FileMetadata
        {
            Schema = schema.ToImmutable(),
            RowCount = rowCount,
            RowGroups = rowGroups.ToImmutable(),
            KeyValues = keyValues,
            CreatedBy = createdBy,
            ColumnOrders = columnOrders,
            IsEncrypted = isEncrypted,
        };
    }

    /// <summary>Writes the footer, of format version 1 as the specification asks for.</summary>
    public void Write(ThriftWriter writer)
    {
        var last = 0;
        writer.Field(ref last, 1, 1);
        writer.List(ref last, 2, ThriftType.Struct, Schema.Length);
        foreach (var element in Schema)
            element.Write(writer);
        writer.Field(ref last, 3, RowCount);
        writer.List(ref last, 4, ThriftType.Struct, RowGroups.Length);
        foreach (var rowGroup in RowGroups)
            rowGroup.Write(writer);
        if (KeyValues.Length > 0)
        {
            writer.List(ref last, 5, ThriftType.Struct, KeyValues.Length);
            foreach (var (key, value) in KeyValues)
            {
                var inner = 0;
                writer.Field(ref inner, 1, key);
                if (value is not null)
                    writer.Field(ref inner, 2, value);
                writer.Stop();
            }
        }

        if (CreatedBy is not null)
            writer.Field(ref last, 6, CreatedBy);
        if (ColumnOrders.Length > 0)
        {
            writer.List(ref last, 7, ThriftType.Struct, ColumnOrders.Length);
            foreach (var order in ColumnOrders)
            {
                var inner = 0;
                writer.EmptyStruct(ref inner, (int)order);
                writer.Stop();
            }
        }

        writer.Stop();
    }

    private static ImmutableArray<KeyValuePair<string, string?>> ReadKeyValues(ref ThriftReader reader, ThriftType type)
    {
        var keyValues = ImmutableArray.CreateBuilder<KeyValuePair<string, string?>>();
        for (var count = reader.ReadList(type, ThriftType.Struct); count > 0; count--)
        {
            var key = "";
            string? value = null;
            var field = 0;
            while (reader.NextField(ref field, out var fieldType))
            {
                switch (field)
                {
                    case 1:
                        key = reader.ReadString(fieldType);
                        break;
                    case 2:
                        value = reader.ReadString(fieldType);
                        break;
                    default:
                        reader.Skip(fieldType);
                        break;
                }
            }

            keyValues.Add(KeyValuePair.Create(key, value));
        }

        return keyValues.ToImmutable();
    }

    private static ImmutableArray<ColumnOrder> ReadColumnOrders(ref ThriftReader reader, ThriftType type)
    {
        var orders = ImmutableArray.CreateBuilder<ColumnOrder>();
        for (var count = reader.ReadList(type, ThriftType.Struct); count > 0; count--)
        {
            var order = ColumnOrder.Undefined;
            var field = 0;
            while (reader.NextField(ref field, out var fieldType))
            {
                // An order that is not known counts as none.
                order = field <= (int)ColumnOrder.Int96Timestamp ? (ColumnOrder)field : ColumnOrder.Undefined;
                reader.Skip(fieldType);
            }

            orders.Add(order);
        }

        return orders.ToImmutable();
    }
}

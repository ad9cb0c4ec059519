using System.Collections.Immutable;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Parquet.Footers;
using SqlSpark.DataSources.Parquet.Values;

namespace SqlSpark.DataSources.Parquet.Schemas;

/// <summary>Finds the columns of a table in a file, by name, and checks that they can be read as the table's types.</summary>
/// <param name="conf">The session's settings.</param>
/// <param name="existenceDefaults">By column the value of rows in files that lack it; null for none.</param>
/// <remarks>
/// Other columns and fields that the file lacks are NULL. Where two of a file's columns have one name but for case, and case does not count, the name is
/// ambiguous. Spark: <c>ParquetReadSupport.clipParquetSchema</c>.
/// </remarks>
internal sealed class ColumnMatcher(ConfSnapshot conf, IReadOnlyDictionary<string, object>? existenceDefaults = null)
{
    /// <summary>The columns of a table as a file has them; null in the places of those that nobody wants, which are not checked.</summary>
    /// <param name="file">The file.</param>
    /// <param name="schema">The table's columns.</param>
    /// <param name="wanted">The ordinals of those that are wanted.</param>
    /// <exception cref="Core.Errors.SqlSparkException"><c>FAILED_READ_FILE.PARQUET_COLUMN_DATA_TYPE_MISMATCH</c> and others.</exception>
    public ImmutableArray<ParquetColumn?> Match(ParquetFile file, StructType schema, IReadOnlySet<int> wanted)
    {
        var columns = new ParquetColumns(new ParquetTypes(conf));
        var fields = file.Schema.Fields;
        return
        [
            .. schema.Fields.Select((field, ordinal) => !wanted.Contains(ordinal) ? null
                : Find(fields, field.Name, file) is { } found ? Fit(columns.ConvertField(found), field.DataType, field.Nullable, file, found)
                : new MissingColumn(field.DataType) { Value = existenceDefaults?.GetValueOrDefault(field.Name) }),
        ];
    }

    private ParquetField? Find(ImmutableArray<ParquetField> fields, string name, ParquetFile file)
    {
        ParquetField? found = null;
        foreach (var field in fields)
        {
            if (!conf.NameComparer.Equals(field.Name, name))
                continue;
            if (found is not null)
                throw ParquetErrors.DuplicateField(file.Description, name, fields.Where(f => conf.NameComparer.Equals(f.Name, name)).Select(f => f.Name));
            found = field;
        }

        return found;
    }

    private ParquetColumn Fit(ParquetColumn column, DataType wanted, bool isNullable, ParquetFile file, ParquetField field)
    {
        switch (column, wanted)
        {
            case (PrimitiveColumn primitive, _) when ValueReaders.CanRead(primitive.Field, wanted):
                return primitive with { Type = wanted, IsNullable = isNullable };
            case (StructColumn { Type: VariantType }, VariantType):
                return column;
            case (StructColumn { Type: StructType } group, VariantType) when ParquetColumns.TryAsVariant(group) is { } variant:
                return variant;
            case (StructColumn { Type: StructType fileType } structColumn, StructType structType):
                return FitStruct(structColumn, fileType, structType, file, field);
            case (ListColumn list, ArrayType array):
                return list with { Type = array, Element = Fit(list.Element, array.ElementType, array.ContainsNull, file, field) };
            case (MapColumn map, MapType mapType):
                return map with
                {
                    Type = mapType,
                    Key = Fit(map.Key, mapType.KeyType, false, file, field),
                    Value = Fit(map.Value, mapType.ValueType, mapType.ValueContainsNull, file, field),
                };
            default:
                throw ParquetErrors.TypeMismatch(file.Description, (column as PrimitiveColumn)?.Field ?? field, wanted);
        }
    }

    private StructColumn FitStruct(StructColumn column, StructType fileType, StructType wanted, ParquetFile file, ParquetField field)
    {
        var fields = ImmutableArray.CreateBuilder<ParquetColumn>();
        foreach (var wantedField in wanted.Fields)
        {
            var index = -1;
            for (var i = 0; i < fileType.Fields.Count && index < 0; i++)
                index = conf.NameComparer.Equals(fileType.Fields[i].Name, wantedField.Name) ? i : -1;
            fields.Add(index < 0
                ? new MissingColumn(wantedField.DataType)
                : Fit(column.Fields[index], wantedField.DataType, wantedField.Nullable, file, field));
        }

        var result = column with { Type = wanted, Fields = fields.ToImmutable() };
        return result.Leaves.Any() ? result : result with { Presence = column.Leaves.FirstOrDefault() };
    }
}

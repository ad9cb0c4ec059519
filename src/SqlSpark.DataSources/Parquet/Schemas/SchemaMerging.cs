using SqlSpark.Core.Types;

namespace SqlSpark.DataSources.Parquet.Schemas;

/// <summary>Two types that do not fit together.</summary>
internal sealed class SchemaMergingException(string message) : Exception(message);

/// <summary>Puts the schemas of two files together: columns of both, in the order of the left one and then those that only the right one has.</summary>
/// <remarks>Spark: <c>StructType.merge</c>, which widens nothing: types must be equal, but for nullability and the precision of decimals of one scale.</remarks>
internal static class SchemaMerging
{
    /// <summary>The type that holds both.</summary>
    /// <exception cref="SchemaMergingException">There is none.</exception>
    public static DataType Merge(DataType left, DataType right, StringComparer names) => (left, right) switch
    {
        (StructType a, StructType b) => MergeStructs(a, b, names),
        (ArrayType a, ArrayType b) => new ArrayType(Merge(a.ElementType, b.ElementType, names), a.ContainsNull || b.ContainsNull),
        (MapType a, MapType b) =>
            new MapType(Merge(a.KeyType, b.KeyType, names), Merge(a.ValueType, b.ValueType, names), a.ValueContainsNull || b.ValueContainsNull),
        (DecimalType a, DecimalType b) when a.Scale == b.Scale => a.Precision >= b.Precision ? a : b,
        _ when left.Equals(right) => left,
        _ => throw new SchemaMergingException($"{left.Sql} and {right.Sql} do not fit together"),
    };

    private static StructType MergeStructs(StructType left, StructType right, StringComparer names)
    {
        var fields = new List<StructField>();
        foreach (var field in left.Fields)
        {
            var other = right.Fields.FirstOrDefault(f => names.Equals(f.Name, field.Name));
            fields.Add(other is null
                ? field
                : field with { DataType = Merge(field.DataType, other.DataType, names), Nullable = field.Nullable || other.Nullable });
        }

        fields.AddRange(right.Fields.Where(field => !left.Fields.Any(f => names.Equals(f.Name, field.Name))));
        return new StructType([.. fields]);
    }
}

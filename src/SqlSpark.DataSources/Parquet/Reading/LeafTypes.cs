using SqlSpark.Core.Types;
using SqlSpark.DataSources.Parquet.Schemas;

namespace SqlSpark.DataSources.Parquet.Reading;

/// <summary>The leaves of a column with the types that they are read as.</summary>
internal static class LeafTypes
{
    /// <summary>Leaves in the order of <see cref="ParquetColumn.Leaves"/>.</summary>
    public static IEnumerable<(ParquetField Field, DataType Type)> Of(ParquetColumn column) => column switch
    {
        PrimitiveColumn primitive => [(primitive.Field, primitive.Type)],
        StructColumn { Presence: { } presence } => [(presence, PresenceType(presence))],
        StructColumn structColumn => structColumn.Fields.SelectMany(Of),
        ListColumn list => Of(list.Element),
        MapColumn map => Of(map.Key).Concat(Of(map.Value)),
        _ => [],
    };

    // Only the levels of such a leaf count; its values are read in the simplest way.
    private static DataType PresenceType(ParquetField leaf) => leaf.Element.Type switch
    {
        Format.ParquetType.Boolean => BooleanType.Instance,
        Format.ParquetType.Float => FloatType.Instance,
        Format.ParquetType.Double => DoubleType.Instance,
        Format.ParquetType.Int96 => TimestampType.Instance,
        _ => new ParquetTypes(Core.Configuration.ConfSnapshot.Default).Of(leaf),
    };
}

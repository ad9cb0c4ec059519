using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Core.Columnar;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary>Reads exported states row by row, in any encoding and width.</summary>
internal static class StateColumns
{
    /// <summary>An integer, or the unscaled value of a decimal.</summary>
    public static Int128 Integer(Vector column, int row)
    {
        var (flat, index) = Resolve(column, row);
        return Widths.Read(flat, index);
    }

    /// <summary>A double.</summary>
    public static double Double(Vector column, int row)
    {
        var (flat, index) = Resolve(column, row);
        return flat.Values<double>()[index];
    }

    /// <summary>A boolean.</summary>
    public static bool Boolean(Vector column, int row)
    {
        var (flat, index) = Resolve(column, row);
        return Bitmaps.Get(flat.Bits, index);
    }

    /// <summary>A binary or string; the view points into the column.</summary>
    public static Utf8View Bytes(Vector column, int row)
    {
        var (flat, index) = Resolve(column, row);
        return flat.Values<Utf8View>()[index];
    }

    private static (FlatVector Vector, int Row) Resolve(Vector column, int row) => column switch
    {
        ConstantVector constant => ((FlatVector)constant.Value, 0),
        DictionaryVector coded => ((FlatVector)coded.Dictionary.Values, coded.Code(row)),
        LazyVector lazy => Resolve(lazy.Load(Rows.All(lazy.Length)), row),
        _ => ((FlatVector)column, row),
    };
}

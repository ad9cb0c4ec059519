using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.Tpch;

/// <summary>Names and columns of the tables: keys are BIGINT, amounts DECIMAL(15,2), texts STRING; no column is ever NULL.</summary>
public static class TpchSchema
{
    private static readonly DataType Key = LongType.Instance;
    private static readonly DataType Integer = IntegerType.Instance;
    private static readonly DataType Amount = new DecimalType(15, 2);
    private static readonly DataType Text = StringType.Instance;
    private static readonly DataType Date = DateType.Instance;

    /// <summary>All tables, smallest first.</summary>
    public static IReadOnlyList<TpchTable> Tables { get; } = Enum.GetValues<TpchTable>();

    /// <summary>The name of a table, in lower case.</summary>
    public static string NameOf(TpchTable table) => table.ToString().ToLowerInvariant();

    /// <summary>The table of a name, in any case.</summary>
    public static bool TryParse(string name, out TpchTable table)
    {
        for (table = default; Enum.IsDefined(table); table++)
        {
            if (NameOf(table).Equals(name, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    /// <summary>The columns of a table.</summary>
    public static StructType Of(TpchTable table) => table switch
    {
        TpchTable.Region => Columns(("r_regionkey", Key), ("r_name", Text), ("r_comment", Text)),
        TpchTable.Nation => Columns(("n_nationkey", Key), ("n_name", Text), ("n_regionkey", Key), ("n_comment", Text)),
        TpchTable.Supplier => Columns(
            ("s_suppkey", Key), ("s_name", Text), ("s_address", Text), ("s_nationkey", Key), ("s_phone", Text), ("s_acctbal", Amount), ("s_comment", Text)),
        TpchTable.Customer => Columns(
            ("c_custkey", Key), ("c_name", Text), ("c_address", Text), ("c_nationkey", Key), ("c_phone", Text), ("c_acctbal", Amount),
            ("c_mktsegment", Text), ("c_comment", Text)),
        TpchTable.Part => Columns(
            ("p_partkey", Key), ("p_name", Text), ("p_mfgr", Text), ("p_brand", Text), ("p_type", Text), ("p_size", Integer), ("p_container", Text),
            ("p_retailprice", Amount), ("p_comment", Text)),
        TpchTable.PartSupp => Columns(
            ("ps_partkey", Key), ("ps_suppkey", Key), ("ps_availqty", Integer), ("ps_supplycost", Amount), ("ps_comment", Text)),
        TpchTable.Orders => Columns(
            ("o_orderkey", Key), ("o_custkey", Key), ("o_orderstatus", Text), ("o_totalprice", Amount), ("o_orderdate", Date), ("o_orderpriority", Text),
            ("o_clerk", Text), ("o_shippriority", Integer), ("o_comment", Text)),
        _ => Columns(
            ("l_orderkey", Key), ("l_partkey", Key), ("l_suppkey", Key), ("l_linenumber", Integer), ("l_quantity", Amount), ("l_extendedprice", Amount),
            ("l_discount", Amount), ("l_tax", Amount), ("l_returnflag", Text), ("l_linestatus", Text), ("l_shipdate", Date), ("l_commitdate", Date),
            ("l_receiptdate", Date), ("l_shipinstruct", Text), ("l_shipmode", Text), ("l_comment", Text)),
    };

    private static StructType Columns(params ReadOnlySpan<(string Name, DataType Type)> columns)
    {
        var fields = new StructField[columns.Length];
        for (var i = 0; i < fields.Length; i++)
            fields[i] = new StructField(columns[i].Name, columns[i].Type, Nullable: false);
        return new StructType(EquatableArray.Create<StructField>(fields));
    }
}

using SqlSpark.Catalyst.Catalog;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Types;

namespace SqlSpark.Benchmarks.Planning;

/// <summary>The tables of TPC-H without rows: names and types of their columns, for planning.</summary>
internal static class TpchTables
{
    private static readonly DataType Money = new DecimalType(15, 2);
    private static readonly DataType Text = StringType.Instance;
    private static readonly DataType Key = LongType.Instance;
    private static readonly DataType Number = IntegerType.Instance;
    private static readonly DataType Day = DateType.Instance;

    /// <summary>Adds the tables to a catalog.</summary>
    public static void Register(SessionCatalog catalog)
    {
        Add("region", ("r_regionkey", Key), ("r_name", Text), ("r_comment", Text));
        Add("nation", ("n_nationkey", Key), ("n_name", Text), ("n_regionkey", Key), ("n_comment", Text));
        Add(
            "supplier", ("s_suppkey", Key), ("s_name", Text), ("s_address", Text), ("s_nationkey", Key), ("s_phone", Text), ("s_acctbal", Money),
            ("s_comment", Text));
        Add(
            "part", ("p_partkey", Key), ("p_name", Text), ("p_mfgr", Text), ("p_brand", Text), ("p_type", Text), ("p_size", Number),
            ("p_container", Text), ("p_retailprice", Money), ("p_comment", Text));
        Add("partsupp", ("ps_partkey", Key), ("ps_suppkey", Key), ("ps_availqty", Number), ("ps_supplycost", Money), ("ps_comment", Text));
        Add(
            "customer", ("c_custkey", Key), ("c_name", Text), ("c_address", Text), ("c_nationkey", Key), ("c_phone", Text), ("c_acctbal", Money),
            ("c_mktsegment", Text), ("c_comment", Text));
        Add(
            "orders", ("o_orderkey", Key), ("o_custkey", Key), ("o_orderstatus", Text), ("o_totalprice", Money), ("o_orderdate", Day),
            ("o_orderpriority", Text), ("o_clerk", Text), ("o_shippriority", Number), ("o_comment", Text));
        Add(
            "lineitem", ("l_orderkey", Key), ("l_partkey", Key), ("l_suppkey", Key), ("l_linenumber", Number), ("l_quantity", Money),
            ("l_extendedprice", Money), ("l_discount", Money), ("l_tax", Money), ("l_returnflag", Text), ("l_linestatus", Text), ("l_shipdate", Day),
            ("l_commitdate", Day), ("l_receiptdate", Day), ("l_shipinstruct", Text), ("l_shipmode", Text), ("l_comment", Text));

        void Add(string name, params (string Name, DataType Type)[] columns) =>
            catalog.RegisterTable(name, new EmptyTable(name, new StructType([.. columns.Select(c => new StructField(c.Name, c.Type))])));
    }

    /// <summary>A table without rows that takes no filters.</summary>
    internal sealed class EmptyTable(string name, StructType schema) : ITable
    {
        public string Name => name;

        public string Format => "empty";

        public StructType Schema => schema;

        public IScanBuilder NewScanBuilder() => new Builder(schema);
    }

    private sealed class Builder(StructType schema) : IScanBuilder
    {
        private StructType? _pruned;

        public IReadOnlyList<FilterPush> PushFilters(IReadOnlyList<Expression> conjuncts) => [.. conjuncts.Select(_ => FilterPush.Refused)];

        public void Prune(IReadOnlyList<int> columns) => _pruned = new StructType([.. columns.Select(c => schema.Fields[c])]);

        public bool PushLimit(long rowCount) => false;

        public ScanStatistics Estimate() => new(0, 0);

        public IScan Build() => new Scan(_pruned ?? schema);
    }

    private sealed class Scan(StructType schema) : IScan
    {
        public StructType Schema => schema;

        public IReadOnlyList<ScanSplit> Splits => [];

        public IScanReader Open(ScanSplit split, ScanContext context) => throw new InvalidOperationException("There are no splits.");

        public string Describe() => "empty";
    }
}

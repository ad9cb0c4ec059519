using System.Globalization;
using SqlSpark.Catalyst.Catalog;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Catalyst.Statistics;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;
using SqlSpark.Sessions;

namespace SqlSpark.Testing;

/// <summary>
/// The tables of TPC-H without rows, but with what Parquet files of scale factor 1 tell of them: plans are those that the files get. The numbers are data, in <c>tpch/statistics</c>.
/// </summary>
internal static class TpchStatistics
{
    private static readonly string[] Tables = ["region", "nation", "supplier", "part", "partsupp", "customer", "orders", "lineitem"];

    /// <summary>Adds the tables to a catalog.</summary>
    public static void Register(SessionCatalog catalog, string file)
    {
        var lines = File.ReadAllLines(file).Where(line => !line.StartsWith('#')).ToArray();
        for (var i = 0; i < lines.Length;)
        {
            var table = lines[i++].Split('\t');
            var (fields, columns) = (new List<StructField>(), new List<ColumnStatistics>());
            for (; i < lines.Length && lines[i].StartsWith('\t'); i++)
            {
                var column = lines[i].Split('\t');
                var type = TypeOf(column[2]);
                fields.Add(new StructField(column[1], type));
                columns.Add(new ColumnStatistics(Number(column[3]), Value(column[4], type), Value(column[5], type), Number(column[6])));
            }

            var statistics = new ScanStatistics(Number(table[1]), Number(table[2])) { Columns = columns.ToEquatableArray() };
            catalog.RegisterTable(table[0], new Table(table[0], new StructType(fields.ToEquatableArray()), statistics));
        }
    }

    /// <summary>The lines of the file, out of Parquet files <c>TABLE.parquet</c> in a folder.</summary>
    public static IEnumerable<string> Read(SessionState session, string folder)
    {
        yield return "# Rows and bytes of the tables at scale factor 1; then the columns: name, type, distinct values, least and greatest value, NULLs. Decimals are unscaled, dates are days.";
        foreach (var name in Tables)
        {
            var query = session.Parser.ParseStatement($"SELECT * FROM parquet.`{Path.Combine(folder, name + ".parquet")}`", session.Conf.Snapshot);
            var relation = session.Analyze(query).Collect<LogicalRelation>()[0];
            var statistics = relation.Table.NewScanBuilder().Estimate();
            yield return string.Create(CultureInfo.InvariantCulture, $"{name}\t{statistics.RowCount}\t{statistics.SizeInBytes}");
            for (var i = 0; i < statistics.Columns.Count; i++)
            {
                var (column, attribute) = (statistics.Columns[i], relation.Attributes[i]);
                yield return string.Create(
                    CultureInfo.InvariantCulture,
                    $"\t{attribute.Name}\t{attribute.Type.SimpleString}\t{column.DistinctCount}\t{column.Min}\t{column.Max}\t{column.NullCount}");
            }
        }
    }

    private static DataType TypeOf(string text) => text switch
    {
        "bigint" => LongType.Instance,
        "int" => IntegerType.Instance,
        "date" => DateType.Instance,
        "string" => StringType.Instance,
        "decimal(15,2)" => new DecimalType(15, 2),
        _ => throw new NotSupportedException($"no column of TPC-H is of type {text}"),
    };

    private static long? Number(string text) => text.Length == 0 ? null : long.Parse(text, CultureInfo.InvariantCulture);

    private static object? Value(string text, DataType type) => Number(text) is not { } value ? null : type switch
    {
        LongType => value,
        DecimalType => (Int128)value,
        _ => (int)value,
    };

    private sealed class Table(string name, StructType schema, ScanStatistics statistics) : ITable
    {
        public string Name => name;

        public string Format => "statistics";

        public StructType Schema => schema;

        public IScanBuilder NewScanBuilder() => new Builder(schema, statistics);
    }

    /// <summary>Takes no filters: they stay in the plan, as they do over Parquet.</summary>
    private sealed class Builder(StructType schema, ScanStatistics statistics) : IScanBuilder
    {
        private IReadOnlyList<int> _columns = [.. Enumerable.Range(0, schema.Fields.Count)];

        public IReadOnlyList<FilterPush> PushFilters(IReadOnlyList<Expression> conjuncts) => [.. conjuncts.Select(_ => FilterPush.Refused)];

        public void Prune(IReadOnlyList<int> columns) => _columns = columns;

        public bool PushLimit(long rowCount) => false;

        public ScanStatistics Estimate() => statistics with
        {
            SizeInBytes = statistics.SizeInBytes * _columns.Count / schema.Fields.Count,
            Columns = _columns.Select(c => statistics.Columns[c]).ToEquatableArray(),
        };

        public IScan Build() => new Scan(new StructType(_columns.Select(c => schema.Fields[c]).ToEquatableArray()));
    }

    private sealed class Scan(StructType schema) : IScan
    {
        public StructType Schema => schema;

        public IReadOnlyList<ScanSplit> Splits => [];

        public IScanReader Open(ScanSplit split, ScanContext context) => throw new InvalidOperationException("There are no splits.");

        public string Describe() => "";
    }
}

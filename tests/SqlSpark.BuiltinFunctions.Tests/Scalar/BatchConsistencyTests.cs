using System.Globalization;
using SqlSpark.Core.Text;
using SqlSpark.Core.Time;
using Xunit;

namespace SqlSpark.BuiltinFunctions.Tests.Scalar;

/// <summary>A function gives for a row of many batches with NULLs what it gives for the same values written as constants.</summary>
public sealed class BatchConsistencyTests
{
    private const string Rows =
        "(SELECT id, IF(id % 7 = 0, NULL, concat('Part ', id, ',x-', id % 13)) AS s, IF(id % 5 = 0, NULL, id - 3000) AS n, IF(id % 11 = 0, NULL, sequence(0, id % 6)) AS a, " +
        "IF(id % 3 = 0, NULL, map(id, id % 4, -1, 0)) AS m, IF(id % 9 = 0, NULL, timestampadd(MINUTE, id * 977, TIMESTAMP_NTZ'1999-12-31 23:59:59.5')) AS t " +
        "FROM (SELECT explode(sequence(0, 9999)) AS id))";

    public static TheoryData<string> Expressions =>
    [
        "regexp_replace(s, '([0-9]+),x', '<$1>')", "regexp_extract(s, '-([0-9])', 1)", "s RLIKE '1.*,x'", "split(s, '[, -]')", "split_part(s, ',', n % 3 + 10)", "substring_index(s, 'x', 1)",
        "lpad(s, 20, 'ab')", "initcap(s)", "reverse(s)", "translate(s, 'Pa1', 'Q')", "hex(s)", "unhex(hex(s))", "base64(s)", "md5(s)", "sha2(s, 224)", "crc32(s)", "xxhash64(s, n)", "soundex(s)",
        "mask(s)", "format_string('%s|%05d', s, n)", "concat_ws('/', s, n)", "overlay(s PLACING '_' FROM 3)", "encode(s, 'UTF-16')", "url_encode(s)", "conv(n, 10, 36)", "bin(n)", "factorial(n % 25)",
        "log(n)", "pow(n, 2)", "width_bucket(n, -3000, 3000, 7)", "array_distinct(a)", "array_union(a, array(1, 99))", "array_except(a, array(2))", "array_insert(a, 2, n)", "array_position(a, 3)",
        "array_contains(a, 4)", "sort_array(a, false)", "slice(a, 1, 2)", "arrays_zip(a, a)", "array_join(transform(a, x -> cast(x AS STRING)), '+')", "aggregate(a, 0L, (acc, x) -> acc + x + coalesce(n, 0))",
        "exists(a, x -> x = n)", "zip_with(a, array(5, 6), (x, y) -> x + y)", "transform_values(m, (k, v) -> k + v)", "map_filter(m, (k, v) -> v > 1)", "map_entries(m)", "map_keys(m)", "element_at(m, -1)",
        "date_format(t, 'yyyy-MM-dd HH:mm:ss.S EEE')", "to_timestamp_ntz(date_format(t, 'yyyyMMddHHmm'), 'yyyyMMddHHmm')", "date_trunc('WEEK', t)", "timestampadd(MONTH, 5, t)",
        "timestampdiff(DAY, TIMESTAMP_NTZ'2000-03-01 00:00:00', t)", "t + make_dt_interval(1, n)", "extract(WEEK FROM t)", "last_day(t)", "make_date(2000 + n % 50, 2, n % 28 + 28)", "json_array_length(concat('[', n, ']'))",
        "get_json_object(concat('{\"k\": [', n, ', \"', s, '\"]}'), '$.k[1]')",
    ];

    [Theory]
    [MemberData(nameof(Expressions))]
    public void Many_rows_give_what_single_ones_give(string expression)
    {
        using var session = SparkSession.Builder().Config("spark.sql.ansi.enabled", false).GetOrCreate();
        var all = Read(session, $"SELECT id, {expression} FROM {Rows}").ToDictionary(r => r[0], r => r[1]);
        Assert.Equal(10_000, all.Count);
        for (var id = 0; id < 10_000; id += 487)
        {
            var single = Assert.Single(Read(session, string.Create(CultureInfo.InvariantCulture, $"SELECT id, {expression} FROM {Rows.Replace("sequence(0, 9999)", $"array({id})", StringComparison.Ordinal)}")));
            Assert.Equal(single[1], all[single[0]]);
        }
    }

    private static List<string[]> Read(SparkSession session, string sql)
    {
        var rows = new List<string[]>();
        using var result = session.Sql(sql).Execute();
        while (result.TryNext(out var batch))
        {
            foreach (var row in batch.Rows)
            {
                var cells = new string[batch.ColumnCount];
                for (var column = 0; column < cells.Length; column++)
                {
                    var formatter = new ValueFormatter(batch[column].Type, ValueStyle.HiveResult, new ValueFormatOptions(ZoneRules.Utc));
                    cells[column] = System.Text.Encoding.UTF8.GetString(formatter.Format(batch[column], row));
                }

                rows.Add(cells);
            }
        }

        return rows;
    }
}

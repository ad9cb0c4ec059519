using System.Globalization;
using System.Text.RegularExpressions;
using SqlSpark.Testing;

namespace SqlSpark.Sql.TpcDs;

/// <summary>Small random tables of TPC-DS as CSV files. Values lie where the queries look for them: numbers in few values, texts that the queries compare with.</summary>
internal sealed partial class TpcDsData : IDisposable
{
    private const int FirstDay = 2_450_815;     // 1998-01-01 as the specification numbers days
    private const int DayCount = 1826;
    private static readonly DateOnly FirstDate = new(1998, 1, 1);
    private static readonly string[] Facts = ["store_sales", "store_returns", "catalog_sales", "catalog_returns", "web_sales", "web_returns", "inventory"];

    private readonly string _folder = Directory.CreateTempSubdirectory("sqlspark-tpcds").FullName;

    /// <summary>Writes the tables.</summary>
    public TpcDsData(int seed)
    {
        var random = new Random(seed);
        var texts = TextsOfColumns();
        foreach (var (table, columns) in Tables)
        {
            var rowCount = table switch { "date_dim" => DayCount, "time_dim" => 288, _ => Facts.Contains(table) ? 1500 : 40 };
            using var writer = new StreamWriter(PathOf(table));
            for (var row = 0; row < rowCount; row++)
                writer.Write(string.Join(',', columns.Select(c => Value(table, c.Name, c.Type, row, random, texts))) + "\n");
        }
    }

    /// <summary>Where the repository keeps the queries.</summary>
    public static string Folder => Path.Combine(RepositoryRoot.Path, "tests", "SqlSpark.Sql.Tests", "TpcDs");

    /// <summary>The names of the queries and their texts.</summary>
    public static IReadOnlyList<(string Name, string Sql)> Queries { get; } =
    [
        .. Directory.GetFiles(Path.Combine(Folder, "queries")).Order(StringComparer.Ordinal).Select(path => (Path.GetFileNameWithoutExtension(path), File.ReadAllText(path))),
    ];

    /// <summary>The tables and their columns.</summary>
    public static IReadOnlyList<(string Table, IReadOnlyList<(string Name, string Type)> Columns)> Tables { get; } =
    [
        .. File.ReadAllLines(Path.Combine(Folder, "tables.tsv")).Select(line => line.Split('\t')).Select(parts => (parts[0],
            (IReadOnlyList<(string, string)>)[.. parts[1].Split(", ").Select(column => (column[..column.IndexOf(' ', StringComparison.Ordinal)], column[(column.IndexOf(' ', StringComparison.Ordinal) + 1)..]))])),
    ];

    /// <summary>The file of a table.</summary>
    public string PathOf(string table) => Path.Combine(_folder, table + ".csv");

    /// <inheritdoc />
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Value(string table, string column, string type, int row, Random random, Dictionary<string, List<string>> texts)
    {
        if (table == "date_dim")
            return OfDay(column, row);
        if (table == "time_dim" && column[2..] is "time_sk" or "time" or "hour" or "minute")
            return Number(column[2..] switch { "hour" => row / 12, "minute" => row % 12 * 5, _ => row * 300 });
        var isKey = column.EndsWith("_sk", StringComparison.Ordinal) && column.Count(c => c == '_') == column[..^3].Count(c => c == '_') + 1;
        if (!Facts.Contains(table) && row >= 0 && column == PrimaryKeyOf(table))
            return Number(row + 1);
        if (random.Next(25) == 0 && column is not ("ss_item_sk" or "ss_ticket_number" or "cs_item_sk" or "cs_order_number" or "ws_item_sk" or "ws_order_number"))
            return "";
        if (isKey)
            return Number(column.Contains("date_sk", StringComparison.Ordinal) ? FirstDay + random.Next(DayCount) : column.Contains("time_sk", StringComparison.Ordinal) ? random.Next(288) * 300 : random.Next(40) + 1);
        return type switch
        {
            "STRING" => texts.TryGetValue(column, out var known) && random.Next(10) < 9 ? $"\"{known[random.Next(known.Count)]}\"" : $"\"{column} {random.Next(6)}\"",
            "DATE" => FirstDate.AddDays(random.Next(DayCount)).ToString("O", CultureInfo.InvariantCulture),
            "INT" => Number(IntegerOf(column, random)),
            "DECIMAL(5,2)" => random.Next(4) switch { 0 => "-7", 1 => "-6", _ => "-5" },
            _ => (random.Next(30_000) / 100m).ToString(CultureInfo.InvariantCulture),
        };
    }

    private static string PrimaryKeyOf(string table) => Tables.First(t => t.Table == table).Columns[0].Name;

    private static int IntegerOf(string column, Random random) => column switch
    {
        _ when column.EndsWith("_number", StringComparison.Ordinal) => random.Next(400),
        _ when column.EndsWith("quantity", StringComparison.Ordinal) => random.Next(1, 101),
        "inv_quantity_on_hand" => random.Next(1000),
        "c_birth_year" => random.Next(1930, 2000),
        "i_manufact_id" => new[] { 128, 129, 270, 350, 677, 694, 738, 750, 808, 821, 423, 940, 977 }[random.Next(13)],
        "i_manager_id" => new[] { 1, 8, 28, 40 }[random.Next(4)],
        "hd_dep_count" or "hd_vehicle_count" => random.Next(8),
        "s_number_employees" => random.Next(180, 300),
        "ib_lower_bound" => 38_128 + (random.Next(3) * 10_000),
        "ib_upper_bound" => 48_128 + (random.Next(3) * 10_000),
        "wp_char_count" => random.Next(4900, 5300),
        "w_warehouse_sq_ft" => random.Next(1, 1000) * 100,
        _ => random.Next(1, 13),
    };

    private static string OfDay(string column, int row)
    {
        var date = FirstDate.AddDays(row);
        return column switch
        {
            "d_date_sk" => Number(FirstDay + row),
            "d_date" => date.ToString("O", CultureInfo.InvariantCulture),
            "d_month_seq" => Number(((date.Year - 1900) * 12) + date.Month - 1),
            "d_week_seq" => Number(5114 + ((row + 4) / 7)),
            "d_quarter_seq" or "d_fy_quarter_seq" => Number(((date.Year - 1900) * 4) + ((date.Month - 1) / 3)),
            "d_year" or "d_fy_year" => Number(date.Year),
            "d_dow" => Number((int)date.DayOfWeek),
            "d_moy" => Number(date.Month),
            "d_dom" => Number(date.Day),
            "d_qoy" => Number(((date.Month - 1) / 3) + 1),
            "d_day_name" => date.DayOfWeek.ToString(),
            "d_quarter_name" => string.Create(CultureInfo.InvariantCulture, $"{date.Year}Q{((date.Month - 1) / 3) + 1}"),
            "d_date_id" => "day" + Number(row),
            _ => column.StartsWith("d_f", StringComparison.Ordinal) || column.StartsWith("d_l", StringComparison.Ordinal) || column.StartsWith("d_same", StringComparison.Ordinal) ? Number(FirstDay + row) : "N",
        };
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>The texts that queries compare a column with.</summary>
    private static Dictionary<string, List<string>> TextsOfColumns()
    {
        var texts = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var (_, sql) in Queries)
        {
            foreach (Match match in Comparisons().Matches(sql))
            {
                if (!texts.TryGetValue(match.Groups["column"].Value, out var known))
                    texts.Add(match.Groups["column"].Value, known = []);
                known.AddRange(Texts().Matches(match.Groups["values"].Value).Select(m => m.Groups[1].Value.Replace("%", "", StringComparison.Ordinal)).Except(known));
            }
        }

        return texts;
    }

    [GeneratedRegex(@"(?<column>[a-z]+_[a-z_]+)(?:, 1, 5\))? (?:=|<>|LIKE|IN) (?<values>'[^']*'|\('[^)]*\))")]
    private static partial Regex Comparisons();

    [GeneratedRegex("'([^']*)'")]
    private static partial Regex Texts();
}

using System.Globalization;

namespace SqlSpark.Sql.H2o;

/// <summary>The tables of H2O's db-benchmark as CSV files: the same rows for the same size.</summary>
internal sealed class H2oData : IDisposable
{
    /// <summary>The columns of the table of the group-by questions.</summary>
    public const string GroupByColumns = "id1 STRING, id2 STRING, id3 STRING, id4 INT, id5 INT, id6 INT, v1 INT, v2 INT, v3 DOUBLE";

    /// <summary>The columns of the left table of the join questions.</summary>
    public const string LeftColumns = "id1 INT, id2 INT, id3 INT, id4 STRING, id5 STRING, id6 STRING, v1 DOUBLE";

    private const int GroupCount = 100;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sqlspark-h2o");

    /// <summary>Writes the files.</summary>
    /// <param name="rowCount">The rows of the large tables.</param>
    public H2oData(int rowCount)
    {
        var random = new Random(108);
        Write("x", rowCount, _ => Join(
            $"id{random.Next(1, GroupCount + 1):000}", $"id{random.Next(1, GroupCount + 1):000}", $"id{random.Next(1, Large(rowCount) + 1):0000000000}",
            random.Next(1, GroupCount + 1), random.Next(1, GroupCount + 1), random.Next(1, Large(rowCount) + 1),
            random.Next(20) == 0 ? null : random.Next(1, 6), random.Next(1, 16), random.Next(20) == 0 ? null : Math.Round(random.NextDouble() * 100, 6)));

        // Nine of ten keys of each side have partners on the other one.
        var (small, medium) = (Math.Max(10, rowCount / 1_000_000), Math.Max(10, rowCount / 1000));
        Write("leftside", rowCount, _ => Join(
            random.Next(1, small + 1), random.Next(1, medium + 1), random.Next(1, rowCount + 1), Name(random, small), Name(random, medium), Name(random, rowCount), Value(random)));
        Write("small", small, i => Join(i + 1 + (small / 10), $"id{i + 1 + (small / 10)}", Value(random)));
        Write("medium", medium, i => Join(random.Next(1, small + 1), i + 1 + (medium / 10), Name(random, small), $"id{i + 1 + (medium / 10)}", Value(random)));
        Write("big", rowCount, i => Join(
            random.Next(1, small + 1), random.Next(1, medium + 1), i + 1 + (rowCount / 10), Name(random, small), Name(random, medium), $"id{i + 1}", Value(random)));
    }

    /// <summary>The tables and their columns.</summary>
    public static IReadOnlyList<(string Name, string Columns)> Tables { get; } =
    [
        ("x", GroupByColumns), ("leftside", LeftColumns), ("small", "id1 INT, id4 STRING, v2 DOUBLE"),
        ("medium", "id1 INT, id2 INT, id4 STRING, id5 STRING, v2 DOUBLE"), ("big", "id1 INT, id2 INT, id3 INT, id4 STRING, id5 STRING, id6 STRING, v2 DOUBLE"),
    ];

    /// <summary>The file of a table.</summary>
    public string PathOf(string table) => Path.Combine(_folder.FullName, table + ".csv");

    public void Dispose() => _folder.Delete(recursive: true);

    private static int Large(int rowCount) => Math.Max(1, rowCount / GroupCount);

    private static string Name(Random random, int count) => $"id{random.Next(1, count + 1)}";

    private static double Value(Random random) => Math.Round(random.NextDouble() * 100, 6);

    private static string Join(params object?[] values) => string.Join(',', values.Select(v => Convert.ToString(v, CultureInfo.InvariantCulture)));

    private void Write(string table, int rowCount, Func<int, string> row) => File.WriteAllLines(PathOf(table), Enumerable.Range(0, rowCount).Select(row));
}

using System.Globalization;
using System.Text;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.Sql.Differential;

/// <summary>How SqlSpark holds a table.</summary>
internal enum TableStorage
{
    /// <summary>A view over VALUES, which the optimizer sees through.</summary>
    View,

    /// <summary>A Parquet file of row groups of 50 rows and pages of 20.</summary>
    Parquet,
}

/// <summary>A column of a random table. Names differ between all tables of a database.</summary>
internal sealed record RandomColumn(string Name, DataType Type);

/// <summary>A random table: its values as texts that both dialects cast from strings, or null.</summary>
internal sealed record RandomTable(string Name, TableStorage Storage, EquatableArray<RandomColumn> Columns, EquatableArray<EquatableArray<string?>> Rows)
{
    /// <summary>The statements that make the table in a new session.</summary>
    public string Create(Dialect dialect)
    {
        var text = new StringBuilder();
        if (dialect == Dialect.DuckDb)
            text.Append("CREATE OR REPLACE TABLE ").Append(Name).Append(" AS ");
        else if (Storage == TableStorage.View)
            text.Append("CREATE OR REPLACE TEMPORARY VIEW ").Append(Name).Append(" AS ");
        else
            text.Append("CREATE TABLE ").Append(Name).Append(" USING parquet OPTIONS ('parquet.block.row.count.limit' '50', 'parquet.page.row.count.limit' '20') AS ");

        text.Append("SELECT ").AppendJoin(", ", Columns.Select((c, i) => $"{SqlTypes.FromText($"v{i}", c.Type, dialect)} AS {c.Name}")).Append(" FROM (VALUES ");
        if (Rows.IsEmpty)
            text.Append('(').AppendJoin(", ", Columns.Select(_ => "NULL")).Append(')');
        text.AppendJoin(", ", Rows.Select(row => $"({string.Join(", ", row.Select((v, i) => Quote(v is null ? null : SqlTypes.TextOf(v, Columns[i].Type, dialect))))})"));
        text.Append(") AS v(").AppendJoin(", ", Columns.Select((_, i) => $"v{i}")).Append(')');
        if (Rows.IsEmpty)
            text.Append(" WHERE v0 IS NOT NULL");
        return text.ToString();
    }

    private static string Quote(string? value) => value is null ? "NULL" : $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";
}

/// <summary>A few random tables.</summary>
internal static class RandomTables
{
    private static readonly string[] Texts = ["", "a", "ab", "abc", "b", "B", "Abc", "é", "日本", "zebra", "a%b", "a_b", "long enough to need a heap", "long enough to need another", "12", "-7", "  x "];

    public static EquatableArray<RandomTable> Of(Random random)
    {
        var tables = new RandomTable[random.Next(2, 5)];
        for (var i = 0; i < tables.Length; i++)
            tables[i] = Table(random, i);
        return EquatableArray.Create<RandomTable>(tables);
    }

    private static RandomTable Table(Random random, int number)
    {
        var rowCount = random.Next(12) switch { 0 => 0, 1 => 1, <= 6 => random.Next(2, 20), <= 10 => random.Next(20, 80), _ => random.Next(80, 400) };
        var columns = new List<RandomColumn> { new($"k{number}", IntegerType.Instance) };
        var columnCount = random.Next(2, 7);
        for (var i = 1; i < columnCount; i++)
            columns.Add(new RandomColumn($"{(char)('a' + i - 1)}{number}", random.Pick(SqlTypes.OfColumns)));

        var columnValues = columns.ConvertAll(c => Values(random, c.Type, rowCount));
        var rows = Enumerable.Range(0, rowCount).Select(row => columnValues.Select(v => v[row]).ToEquatableArray()).ToEquatableArray();
        return new RandomTable($"t{number}", random.Next(2) == 0 ? TableStorage.View : TableStorage.Parquet, [.. columns], rows);
    }

    /// <summary>Values out of a pool of random size: all alike, a few, many, with skew, sorted, with or without NULLs.</summary>
    private static string?[] Values(Random random, DataType type, int count)
    {
        var pool = new string[random.Next(4) switch { 0 => 1 + random.Next(3), 1 => 8, _ => Math.Max(1, count) }];
        for (var i = 0; i < pool.Length; i++)
            pool[i] = Value(random, type);
        var nullShare = random.Next(5) switch { 0 or 1 => 0, 2 => 0.05, 3 => 0.3, _ => random.Next(8) == 0 ? 1 : 0.1 };
        var isSkewed = random.Next(3) == 0;
        var values = new string?[count];
        for (var i = 0; i < count; i++)
            values[i] = random.NextDouble() < nullShare ? null : pool[isSkewed && random.Next(3) != 0 ? 0 : random.Next(pool.Length)];
        if (random.Next(6) == 0)
            Array.Sort(values, StringComparer.Ordinal);
        return values;
    }

    /// <summary>A value as a text. Numbers are small and floating-point ones are quarters, so that sums do not depend on their order.</summary>
    public static string Value(Random random, DataType type)
    {
        switch (type)
        {
            case ByteType:
                return Number(random.Next(-20, 21));
            case ShortType:
                return Number(random.Next(3) == 0 ? random.Next(-300, 300) : random.Next(-5, 10));
            case IntegerType:
                return Number(random.Next(8) switch { 0 => random.Next(-1_000_000, 1_000_000), 1 => random.Next(-1000, 1000), _ => random.Next(-3, 12) });
            case LongType:
                return random.Next(8) switch
                {
                    0 => random.NextInt64(-1L << 40, 1L << 40).ToString(CultureInfo.InvariantCulture),
                    _ => Number(random.Next(-3, 40)),
                };
            case DecimalType d:
                return Decimal(random, d);
            case FloatType or DoubleType:
                return random.Next(24) switch
                {
                    0 => "NaN",
                    1 => "-0.0",
                    2 => random.Next(3) == 0 ? "Infinity" : "0",
                    3 => random.Next(3) == 0 ? "-Infinity" : "0.5",
                    _ => (random.Next(-400, 400) / 4.0).ToString(CultureInfo.InvariantCulture),
                };
            case StringType:
                return random.Next(4) == 0 ? $"s{random.Next(50)}" : random.Pick(Texts);
            case DateType:
                return Date(random);
            case TimestampType:
                return Date(random) + random.Next(3) switch
                {
                    0 => " 00:00:00",
                    1 => $" {random.Next(24):00}:{random.Next(60):00}:{random.Next(60):00}",
                    _ => $" 12:30:45.{random.Next(1_000_000):000000}",
                };
            case BooleanType:
                return random.Next(2) == 0 ? "true" : "false";
            case BinaryType:
                return Convert.ToHexString(random.Next(4) switch
                {
                    0 => Encoding.UTF8.GetBytes(random.Pick(Texts)),
                    1 => Bytes(random, random.Next(8, 40)),
                    _ => Bytes(random, random.Next(3)),
                });
            case DayTimeIntervalType:
                return (random.Next(-100, 100) * random.Pick<long>([86_400_000_000, 3_600_000_000, 1_000_000, 12_345_678_901, 1])).ToString(CultureInfo.InvariantCulture);
            case YearMonthIntervalType:
                return Number(random.Next(3) == 0 ? random.Next(-3, 4) * 12 : random.Next(-40, 40));
            default:
                throw new ArgumentException($"no random values of {type}", nameof(type));
        }
    }

    /// <summary>Up to 16 digits, or nearly all that a wide type has.</summary>
    private static string Decimal(Random random, DecimalType type)
    {
        var most = random.Next(3) != 0 ? 4 : type.Precision > 24 ? type.Precision - 2 : 16;
        var digits = new char[random.Next(1, Math.Min(type.Precision, most) + 1)];
        for (var i = 0; i < digits.Length; i++)
            digits[i] = (char)('0' + random.Next(10));
        var text = new string(digits).PadLeft(type.Scale + 1, '0');
        return $"{(random.Next(2) == 0 ? "-" : "")}{text[..^type.Scale]}{(type.Scale == 0 ? "" : ".")}{text[^type.Scale..]}";
    }

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        for (var i = 0; i < count; i++)
            bytes[i] = random.Pick<byte>([0, 1, 65, 127, 128, 200, 255]);
        return bytes;
    }

    private static string Date(Random random) =>
        (random.Next(4) == 0 ? new DateTime(1890, 1, 1).AddDays(random.Next(70_000)) : new DateTime(2020, 2, 20).AddDays(random.Next(20))).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Choices.</summary>
internal static class RandomChoices
{
    public static T Pick<T>(this Random random, IReadOnlyList<T> items) => items[random.Next(items.Count)];

    /// <summary>True in so many of a hundred cases.</summary>
    public static bool Chance(this Random random, int percent) => random.Next(100) < percent;
}

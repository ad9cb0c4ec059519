using System.Globalization;
using SqlSpark.Core.Types;

namespace SqlSpark.Tpch.Queries;

/// <summary>The answer to a query over the data of one scale factor, and the comparison with rows that an engine returned.</summary>
/// <remarks>
/// The answers were computed over dbgen's data with another engine, which averages and divides in doubles where Spark has decimals; the columns
/// concerned are compared as closely as the digits of the engine's type allow. Everything else must be equal, and the rows in order: none of the
/// answers has rows that its query leaves in any order.
/// </remarks>
public sealed class TpchAnswer
{
    private const string Null = "NULL";

    // Doubles carry 15 digits, and sums of them depend on their order.
    private const double DoubleTolerance = 1e-9;

    /// <summary>Columns that are quotients: three averages of query 1, and the results of queries 8, 14 and 17.</summary>
    private static readonly HashSet<string> Quotients = new(StringComparer.OrdinalIgnoreCase)
    {
        "avg_qty", "avg_price", "avg_disc", "mkt_share", "promo_revenue", "avg_yearly",
    };

    private readonly string[] _columns;

    private TpchAnswer(string[] columns, string?[][] rows)
    {
        _columns = columns;
        Rows = rows;
    }

    /// <summary>The cells of the rows; NULL is <c>NULL</c>.</summary>
    public IReadOnlyList<string?[]> Rows { get; }

    /// <summary>The answer to a query, or null when there is none for the scale factor: there are those of 0.01 and 1.</summary>
    public static TpchAnswer? Find(TpchScale scale, int query)
    {
        var text = Resources.Find(string.Create(CultureInfo.InvariantCulture, $"answers/sf{scale}/q{query:D2}.csv"));
        if (text is null)
            return null;
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return new TpchAnswer(lines[0].Split('|'), [.. lines.Skip(1).Select(line => line.Split('|'))]);
    }

    /// <summary>Compares rows with the answer.</summary>
    /// <param name="types">The types of their columns.</param>
    /// <param name="rows">Their cells as text, as casts to STRING print them; null for NULL.</param>
    /// <returns>Null when they agree, else the first difference.</returns>
    public string? FindDifference(IReadOnlyList<DataType> types, IReadOnlyList<string?[]> rows)
    {
        if (types.Count != _columns.Length)
            return string.Create(CultureInfo.InvariantCulture, $"{types.Count} columns, not {_columns.Length}");
        if (rows.Count != Rows.Count)
            return string.Create(CultureInfo.InvariantCulture, $"{rows.Count} rows, not {Rows.Count}");
        for (var row = 0; row < rows.Count; row++)
        {
            for (var column = 0; column < _columns.Length; column++)
            {
                var (actual, expected) = (rows[row][column] ?? Null, Rows[row][column] ?? Null);
                if (!AreEqual(column, types[column], actual, expected))
                    return string.Create(CultureInfo.InvariantCulture, $"row {row + 1}, {_columns[column]}: {actual}, not {expected}");
            }
        }

        return null;
    }

    private bool AreEqual(int column, DataType type, string actual, string expected)
    {
        if (actual == expected)
            return true;
        if (actual == Null || expected == Null)
            return false;
        if (type is DoubleType or FloatType)
        {
            return double.TryParse(actual, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                && double.TryParse(expected, NumberStyles.Float, CultureInfo.InvariantCulture, out var wanted)
                && Math.Abs(value - wanted) <= DoubleTolerance * Math.Abs(wanted);
        }

        if (!type.IsNumeric || !TryParse(actual, out var number) || !TryParse(expected, out var answer))
            return false;
        return Quotients.Contains(_columns[column]) && type is DecimalType { Scale: var scale }
            ? Math.Abs(number - answer) <= new decimal(1, 0, 0, isNegative: false, (byte)scale)
            : number == answer;
    }

    private static bool TryParse(string text, out decimal value) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value);
}

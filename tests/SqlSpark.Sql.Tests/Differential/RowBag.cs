using System.Globalization;
using System.Text;
using SqlSpark.Core.Collections;

namespace SqlSpark.Sql.Differential;

/// <summary>Compares rows as multisets or as lists. Zeros are equal whatever their sign; floating-point numbers may be off by 1e-12 of their size.</summary>
internal static class RowBag
{
    private const double Tolerance = 1e-12;

    /// <summary>Null when the rows agree, else a text of what differs.</summary>
    /// <param name="expected">The rows that are right.</param>
    /// <param name="actual">The rows to test.</param>
    /// <param name="isOrdered">The order counts.</param>
    /// <param name="slack">How far doubles may be off whatever their size.</param>
    public static string? Difference(IReadOnlyList<object?[]> expected, IReadOnlyList<object?[]> actual, bool isOrdered, double slack = 0)
    {
        if (expected.Count == actual.Count && AreEqual(Arranged(expected, isOrdered), Arranged(actual, isOrdered), slack))
            return null;
        var left = Keyed(expected, isOrdered);
        var right = Keyed(actual, isOrdered);
        if (left.Count == right.Count && left.Zip(right).All(pair => AreEqual(pair.First.Row, pair.Second.Row, slack)))
            return null;
        var missing = left.Select(l => l.Key).ToList();
        var surplus = new List<string>();
        foreach (var (key, _) in right)
        {
            if (!missing.Remove(key))
                surplus.Add(key);
        }

        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{left.Count} rows expected, {right.Count} are there{(isOrdered ? ", in this order" : "")}\n");
        foreach (var key in missing.Take(8))
            text.Append("- ").Append(key).Append('\n');
        foreach (var key in surplus.Take(8))
            text.Append("+ ").Append(key).Append('\n');
        return text.ToString();
    }

    /// <summary>The rows by the hashes of what must be equal to the bit, then by floating-point numbers: without texts, for many rows.</summary>
    private static object?[][] Arranged(IReadOnlyList<object?[]> rows, bool isOrdered)
    {
        object?[][] arranged = [.. rows];
        if (!isOrdered)
            Array.Sort(Array.ConvertAll(arranged, row => (Hash(row), row)), arranged, Comparer<(int Hash, object?[] Row)>.Create(Compare));
        return arranged;
    }

    private static int Hash(object?[] row)
    {
        var hash = default(HashCode);
        foreach (var value in row)
            hash.Add(value is double or float ? null : value);
        return hash.ToHashCode();
    }

    private static int Compare((int Hash, object?[] Row) left, (int Hash, object?[] Row) right)
    {
        var order = left.Hash.CompareTo(right.Hash);
        for (var i = 0; order == 0 && i < left.Row.Length; i++)
        {
            if (left.Row[i] is double or float || right.Row[i] is double or float)
                order = Comparer<object>.Default.Compare(left.Row[i], right.Row[i]);
        }

        return order;
    }

    private static bool AreEqual(object?[][] left, object?[][] right, double slack)
    {
        for (var i = 0; i < left.Length; i++)
        {
            if (!AreEqual(left[i], right[i], slack))
                return false;
        }

        return true;
    }

    private static List<(string Key, object?[] Row)> Keyed(IReadOnlyList<object?[]> rows, bool isOrdered)
    {
        var keyed = rows.Select(row => (Key: string.Join(" | ", row.Select(Text)), Row: row)).ToList();
        if (!isOrdered)
            keyed.Sort((a, b) => string.CompareOrdinal(a.Key, b.Key));
        return keyed;
    }

    private static string Text(object? value) => value switch
    {
        null => "NULL",
        double number => Text(number, "G9"),
        float number => Text(number, "G7"),
        string text => $"'{text}'",
        EquatableArray<byte> bytes => $"X'{Convert.ToHexString([.. bytes])}'",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Text(double number, string format) => (number == 0 ? 0 : number).ToString(format, CultureInfo.InvariantCulture);

    private static bool AreEqual(object?[] left, object?[] right, double slack)
    {
        for (var i = 0; i < left.Length; i++)
        {
            var areEqual = (left[i], right[i]) switch
            {
                (double l, double r) => AreClose(l, r, slack),
                (float l, float r) => l.Equals(r) || l == r,
                var (l, r) => Equals(l, r),
            };
            if (!areEqual)
                return false;
        }

        return true;
    }

    private static bool AreClose(double left, double right, double slack) =>
        left.Equals(right) || left == right || Math.Abs(left - right) <= slack + (Tolerance * Math.Max(Math.Abs(left), Math.Abs(right)));
}

namespace SqlSpark.Tpch.Queries;

/// <summary>The 22 queries with the parameters of the specification's validation runs, in Spark's dialect.</summary>
public static class TpchQueries
{
    /// <summary>How many there are; they are numbered from 1.</summary>
    public const int Count = 22;

    /// <summary>The text of a query.</summary>
    /// <param name="number">1 to 22.</param>
    public static string Get(int number)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, Count);
        return Resources.Get(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"queries/q{number}.sql"));
    }

    /// <summary>The tables that a query reads.</summary>
    public static IReadOnlyList<TpchTable> TablesOf(int number)
    {
        var words = Get(number).Split([' ', '\n', '\r', '\t', ',', '(', ')', ';'], StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. TpchSchema.Tables.Where(table => words.Contains(TpchSchema.NameOf(table)))];
    }
}

using SqlSpark.Core.Collections;

namespace SqlSpark.Sql.Differential;

/// <summary>Makes a case that shows a difference smaller, as long as the difference stays of its kind.</summary>
/// <param name="open">Makes the check over some tables.</param>
/// <param name="cause">The kind of difference.</param>
internal sealed class Shrinker(Func<EquatableArray<RandomTable>, ICaseCheck> open, string cause)
{
    private const int MaxAttempts = 2500;

    private int _attempts;

    public RandomCase Shrink(RandomCase found)
    {
        while (true)
        {
            var before = found;
            found = WithSmallerQuery(found);
            found = WithoutUnusedTables(found);
            found = WithFewerRows(found);
            if (found == before || _attempts > MaxAttempts)
                return found;
        }
    }

    private RandomCase WithSmallerQuery(RandomCase found)
    {
        using var check = open(found.Tables);
        for (var isSmaller = true; isSmaller && _attempts <= MaxAttempts;)
        {
            isSmaller = false;
            var length = found.Query.In(Dialect.Spark).Length;
            foreach (var candidate in found.Query.WithFewerColumns().Concat(found.Query.Shrunk()).Cast<Query>())
            {
                if (candidate.In(Dialect.Spark).Length < length && Shows(check, candidate))
                {
                    found = found with { Query = candidate };
                    isSmaller = true;
                    break;
                }
            }
        }

        return found;
    }

    private RandomCase WithoutUnusedTables(RandomCase found)
    {
        var text = found.Query.In(Dialect.Spark);
        var tables = found.Tables
            .Where(t => text.Contains(t.Name + " ", StringComparison.Ordinal))
            .Select(t => WithoutUnusedColumns(t, text))
            .ToEquatableArray();
        return TryTables(found, tables);
    }

    private static RandomTable WithoutUnusedColumns(RandomTable table, string text)
    {
        int[] used = [.. Enumerable.Range(0, table.Columns.Count).Where(i => text.Contains(table.Columns[i].Name, StringComparison.Ordinal))];
        if (used.Length == 0)
            used = [0];
        return table with { Columns = [.. used.Select(i => table.Columns[i])], Rows = table.Rows.Map(row => used.Select(i => row[i]).ToEquatableArray()) };
    }

    private RandomCase WithFewerRows(RandomCase found)
    {
        for (var t = 0; t < found.Tables.Count; t++)
        {
            for (var size = Math.Max(1, found.Tables[t].Rows.Count / 2); size > 0 && _attempts <= MaxAttempts; size /= 2)
            {
                for (var at = 0; at < found.Tables[t].Rows.Count && _attempts <= MaxAttempts;)
                {
                    var table = found.Tables[t];
                    var smaller = table with { Rows = [.. table.Rows.Take(at), .. table.Rows.Skip(at + size)] };
                    var next = TryTables(found, found.Tables.SetItem(t, smaller));
                    if (ReferenceEquals(next, found))
                        at += size;
                    found = next;
                }
            }

            if (found.Tables[t].Storage == TableStorage.Parquet)
                found = TryTables(found, found.Tables.SetItem(t, found.Tables[t] with { Storage = TableStorage.View }));
        }

        return found;
    }

    private RandomCase TryTables(RandomCase found, EquatableArray<RandomTable> tables)
    {
        if (tables == found.Tables)
            return found;
        using var check = open(tables);
        return Shows(check, found.Query) ? found with { Tables = tables } : found;
    }

    private bool Shows(ICaseCheck check, Query query)
    {
        _attempts++;
        return check.Check(query) is { Kind: VerdictKind.Difference } verdict && verdict.Cause == cause;
    }
}

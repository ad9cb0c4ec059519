namespace SqlSpark.Core.Errors;

/// <summary>
/// Orders the names that may have been meant by one that does not exist: by edit distance, at most five.
/// Spark: <c>StringUtils.orderSuggestedIdentifiersBySimilarity</c>.
/// </summary>
public static class NameSuggestions
{
    /// <summary>How many names Spark suggests.</summary>
    public const int MaxSuggestions = 5;

    /// <summary>The candidates most like <paramref name="name"/>, best first; ties keep their order.</summary>
    /// <param name="name">The parts of the name that does not exist.</param>
    /// <param name="candidates">The parts of each name that exists.</param>
    /// <returns>Quoted names. Qualifiers that all candidates share are left out as far as <paramref name="name"/> leaves them out.</returns>
    public static IReadOnlyList<string> Order(IReadOnlyList<string> name, IReadOnlyList<IReadOnlyList<string>> candidates)
    {
        var shortened = candidates;
        if (name.Count == 1 && HaveCommonQualifier(candidates, keptParts: 1))
            shortened = LastParts(candidates, 1);
        else if (name.Count <= 2 && HaveCommonQualifier(candidates, keptParts: 2))
            shortened = LastParts(candidates, 2);

        // Spark compares the quoted candidates with the unquoted name, which decides ties between short names.
        var wanted = string.Join('.', name.Select(static part => part.Contains('.', StringComparison.Ordinal) ? "`" + part + "`" : part));
        return
        [
            .. shortened
                .Select(static candidate => ErrorFormat.SqlId(candidate))
                .OrderBy(candidate => EditDistance(candidate, wanted))
                .Take(MaxSuggestions),
        ];
    }

    /// <summary>The <c>proposal</c> parameter: the names of <see cref="Order"/> joined by commas.</summary>
    public static string Format(IReadOnlyList<string> name, IReadOnlyList<IReadOnlyList<string>> candidates) =>
        string.Join(", ", Order(name, candidates));

    /// <summary>The Levenshtein distance: how many characters must be inserted, deleted or replaced.</summary>
    public static int EditDistance(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        if (left.Length < right.Length)
        {
            var longer = right;
            right = left;
            left = longer;
        }

        Span<int> row = right.Length < 256 ? stackalloc int[right.Length + 1] : new int[right.Length + 1];
        for (var j = 0; j <= right.Length; j++)
            row[j] = j;
        for (var i = 0; i < left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i + 1;
            for (var j = 0; j < right.Length; j++)
            {
                var replaced = diagonal + (left[i] == right[j] ? 0 : 1);
                diagonal = row[j + 1];
                row[j + 1] = Math.Min(replaced, Math.Min(row[j], diagonal) + 1);
            }
        }

        return row[right.Length];
    }

    /// <summary>True when all candidates agree in what stands before their last parts.</summary>
    private static bool HaveCommonQualifier(IReadOnlyList<IReadOnlyList<string>> candidates, int keptParts) =>
        candidates.Count > 0 && candidates.All(candidate =>
            candidate.SkipLast(keptParts).SequenceEqual(candidates[0].SkipLast(keptParts), StringComparer.Ordinal));

    private static IReadOnlyList<string>[] LastParts(IReadOnlyList<IReadOnlyList<string>> candidates, int count) =>
        [.. candidates.Select(candidate => (IReadOnlyList<string>)[.. candidate.TakeLast(count)])];
}

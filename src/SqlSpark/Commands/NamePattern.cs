using System.Text.RegularExpressions;

namespace SqlSpark.Commands;

/// <summary>The patterns of SHOW: <c>*</c> for any characters, <c>|</c> between alternatives, else regular expressions without regard to case. Spark: <c>StringUtils.filterPattern</c>.</summary>
internal static class NamePattern
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);

    /// <summary>The names that match; all of them without a pattern.</summary>
    public static IEnumerable<string> Filter(IEnumerable<string> names, string? pattern)
    {
        if (pattern is null)
            return names;
        Regex[] alternatives = [.. pattern.Trim().Split('|').Select(Compile).OfType<Regex>()];
        return names.Where(name => alternatives.Any(regex => regex.IsMatch(name)));
    }

    private static Regex? Compile(string pattern)
    {
        try
        {
            return new Regex($"^(?:{pattern.Replace("*", ".*", StringComparison.Ordinal)})$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, Timeout);
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            // Spark ignores what is no regular expression.
            return null;
        }
    }
}

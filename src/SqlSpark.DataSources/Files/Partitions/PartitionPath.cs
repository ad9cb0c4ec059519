using System.Globalization;
using System.Text;

namespace SqlSpark.DataSources.Files.Partitions;

/// <summary>The names of the folders of partitions: <c>column=value</c>, with characters escaped that paths do not hold.</summary>
/// <remarks>Spark: <c>ExternalCatalogUtils</c>.</remarks>
internal static class PartitionPath
{
    /// <summary>Stands for NULL, and for the empty string, which no folder's name can hold.</summary>
    public const string DefaultName = "__HIVE_DEFAULT_PARTITION__";

    /// <summary>The name of a folder.</summary>
    /// <param name="column">The column.</param>
    /// <param name="value">The value as text, or null.</param>
    public static string Segment(string column, string? value) => $"{Escape(column)}={(string.IsNullOrEmpty(value) ? DefaultName : Escape(value))}";

    /// <summary>Replaces characters by their code: <c>%3A</c> for a colon.</summary>
    public static string Escape(string text)
    {
        if (!text.Any(NeedsEscape))
            return text;
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var character in text)
        {
            if (NeedsEscape(character))
                escaped.Append(CultureInfo.InvariantCulture, $"%{(int)character:X2}");
            else
                escaped.Append(character);
        }

        return escaped.ToString();
    }

    /// <summary>Takes the escapes back. What only looks like one stays.</summary>
    public static string Unescape(string text)
    {
        if (!text.Contains('%', StringComparison.Ordinal))
            return text;
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%' && i + 2 < text.Length
                && int.TryParse(text.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                plain.Append((char)code);
                i += 2;
            }
            else
            {
                plain.Append(text[i]);
            }
        }

        return plain.ToString();
    }

    private static bool NeedsEscape(char character) =>
        character is (>= '\u0001' and <= '\u001F') or '"' or '#' or '%' or '\'' or '*' or '/' or ':' or '=' or '?' or '\\' or '\u007F' or '{' or '[' or ']' or '^'
        || (OperatingSystem.IsWindows() && character is ' ' or '<' or '>' or '|');
}

using System.Text;

namespace SqlSpark.DataSources.Csv;

/// <summary>Reads the option <c>sep</c>: characters, some of them behind a backslash.</summary>
/// <remarks>Spark: <c>CSVExprUtils.toDelimiterStr</c>.</remarks>
internal static class CsvDelimiter
{
    /// <summary>The delimiter in UTF-8; <c>INVALID_DELIMITER_VALUE.*</c> for a text that is none.</summary>
    public static byte[] Parse(string text)
    {
        if (text.Length == 0)
            throw CsvErrors.DelimiterIsEmpty();
        var delimiter = new StringBuilder();
        for (var at = 0; at < text.Length;)
        {
            if (text.AsSpan(at).StartsWith("\\u0000", StringComparison.Ordinal))
            {
                delimiter.Append('\0');
                at += 6;
            }
            else if (text[at] != '\\')
            {
                delimiter.Append(text[at++]);
            }
            else if (at + 1 == text.Length)
            {
                throw text.Length == 1 ? CsvErrors.DelimiterIsBackslash() : CsvErrors.DelimiterEscape(text);
            }
            else
            {
                delimiter.Append(text[at + 1] switch
                {
                    't' => '\t',
                    'r' => '\r',
                    'b' => '\b',
                    'f' => '\f',
                    '"' => '"',
                    '\'' => '\'',
                    '\\' => '\\',
                    _ => throw CsvErrors.DelimiterEscape(text),
                });
                at += 2;
            }
        }

        return Encoding.UTF8.GetBytes(delimiter.ToString());
    }
}

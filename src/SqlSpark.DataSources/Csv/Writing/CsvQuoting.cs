namespace SqlSpark.DataSources.Csv.Writing;

/// <summary>Puts values into quotes.</summary>
internal static class CsvQuoting
{
    /// <summary>Writes a value in quotes; quotes in it, and escape characters where they have an escape of their own, are escaped.</summary>
    /// <param name="text">The value.</param>
    /// <param name="options">Quote and escape characters.</param>
    /// <param name="target">Room for twice the length of the value and two more.</param>
    /// <returns>How many bytes were written.</returns>
    public static int Write(ReadOnlySpan<byte> text, CsvOptions options, Span<byte> target)
    {
        var (quote, escape, escapeOfEscape) = (options.Quote, options.Escape, options.EscapeOfEscape);
        var length = 0;
        target[length++] = quote;
        while (true)
        {
            var plain = text.IndexOfAny(quote, escape);
            plain = plain < 0 ? text.Length : plain;
            text[..plain].CopyTo(target[length..]);
            length += plain;
            if (plain == text.Length)
                break;
            if (text[plain] == quote)
                target[length++] = escape;
            else if (escapeOfEscape != 0)
                target[length++] = escapeOfEscape;
            target[length++] = text[plain];
            text = text[(plain + 1)..];
        }

        target[length++] = quote;
        return length;
    }
}

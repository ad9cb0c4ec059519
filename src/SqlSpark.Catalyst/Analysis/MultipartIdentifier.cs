using System.Text;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Analysis;

/// <summary>Names of several parts as text: <c>a.`b c`.d</c>.</summary>
public static class MultipartIdentifier
{
    /// <summary>The parts without quotes, or null when the text is no name.</summary>
    public static EquatableArray<string>? TryParse(string text)
    {
        var parts = new List<string>();
        var part = new StringBuilder();
        var position = 0;
        while (true)
        {
            part.Clear();
            var isQuoted = false;
            if (position < text.Length && text[position] == '`')
            {
                if (!TryReadQuoted(text, ref position, part))
                    return null;
                isQuoted = true;
            }
            else
            {
                while (position < text.Length && (char.IsAsciiLetterOrDigit(text[position]) || text[position] == '_'))
                    part.Append(text[position++]);
            }

            if (part.Length == 0 && !isQuoted)
                return null;
            parts.Add(part.ToString());
            if (position == text.Length)
                return parts.ToEquatableArray();
            if (text[position++] != '.')
                return null;
        }
    }

    private static bool TryReadQuoted(string text, ref int position, StringBuilder part)
    {
        for (position++; position < text.Length; position++)
        {
            if (text[position] != '`')
            {
                part.Append(text[position]);
            }
            else if (position + 1 < text.Length && text[position + 1] == '`')
            {
                part.Append('`');
                position++;
            }
            else
            {
                position++;
                return true;
            }
        }

        return false;
    }
}

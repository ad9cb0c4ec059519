using System.Text;
using SqlSpark.Core.Errors;

namespace SqlSpark.Catalyst.Evaluation.Binding;

/// <summary>
/// A LIKE pattern ready to match: the parts between <c>%</c>, each a run of bytes and <c>_</c>. Without <c>_</c> it is matched by searching
/// spans; <c>_</c> stands for one character, a code point.
/// </summary>
/// <remarks>Spark: <c>StringUtils.escapeLikeRegex</c>. Malformed bytes count as one character each.</remarks>
internal sealed class LikePattern
{
    private readonly List<Part> _parts = [];
    private readonly bool _isAnchoredAtStart;
    private readonly bool _isAnchoredAtEnd;

    private LikePattern(List<Part> parts, bool isAnchoredAtStart, bool isAnchoredAtEnd)
    {
        _parts = parts;
        _isAnchoredAtStart = isAnchoredAtStart;
        _isAnchoredAtEnd = isAnchoredAtEnd;
    }

    /// <summary>Reads a pattern.</summary>
    /// <param name="pattern">The pattern in UTF-8.</param>
    /// <param name="escape">The character that makes the next <c>_</c>, <c>%</c> or escape character an ordinary one.</param>
    /// <param name="error">What is wrong with the pattern when there is no result.</param>
    public static LikePattern? Parse(ReadOnlySpan<byte> pattern, char escape, out RowError error)
    {
        error = default;
        Span<byte> escapeBytes = stackalloc byte[4];
        escapeBytes = escapeBytes[..Encoding.UTF8.GetBytes([escape], escapeBytes)];
        var parts = new List<Part>();
        var bytes = new List<byte>();
        var wildcards = new List<bool>();
        var (startsWithAny, endsWithAny) = (false, false);
        for (var i = 0; i < pattern.Length;)
        {
            endsWithAny = false;
            if (pattern[i..].StartsWith(escapeBytes))
            {
                i += escapeBytes.Length;
                if (i >= pattern.Length)
                {
                    error = EvaluationErrors.EscapeAtEnd(Encoding.UTF8.GetString(pattern));
                    return null;
                }

                var length = CharacterLength(pattern, i);
                var character = pattern.Slice(i, length);
                if (!character.SequenceEqual(escapeBytes) && character is not [(byte)'_' or (byte)'%'])
                {
                    error = EvaluationErrors.EscapeInMiddle(Encoding.UTF8.GetString(pattern), Encoding.UTF8.GetString(character));
                    return null;
                }

                AddLiteral(character);
                i += length;
            }
            else if (pattern[i] == '%')
            {
                startsWithAny |= i == 0;
                endsWithAny = true;
                EndPart();
                i++;
            }
            else if (pattern[i] == '_')
            {
                bytes.Add(0);
                wildcards.Add(true);
                i++;
            }
            else
            {
                AddLiteral(pattern.Slice(i, 1));
                i++;
            }
        }

        EndPart();
        return new LikePattern(parts, !startsWithAny, !endsWithAny);

        void AddLiteral(ReadOnlySpan<byte> literal)
        {
            foreach (var value in literal)
            {
                bytes.Add(value);
                wildcards.Add(false);
            }
        }

        void EndPart()
        {
            if (bytes.Count > 0)
                parts.Add(new Part([.. bytes], wildcards.Contains(true) ? [.. wildcards] : null));
            bytes.Clear();
            wildcards.Clear();
        }
    }

    /// <summary>True when the whole text matches.</summary>
    public bool IsMatch(ReadOnlySpan<byte> text)
    {
        if (_parts.Count == 0)
            return !_isAnchoredAtStart || text.IsEmpty;

        var (first, last) = (0, _parts.Count - 1);
        if (_isAnchoredAtStart)
        {
            var length = _parts[0].MatchAt(text);
            if (length < 0)
                return false;
            if (last == 0 && _isAnchoredAtEnd)
                return length == text.Length;
            text = text[length..];
            first = 1;
        }

        if (_isAnchoredAtEnd)
        {
            var length = _parts[last].MatchAtEnd(text);
            if (length < 0)
                return false;
            text = text[..^length];
            last--;
        }

        for (var i = first; i <= last; i++)
        {
            var end = _parts[i].Find(text);
            if (end < 0)
                return false;
            text = text[end..];
        }

        return true;
    }

    private static int CharacterLength(ReadOnlySpan<byte> text, int index)
    {
        Rune.DecodeFromUtf8(text[index..], out _, out var length);
        return Math.Max(length, 1);
    }

    /// <summary>Bytes and single-character wildcards.</summary>
    /// <param name="Bytes">The bytes; of no meaning at wildcards.</param>
    /// <param name="Wildcards">Where wildcards stand; null when there are none.</param>
    private sealed record Part(byte[] Bytes, bool[]? Wildcards)
    {
        /// <summary>The length of the match at the start of <paramref name="text"/>, or -1.</summary>
        public int MatchAt(ReadOnlySpan<byte> text)
        {
            if (Wildcards is null)
                return text.StartsWith(Bytes) ? Bytes.Length : -1;
            var position = 0;
            for (var i = 0; i < Bytes.Length; i++)
            {
                if (position >= text.Length)
                    return -1;
                if (Wildcards[i])
                    position += CharacterLength(text, position);
                else if (text[position] == Bytes[i])
                    position++;
                else
                    return -1;
            }

            return position;
        }

        /// <summary>The length of the match that ends with <paramref name="text"/>, or -1.</summary>
        public int MatchAtEnd(ReadOnlySpan<byte> text)
        {
            if (Wildcards is null)
                return text.EndsWith(Bytes) ? Bytes.Length : -1;
            var position = text.Length;
            for (var i = Bytes.Length - 1; i >= 0; i--)
            {
                if (position == 0)
                    return -1;
                if (Wildcards[i])
                {
                    Rune.DecodeLastFromUtf8(text[..position], out _, out var length);
                    position -= Math.Max(length, 1);
                }
                else if (text[position - 1] == Bytes[i])
                {
                    position--;
                }
                else
                {
                    return -1;
                }
            }

            return text.Length - position;
        }

        /// <summary>The end of the first match in <paramref name="text"/>, or -1.</summary>
        public int Find(ReadOnlySpan<byte> text)
        {
            if (Wildcards is null)
            {
                var index = text.IndexOf(Bytes);
                return index < 0 ? -1 : index + Bytes.Length;
            }

            for (var start = 0; start < text.Length; start += CharacterLength(text, start))
            {
                var length = MatchAt(text[start..]);
                if (length >= 0)
                    return start + length;
            }

            return -1;
        }
    }
}

using System.Text.RegularExpressions;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary>The parts of a text between matches of a regular expression, as places in the text. Spark: <c>UTF8String.split</c> over Java's <c>String.split</c>.</summary>
/// <remarks>An empty pattern makes a part of every character. Matches without length at the ends of the text separate nothing.</remarks>
internal ref struct PatternParts
{
    private readonly ReadOnlySpan<char> _text;
    private readonly int _limit;
    private readonly bool _splitsCharacters;
    private Regex.ValueMatchEnumerator _matches;
    private int _start;
    private int _count;
    private bool _hasEnded;

    /// <summary>The parts of a text.</summary>
    /// <param name="regex">What stands between parts.</param>
    /// <param name="isEmptyPattern">True when the pattern is the empty text.</param>
    /// <param name="text">The text.</param>
    /// <param name="limit">The most parts, the last of which takes the rest; none when it is not positive.</param>
    public PatternParts(Regex regex, bool isEmptyPattern, ReadOnlySpan<char> text, int limit)
    {
        _text = text;
        _limit = limit;
        _splitsCharacters = isEmptyPattern && !text.IsEmpty;
        _matches = regex.EnumerateMatches(text);
    }

    /// <summary>The part.</summary>
    public ReadOnlySpan<char> Current { get; private set; }

    /// <summary>Goes to the next part; there is at least one.</summary>
    public bool MoveNext()
    {
        if (_hasEnded)
            return false;
        _count++;
        var (end, next) = _count == _limit ? (-1, 0) : FindEnd();
        _hasEnded = end < 0;
        Current = _hasEnded ? _text[_start..] : _text[_start..end];
        _start = next;
        return true;
    }

    /// <summary>Where the part ends, -1 for the last one, and where the next one begins.</summary>
    private (int End, int Next) FindEnd()
    {
        if (_splitsCharacters)
        {
            var length = char.IsHighSurrogate(_text[_start]) && _start + 1 < _text.Length ? 2 : 1;
            return _start + length == _text.Length ? (-1, 0) : (_start + length, _start + length);
        }

        while (_matches.MoveNext())
        {
            var match = _matches.Current;
            if (match.Length > 0 || (match.Index != 0 && match.Index != _text.Length))
                return (match.Index, match.Index + match.Length);
        }

        return (-1, 0);
    }
}

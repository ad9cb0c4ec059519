using System.Text;
using Antlr4.Runtime;
using static SqlSpark.Parser.Generated.SqlSparkParser;

namespace SqlSpark.Parser;

/// <summary>Cuts SQL text into tokens by Spark's lexical rules; white space and comments are dropped.</summary>
/// <remarks>
/// Never fails: what starts no token becomes <c>UNRECOGNIZED</c>, for the parser to report in its place. A comment that is
/// not closed reaches to the end of the text and is remembered in <see cref="UnclosedComment"/>.
/// </remarks>
internal ref struct SqlTokenizer
{
    private readonly string _sql;
    private readonly bool _doubleQuotedIdentifiers;
    private SqlToken[] _tokens;
    private int _count;
    private int _position;
    private int _line = 1;
    private int _lineStart;
    private int _typeNesting;      // open ARRAY<, MAP< and STRUCT<: there >> is two closing brackets
    private bool _unclosedSingle;  // a quote of this kind did not close: later ones are not searched again
    private bool _unclosedDouble;
    private bool _unclosedBack;

    public SqlTokenizer(string sql, ParserOptions options)
    {
        _sql = sql;
        _doubleQuotedIdentifiers = options.DoubleQuotedIdentifiers;
        _tokens = new SqlToken[Math.Max(16, sql.Length / 4)];
    }

    /// <summary>The start of a bracketed comment that is not closed, or null.</summary>
    public SqlToken? UnclosedComment { get; private set; }

    /// <summary>All tokens of the text, EOF last; only the first <paramref name="count"/> entries are set.</summary>
    public SqlToken[] Tokenize(out int count)
    {
        while (SkipBlank())
            Next();
        Add(TokenConstants.EOF, _sql.Length);
        count = _count;
        return _tokens;
    }

    private readonly char Peek(int offset) => _position + offset < _sql.Length ? _sql[_position + offset] : '\0';

    private void Add(int type, int end)
    {
        if (_count == _tokens.Length)
            Array.Resize(ref _tokens, _count * 2);
        _tokens[_count] = new SqlToken(_sql, type, _position, end - 1, _line, _position - _lineStart) { TokenIndex = _count };
        _count++;
        _position = end;
    }

    /// <summary>Moves over white space and comments; false at the end of the text.</summary>
    private bool SkipBlank()
    {
        while (_position < _sql.Length)
        {
            var c = _sql[_position];
            if (c == '\n')
                NewLine();
            else if (c is ' ' or '\t' or '\r' || char.IsWhiteSpace(c))
                _position++;
            else if (c == '-' && Peek(1) == '-')
                SkipLineComment();
            else if (c == '/' && Peek(1) == '*' && Peek(2) != '+')
                SkipBracketedComment();
            else
                return true;
        }

        return false;
    }

    private void NewLine()
    {
        _position++;
        _line++;
        _lineStart = _position;
    }

    /// <summary>A backslash before the end of the line continues the comment on the next one.</summary>
    private void SkipLineComment()
    {
        while (_position < _sql.Length)
        {
            var c = _sql[_position];
            if (c == '\\' && Peek(1) == '\n')
                _position++;
            else if (c == '\n')
            {
                NewLine();
                return;
            }
            else if (c == '\r')
            {
                return;
            }

            if (_sql[_position] == '\n')
                NewLine();
            else
                _position++;
        }
    }

    private void SkipBracketedComment()
    {
        var start = new SqlToken(_sql, UNRECOGNIZED, _position, _position + 1, _line, _position - _lineStart);
        var nesting = 0;
        while (_position < _sql.Length)
        {
            var c = _sql[_position];
            if (c == '/' && Peek(1) == '*')
            {
                nesting++;
                _position += 2;
            }
            else if (c == '*' && Peek(1) == '/')
            {
                nesting--;
                _position += 2;
                if (nesting == 0)
                    return;
            }
            else if (c == '\n')
                NewLine();
            else
                _position++;
        }

        UnclosedComment = start;
    }

    private void Next()
    {
        var c = _sql[_position];
        if (char.IsAsciiLetter(c) || c == '_')
            Word(c);
        else if (char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(Peek(1))))
            Number();
        else if (c is '\'' or '"' or '`')
            Quoted(c);
        else if (IsWordCharacter(_position, out _))
            Add(IDENTIFIER, WordEnd(_position));
        else
            Operator(c);
    }

    // --- Words -------------------------------------------------------------------------------------------------------

    private void Word(char first)
    {
        if (first is 'r' or 'R' && Peek(1) is '\'' or '"')
        {
            var close = _sql.IndexOf(Peek(1), _position + 2);
            if (close >= 0)
            {
                AddText(STRING, close + 1);
                return;
            }
        }

        var end = WordEnd(_position);
        Add(KeywordTable.TypeOf(_sql.AsSpan(_position, end - _position)), end);
    }

    private readonly int WordEnd(int position)
    {
        while (position < _sql.Length && IsWordCharacter(position, out var length))
            position += length;
        return position;
    }

    private readonly bool IsWordCharacter(int position, out int length)
    {
        length = 1;
        var c = _sql[position];
        if (c < 128)
            return char.IsAsciiLetterOrDigit(c) || c == '_';
        if (!char.IsHighSurrogate(c))
            return char.IsLetter(c);
        length = 2;
        return Rune.TryGetRuneAt(_sql, position, out var rune) && Rune.IsLetter(rune);
    }

    // --- Numbers -----------------------------------------------------------------------------------------------------

    /// <summary>
    /// The longest of: a decimal, whose next character must not continue a word (so <c>2.3W</c> is 2, a dot and 3W); a whole
    /// number with exponent or suffix; a word that starts with digits.
    /// </summary>
    private void Number()
    {
        var digits = SkipDigits(_position);
        if (digits < _sql.Length && _sql[digits] == '.' && TryDecimal(SkipDigits(digits + 1)))
            return;
        if (digits == _position)
        {
            Operator('.');
            return;
        }

        var word = WordEnd(_position);
        var exponent = SkipExponent(digits);
        var end = SkipSuffix(exponent, out var type);
        if (end == exponent)
        {
            type = exponent > digits ? EXPONENT_VALUE : INTEGER_VALUE;
            if (exponent == digits && digits < _sql.Length && WholeNumberSuffix(_sql[digits]) is var suffix and not 0)
            {
                type = suffix;
                end++;
            }
        }

        if (word > end)
            Add(IDENTIFIER, word);
        else
            Add(type, end);
    }

    private bool TryDecimal(int end)
    {
        var exponent = SkipExponent(end);
        var suffixed = SkipSuffix(exponent, out var type);
        if (suffixed > exponent && EndsNumber(suffixed))
            Add(type, suffixed);
        else if (exponent > end && EndsNumber(exponent))
            Add(EXPONENT_VALUE, exponent);
        else if (EndsNumber(end))
            Add(DECIMAL_VALUE, end);
        else
            return false;
        return true;
    }

    private readonly bool EndsNumber(int position) => position >= _sql.Length || !IsWordCharacter(position, out _);

    private readonly int SkipDigits(int position)
    {
        while (position < _sql.Length && char.IsAsciiDigit(_sql[position]))
            position++;
        return position;
    }

    private readonly int SkipExponent(int position)
    {
        if (position >= _sql.Length || _sql[position] is not ('e' or 'E'))
            return position;
        var start = position + 1 < _sql.Length && _sql[position + 1] is '+' or '-' ? position + 2 : position + 1;
        var end = SkipDigits(start);
        return end > start ? end : position;
    }

    private readonly int SkipSuffix(int position, out int type)
    {
        type = 0;
        if (position >= _sql.Length)
            return position;
        switch (_sql[position])
        {
            case 'f' or 'F':
                type = FLOAT_LITERAL;
                return position + 1;
            case 'd' or 'D':
                type = DOUBLE_LITERAL;
                return position + 1;
            case 'b' or 'B' when position + 1 < _sql.Length && _sql[position + 1] is 'd' or 'D':
                type = BIGDECIMAL_LITERAL;
                return position + 2;
            default:
                return position;
        }
    }

    private static int WholeNumberSuffix(char c) => c switch
    {
        'l' or 'L' => BIGINT_LITERAL,
        's' or 'S' => SMALLINT_LITERAL,
        'y' or 'Y' => TINYINT_LITERAL,
        _ => 0,
    };

    // --- Quoted text -------------------------------------------------------------------------------------------------

    private void Quoted(char quote)
    {
        ref var unclosed = ref _unclosedSingle;
        if (quote == '"')
            unclosed = ref _unclosedDouble;
        else if (quote == '`')
            unclosed = ref _unclosedBack;

        var end = unclosed ? -1 : FindClosingQuote(quote);
        if (end >= 0)
        {
            var isName = quote == '`' || (quote == '"' && _doubleQuotedIdentifiers);
            AddText(isName ? QUOTED_IDENTIFIER : STRING, end + 1);
            return;
        }

        unclosed = true;
        Add(UNRECOGNIZED, _position + 1);
    }

    /// <summary>A doubled quote stands for itself, and so does one after a backslash, except in back quotes.</summary>
    /// <returns>The closing quote; if the text ends first, the last quote that could close; else -1.</returns>
    private readonly int FindClosingQuote(char quote)
    {
        var candidate = -1;
        for (var i = _position + 1; i < _sql.Length; i++)
        {
            var c = _sql[i];
            if (c == '\\' && quote != '`')
                i++;
            else if (c == quote)
            {
                if (i + 1 >= _sql.Length || _sql[i + 1] != quote)
                    return i;
                candidate = i;
                i++;
            }
        }

        return candidate;
    }

    /// <summary>Adds a token that may contain line ends.</summary>
    private void AddText(int type, int end)
    {
        var start = _position;
        Add(type, end);
        for (var i = _sql.IndexOf('\n', start, end - start); i >= 0; i = _sql.IndexOf('\n', i + 1, end - i - 1))
        {
            _line++;
            _lineStart = i + 1;
        }
    }

    // --- Operators ---------------------------------------------------------------------------------------------------

    private void Operator(char c)
    {
        var next = Peek(1);
        var (type, length) = c switch
        {
            '(' => (LEFT_PAREN, 1),
            ')' => (RIGHT_PAREN, 1),
            ',' => (COMMA, 1),
            '.' => (DOT, 1),
            ';' => (SEMICOLON, 1),
            '[' => (LEFT_BRACKET, 1),
            ']' => (RIGHT_BRACKET, 1),
            '+' => (PLUS, 1),
            '%' => (PERCENT_SIGN, 1),
            '~' => (TILDE, 1),
            '&' => (AMPERSAND, 1),
            '^' => (HAT, 1),
            '?' => (QUESTION, 1),
            '-' => next == '>' ? (ARROW, 2) : (HYPHEN, 1),
            '*' => next == '/' ? (HINT_END, 2) : (ASTERISK, 1),
            '/' => next == '*' ? (HINT_START, 3) : (SLASH, 1),
            ':' => next == ':' ? (DOUBLE_COLON, 2) : (COLON, 1),
            '|' => next switch { '|' => (CONCAT, 2), '>' => (PIPE_OPERATOR, 2), _ => (PIPE, 1) },
            '=' => next switch { '=' => (EQ, 2), '>' => (FAT_ARROW, 2), _ => (EQ, 1) },
            '!' => next switch { '=' => (NEQ, 2), '>' => (LTE, 2), '<' => (GTE, 2), _ => (BANG, 1) },
            '<' => Less(next),
            '>' => Greater(next),
            _ => (UNRECOGNIZED, 1),
        };
        Add(type, _position + length);
    }

    private (int Type, int Length) Less(char next)
    {
        if (next == '>')
            return (NEQ, 2);
        if (FollowsTypeName())
        {
            _typeNesting++;
            return (TYPE_OPEN, 1);
        }

        return next switch
        {
            '=' => Peek(2) == '>' ? (NULL_SAFE_EQ, 3) : (LTE, 2),
            '<' => (SHIFT_LEFT, 2),
            _ => (LT, 1),
        };
    }

    private (int Type, int Length) Greater(char next)
    {
        if (_typeNesting > 0)
        {
            _typeNesting--;
            return (TYPE_CLOSE, 1);
        }

        return next switch
        {
            '=' => (GTE, 2),
            '>' => Peek(2) == '>' ? (SHIFT_RIGHT_UNSIGNED, 3) : (SHIFT_RIGHT, 2),
            _ => (GT, 1),
        };
    }

    /// <summary>The last token is ARRAY, MAP or STRUCT, and not where an operand starts: there it is a name to compare.</summary>
    private readonly bool FollowsTypeName()
    {
        if (_count == 0 || _tokens[_count - 1].Type is not (ARRAY or MAP or STRUCT))
            return false;
        return _count == 1 || _typeNesting > 0 || _tokens[_count - 2].Type switch
        {
            SELECT or DISTINCT or ALL or WHERE or HAVING or QUALIFY or ON or BY or AND or OR or NOT or CASE or WHEN or THEN
                or ELSE or BETWEEN or IN or LIKE or ILIKE or RLIKE or REGEXP or FROM or DIV or LIMIT or OFFSET or RETURN
                or IF or WHILE or UNTIL or VALUES => false,
            AS or DOUBLE_COLON or COLON => true,
            var type => type is IDENTIFIER or QUOTED_IDENTIFIER or (>= ADD and <= ZONE),
        };
    }
}

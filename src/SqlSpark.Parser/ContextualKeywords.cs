using Antlr4.Runtime;
using static SqlSpark.Parser.Generated.SqlSparkParser;

namespace SqlSpark.Parser;

/// <summary>
/// Gives tokens the kind that their neighbours show, so that the grammar need not look far ahead: which parenthesis opens a
/// query, which keyword is a name, and where free text begins.
/// </summary>
/// <remarks>
/// By default Spark lets every keyword be a name, so <c>CASE WHEN ... END</c> could also be a column <c>case</c> with an alias,
/// and <c>(SELECT ...)</c> a column in parentheses. A parser that keeps both readings alive simulates the whole construct, at
/// each level of nesting again. One pass from the end of the text, linear in its length, settles these cases. Where a reading
/// with a keyword as the operand of an operator is possible only in theory (<c>(select + 1)</c>), the query wins.
/// </remarks>
internal readonly ref struct ContextualKeywords
{
    private readonly SqlToken[] _tokens;
    private readonly int _count;
    private readonly bool _reserved;

    private ContextualKeywords(SqlToken[] tokens, int count, ParserOptions options)
    {
        _tokens = tokens;
        _count = count;
        _reserved = options.EnforceReservedKeywords;
    }

    /// <summary>Changes the kinds in place; may shorten the list, since free text is one token.</summary>
    /// <param name="nesting">The deepest nesting of parentheses and brackets.</param>
    public static void Resolve(string sql, SqlToken[] tokens, ref int count, ParserOptions options, out int nesting)
    {
        JoinRawText(sql, tokens, ref count);
        nesting = new ContextualKeywords(tokens, count, options).Resolve();
    }

    private static bool IsKeyword(int type) => type is >= ADD and <= ZONE;   // the vocabulary is sorted

    private static bool IsWord(int type) => type is IDENTIFIER or QUOTED_IDENTIFIER or IDENTIFIER_CLAUSE || IsKeyword(type);

    private int Type(int index) => index < 0 ? TokenConstants.InvalidType : index < _count ? _tokens[index].Type : TokenConstants.EOF;

    private int Resolve()
    {
        var closing = new int[_count];              // of each '(': its ')'
        var holdsQuery = new bool[_count];          // of each '(': a query, perhaps in further parentheses, and no more
        var open = new Stack<int>();
        var ends = 0;                               // END without its CASE so far
        var nesting = 0;
        for (var i = _count - 1; i >= 0; i--)
        {
            switch (_tokens[i].Type)
            {
                case RIGHT_PAREN or RIGHT_BRACKET:
                    open.Push(i);
                    nesting = Math.Max(nesting, open.Count);
                    break;
                case LEFT_BRACKET:
                    open.TryPop(out _);
                    break;
                case LEFT_PAREN:
                    closing[i] = open.TryPop(out var close) ? close : _count - 1;
                    Parenthesis(i, closing, holdsQuery);
                    break;
                case END when Type(i - 1) != DOT:
                    ends++;
                    break;
                case CASE when ends == 0 && !_reserved:
                    _tokens[i].Type = IDENTIFIER;
                    break;
                case var type when IsKeyword(type) || type == IDENTIFIER_CLAUSE:
                    Keyword(i, type, closing);
                    if (type == CASE && _tokens[i].Type == CASE && Type(i - 1) != END)
                        ends--;
                    break;
            }
        }

        return Math.Max(nesting, LongestRunOfOpening());
    }

    /// <summary>Unclosed parentheses nest too: the parser descends before it finds the error.</summary>
    private int LongestRunOfOpening()
    {
        var longest = 0;
        var run = 0;
        for (var i = 0; i < _count; i++)
        {
            run = _tokens[i].Type is LEFT_PAREN or QUERY_PAREN or LEFT_BRACKET ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }

    // --- Parentheses -------------------------------------------------------------------------------------------------

    private void Parenthesis(int i, int[] closing, bool[] holdsQuery)
    {
        var isQuery = StartsQuery(i + 1, closing[i]);
        if (Type(i + 1) is LEFT_PAREN or QUERY_PAREN && holdsQuery[i + 1])
        {
            var after = closing[i + 1] + 1;
            holdsQuery[i] = after == closing[i];
            isQuery = holdsQuery[i] ? !MayCall(i - 1) : ContinuesQuery(Type(after));
        }

        holdsQuery[i] |= isQuery;
        if (isQuery)
            _tokens[i].Type = QUERY_PAREN;
    }

    /// <summary>The token may be the end of a function's name, so that the parenthesis after it holds arguments.</summary>
    private bool MayCall(int i) => Type(i) switch
    {
        RIGHT_PAREN or IN => true,   // IN ((SELECT 1)) is a list of one value
        SELECT or DISTINCT or ALL or FROM or JOIN or LATERAL or WHERE or HAVING or ON or BY or AND or OR or NOT or CASE or WHEN or THEN
            or ELSE or AS or EXISTS or UNION or EXCEPT or MINUS or INTERSECT or VALUES or BETWEEN or LIKE or USING or RETURN
            or DO or SET => false,
        var type => IsWord(type) && !IsTarget(i),
    };

    /// <summary>The word ends the name of a table to write to: what follows in parentheses is its query.</summary>
    private bool IsTarget(int i)
    {
        while (Type(i - 1) == DOT && IsWord(Type(i - 2)))
            i -= 2;
        return Type(i - 1) is INTO or TABLE or OVERWRITE or VIEW;
    }

    private bool StartsQuery(int i, int close) => Type(i) switch
    {
        SELECT or VALUES or FROM => !EndsOperand(Type(i + 1)) && Type(i + 1) is not (AS or IN or IS),
        TABLE => IsWord(Type(i + 1)) && (Type(i - 2) == IN || !MayCall(i - 2)),   // f(TABLE t) lacks parentheses
        WITH => IsWord(Type(i + 1)),
        MAP or REDUCE => Type(i + 1) != LEFT_PAREN && HasUsing(i + 1, close),
        _ => false,
    };

    private bool HasUsing(int from, int to)
    {
        for (var i = from; i < to; i++)
            if (Type(i) == USING)
                return true;
        return false;
    }

    private static bool ContinuesQuery(int type) =>
        type is UNION or EXCEPT or MINUS or INTERSECT or ORDER or SORT or CLUSTER or DISTRIBUTE or LIMIT or OFFSET or WINDOW
            or PIPE_OPERATOR;

    /// <summary>A token that stands after an operand and cannot start one: the word before it is a name.</summary>
    private static bool EndsOperand(int type) =>
        type is TokenConstants.EOF or RIGHT_PAREN or RIGHT_BRACKET or COMMA or DOT or SEMICOLON or EQ or NULL_SAFE_EQ or NEQ
            or LT or LTE or GT or GTE or SLASH or PERCENT_SIGN or CONCAT or PIPE or AMPERSAND or HAT or SHIFT_LEFT
            or SHIFT_RIGHT or SHIFT_RIGHT_UNSIGNED or LEFT_BRACKET or DOUBLE_COLON or ARROW or FAT_ARROW or PIPE_OPERATOR;

    // --- Keywords ----------------------------------------------------------------------------------------------------

    private void Keyword(int i, int type, int[] closing)
    {
        if (type == INTERVAL && Type(i - 1) != DOT)
            _tokens[i].Type = IntervalKind(i + 1);
        else if (IsName(i, type, closing))
            _tokens[i].Type = IDENTIFIER;
        else if (type == VALUES)
            MarkRows(i + 1, closing);
    }

    /// <summary>After VALUES the commas between rows; without that, <c>, (a)</c> could also be the next table of FROM.</summary>
    private void MarkRows(int row, int[] closing)
    {
        while (Type(row) == LEFT_PAREN && Type(closing[row] + 1) == COMMA && Type(closing[row] + 2) == LEFT_PAREN)
        {
            _tokens[closing[row] + 1].Type = ROW_COMMA;
            row = closing[row] + 2;
        }
    }

    private bool IsName(int i, int type, int[] closing)
    {
        var next = Type(i + 1);
        switch (type)
        {
            case IDENTIFIER_CLAUSE:
                return next is not (LEFT_PAREN or QUERY_PAREN);
            case TRANSFORM:
                return !(Type(i - 1) is SELECT or HINT_END && next == LEFT_PAREN
                    && Type(closing[i + 1] + 1) is USING or ROW or RECORDWRITER);
            case EXISTS:
                return next != QUERY_PAREN && Type(i - 1) != IF && !(Type(i - 1) is NOT or BANG && Type(i - 2) == IF);
            case ANY or SOME:
                return Type(i - 1) is not (LIKE or ILIKE) && (!_reserved || next == LEFT_PAREN);
        }

        if (_reserved)
            return false;
        if (Type(i - 1) == DOT)
            return true;
        return type switch
        {
            CASE => Type(i - 1) != END && (EndsOperand(next) || next is AS or FROM or IS or IN or LIKE or BETWEEN or AND or OR),
            NOT => EndsOperand(next) || next is AS or FROM,
            _ => false,
        };
    }

    /// <summary>
    /// INTERVAL starts a literal before a value with a unit (<c>1 DAY</c>, <c>-'2' HOURS</c>, <c>:p YEAR</c>) or before a string.
    /// Elsewhere it is a data type or a name.
    /// </summary>
    private int IntervalKind(int next)
    {
        var value = Type(next) is HYPHEN or PLUS ? next + 1 : next;
        var unit = Type(value) switch
        {
            INTEGER_VALUE or DECIMAL_VALUE or STRING or QUESTION => value + 1,
            COLON => value + 2,
            _ => -1,
        };
        if (unit > 0 && IsUnit(Type(unit)))
            return INTERVAL_FIELDS;
        return Type(next) == STRING ? INTERVAL_TEXT : INTERVAL;
    }

    private static bool IsUnit(int type) =>
        type is YEAR or YEARS or MONTH or MONTHS or WEEK or WEEKS or DAY or DAYS or HOUR or HOURS or MINUTE or MINUTES or SECOND
            or SECONDS or MILLISECOND or MILLISECONDS or MICROSECOND or MICROSECONDS or NANOSECOND or NANOSECONDS;

    // --- Free text ---------------------------------------------------------------------------------------------------

    /// <summary>After SET, RESET, REFRESH, ADD and LIST at the start of the text: everything up to the last semicolons is text.</summary>
    private static void JoinRawText(string sql, SqlToken[] tokens, ref int count)
    {
        if (count < 3 || !TakesRawText(tokens, count))
            return;
        var last = count - 2;
        while (last > 0 && tokens[last].Type == SEMICOLON)
            last--;
        if (last == 0)
            return;
        var first = tokens[1];
        tokens[1] = new SqlToken(sql, RAW_TEXT, first.StartIndex, tokens[last].StopIndex, first.Line, first.Column) { TokenIndex = 1 };
        for (var i = last + 1; i < count; i++)
        {
            tokens[i].TokenIndex = i - last + 1;
            tokens[i - last + 1] = tokens[i];
        }

        count -= last - 1;
    }

    private static bool TakesRawText(SqlToken[] tokens, int count)
    {
        var second = tokens[1].Type;
        var third = tokens[2].Type;
        return tokens[0].Type switch
        {
            SET => second switch
            {
                LEFT_PAREN => false,
                VAR or VARIABLE or CATALOG or COLLATION => !(IsWord(third) || third is LEFT_PAREN or STRING),
                TIME => third != ZONE,
                _ => true,
            },
            RESET or ADD or LIST => true,
            REFRESH => second is not (TABLE or FUNCTION) && !(second == STRING && count == 3),
            _ => false,
        };
    }
}

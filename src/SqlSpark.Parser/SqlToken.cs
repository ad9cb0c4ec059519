using Antlr4.Runtime;

namespace SqlSpark.Parser;

/// <summary>A token: its kind and where it stands. Its text is cut from the SQL text when somebody asks for it.</summary>
internal sealed class SqlToken : IToken
{
    private readonly string _sql;

    public SqlToken(string sql, int type, int startIndex, int stopIndex, int line, int column)
    {
        _sql = sql;
        Type = type;
        StartIndex = startIndex;
        StopIndex = stopIndex;
        Line = line;
        Column = column;
    }

    /// <summary>A token type of the grammar. <see cref="ContextualKeywords"/> changes it where the neighbours decide.</summary>
    public int Type { get; set; }

    /// <summary>Position of the first character in the SQL text, from 0.</summary>
    public int StartIndex { get; }

    /// <summary>Position of the last character, inclusive; one before <see cref="StartIndex"/> at the end of the text.</summary>
    public int StopIndex { get; }

    /// <summary>Line of the first character, from 1.</summary>
    public int Line { get; }

    /// <summary>Position of the first character in its line, from 0.</summary>
    public int Column { get; }

    public int TokenIndex { get; set; }

    public int Channel => TokenConstants.DefaultChannel;

    public string Text => Type == TokenConstants.EOF ? "<EOF>" : Span.ToString();

    /// <summary>The characters of the token.</summary>
    public ReadOnlySpan<char> Span => _sql.AsSpan(StartIndex, StopIndex - StartIndex + 1);

    /// <summary>Unused: the parser reads a finished list of tokens.</summary>
    public ITokenSource TokenSource => throw new NotSupportedException();

    /// <summary>Unused: the text is at hand as <see cref="Span"/>.</summary>
    public ICharStream InputStream => throw new NotSupportedException();

    public override string ToString() => Text;
}

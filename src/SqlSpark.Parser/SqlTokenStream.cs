using Antlr4.Runtime;
using Antlr4.Runtime.Misc;

namespace SqlSpark.Parser;

/// <summary>The tokens of one SQL text, without white space and comments, ending in EOF.</summary>
/// <remarks>The runtime's own stream filters channels and fetches on demand, at several calls for each look at a token.</remarks>
internal sealed class SqlTokenStream(string sql, SqlToken[] tokens, int count) : ITokenStream
{
    private int _position;

    /// <summary>The text the tokens come from.</summary>
    public string Sql => sql;

    public int Index => _position;

    /// <summary>The number of tokens, EOF included.</summary>
    public int Size => count;

    public string SourceName => "SQL";

    /// <summary>Unused: tokens are not made on demand.</summary>
    public ITokenSource TokenSource => throw new NotSupportedException();

    public void Consume()
    {
        if (_position == count - 1)
            throw new InvalidOperationException("cannot consume EOF");
        _position++;
    }

    public int LA(int i)
    {
        var index = _position + (i > 0 ? i - 1 : i);
        return (uint)index < (uint)count ? tokens[index].Type : i > 0 ? TokenConstants.EOF : TokenConstants.InvalidType;
    }

    public IToken LT(int k)
    {
        var index = _position + (k > 0 ? k - 1 : k);
        return index < 0 ? null! : tokens[Math.Min(index, count - 1)];   // the runtime expects null before the start
    }

    public IToken Get(int i) => tokens[i];

    public int Mark() => 0;

    public void Release(int marker)
    {
    }

    public void Seek(int index) => _position = index;

    public string GetText(Interval interval) => Text(interval.a, interval.b);

    public string GetText() => sql;

    public string GetText(RuleContext ctx) => GetText(ctx.SourceInterval);

    public string GetText(IToken start, IToken stop) => Text(start.TokenIndex, stop.TokenIndex);

    private string Text(int first, int last) =>
        last < first ? "" : sql[tokens[first].StartIndex..(tokens[Math.Min(last, count - 1)].StopIndex + 1)];
}

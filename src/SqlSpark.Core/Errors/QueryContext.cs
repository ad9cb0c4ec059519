using System.Globalization;
using System.Text;

namespace SqlSpark.Core.Errors;

/// <summary>The part of a SQL text that an error points at. Spark: <c>SQLQueryContext</c>.</summary>
/// <param name="SqlText">The whole text.</param>
/// <param name="StartIndex">The index of the first character of the part, in UTF-16 units from 0.</param>
/// <param name="StopIndex">The index of the last character of the part, inclusive.</param>
/// <param name="Line">The line of the first character, from 1.</param>
/// <param name="Column">The position of the first character in its line, from 0.</param>
/// <param name="ObjectType">What the text is the body of, such as <c>VIEW</c>; null for a statement.</param>
/// <param name="ObjectName">The name of that object; null for a statement.</param>
public sealed record QueryContext(
    string SqlText, int StartIndex, int StopIndex, int Line, int Column, string? ObjectType = null, string? ObjectName = null)
{
    private const int MaxExtraCharacters = 32;
    private const string Ellipsis = "...";

    /// <summary>
    /// True for errors of the parser, which print the whole text and a marker under the column
    /// (<c>== SQL ==</c>) where other errors print the fragment.
    /// </summary>
    public bool IsSyntax { get; init; }

    /// <summary>The context of a syntax error at one place of a text.</summary>
    /// <param name="sqlText">The whole text.</param>
    /// <param name="index">The index of the offending character in the text.</param>
    /// <param name="line">Its line, from 1.</param>
    /// <param name="column">Its position in the line, from 0.</param>
    public static QueryContext ForSyntax(string sqlText, int index, int line, int column) =>
        new(sqlText, index, index, line, column) { IsSyntax = true };

    /// <summary>True when the indexes lie inside the text.</summary>
    public bool IsValid => StartIndex >= 0 && StartIndex <= StopIndex && StopIndex < SqlText.Length;

    /// <summary>The characters of the part; empty when the indexes are not <see cref="IsValid"/>.</summary>
    public string Fragment => IsValid ? SqlText.Substring(StartIndex, StopIndex - StartIndex + 1) : "";

    /// <summary>What stands below the error's sentence: the lines of the text and a line of carets under the part.</summary>
    public string Summary => IsSyntax ? FormatSyntax() : IsValid ? FormatFragment() : "";

    private string FormatFragment()
    {
        var builder = new StringBuilder("== SQL");
        if (ObjectType is not null && ObjectName is not null)
            builder.Append(" of ").Append(ObjectType).Append(' ').Append(ObjectName);
        builder.Append(string.Create(CultureInfo.InvariantCulture, $" (line {Line}, position {Column + 1}) ==\n"));

        var (from, cutBefore) = ExtendLeft();
        var (to, cutAfter) = ExtendRight();
        var lineStart = from;
        while (lineStart <= to)
        {
            var lineEnd = SqlText.IndexOf('\n', lineStart, to - lineStart);
            if (lineEnd < 0)
                lineEnd = to;
            AppendMarkedLine(builder, lineStart, lineEnd, cutBefore && lineStart == from, cutAfter && lineEnd == to);
            lineStart = lineEnd + 1;
        }

        return builder.ToString();
    }

    /// <summary>
    /// The start of the first shown line: a line break, or 32 characters before the part, end it. Like Spark it counts as cut
    /// as soon as 32 characters are shown, even if there are no more.
    /// </summary>
    private (int From, bool IsCut) ExtendLeft()
    {
        var from = StartIndex;
        while (from > 0 && StartIndex - from < MaxExtraCharacters && SqlText[from - 1] != '\n')
            from--;
        return (from, StartIndex - from == MaxExtraCharacters);
    }

    /// <summary>The exclusive end of the last shown line.</summary>
    private (int To, bool IsCut) ExtendRight()
    {
        var end = StopIndex + 1;
        var to = end;
        while (to < SqlText.Length && to - end < MaxExtraCharacters && SqlText[to] != '\n')
            to++;
        return (to, to - end == MaxExtraCharacters);
    }

    private void AppendMarkedLine(StringBuilder builder, int start, int end, bool cutBefore, bool cutAfter)
    {
        builder.Append(cutBefore ? Ellipsis : "").Append(SqlText, start, end - start).Append(cutAfter ? Ellipsis : "").Append('\n');
        if (cutBefore)
            builder.Append(' ', Ellipsis.Length);
        var markFrom = Math.Clamp(StartIndex, start, end);
        var markTo = Math.Clamp(StopIndex + 1, markFrom, end);
        builder.Append(' ', markFrom - start).Append('^', markTo - markFrom).Append('\n');
    }

    private string FormatSyntax()
    {
        var builder = new StringBuilder("== SQL ==\n");
        var line = 0;
        foreach (var range in SqlText.AsSpan().Split('\n'))
        {
            builder.Append(SqlText.AsSpan()[range]).Append('\n');
            line++;
            if (line == Line)
                builder.Append('-', Column).Append("^^^\n");
        }

        return builder.ToString();
    }
}

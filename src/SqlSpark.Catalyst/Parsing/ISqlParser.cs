using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Parsing;

/// <summary>Turns SQL text into unresolved trees. Safe for use by several threads. Every method raises classed syntax errors.</summary>
public interface ISqlParser
{
    /// <summary>One statement, perhaps followed by a semicolon: a query or a command.</summary>
    LogicalPlan ParseStatement(string sql, ConfSnapshot conf);

    /// <summary>One expression, perhaps with an alias.</summary>
    Expression ParseExpression(string sql, ConfSnapshot conf);

    /// <summary>A data type: <c>array&lt;int&gt;</c>.</summary>
    DataType ParseDataType(string sql, ConfSnapshot conf);

    /// <summary>A list of columns: <c>a INT, b STRING COMMENT 'text'</c>.</summary>
    StructType ParseTableSchema(string sql, ConfSnapshot conf);

    /// <summary>The parts of a name: <c>db.`my table`</c>.</summary>
    IReadOnlyList<string> ParseMultipartIdentifier(string sql, ConfSnapshot conf);

    /// <summary>The text of a statement with values in the place of its parameter markers; markers without one stay.</summary>
    /// <param name="sql">The text.</param>
    /// <param name="named">The values of <c>:name</c>, as SQL.</param>
    /// <param name="positional">The values of <c>?</c> in order, as SQL.</param>
    /// <param name="kinds">Which markers the text has.</param>
    string BindParameters(string sql, IReadOnlyDictionary<string, string> named, IReadOnlyList<string> positional, out (bool HasNamed, bool HasPositional) kinds);

    /// <summary>
    /// The statements of a script, split at semicolons outside of strings, comments and BEGIN ... END blocks; empty ones are left out.
    /// </summary>
    IReadOnlyList<SqlFragment> SplitStatements(string sql);
}

/// <summary>A part of a SQL text.</summary>
/// <param name="Text">The characters, without surrounding white space.</param>
/// <param name="Line">The line of the first character in the whole text, from 1.</param>
public sealed record SqlFragment(string Text, int Line);

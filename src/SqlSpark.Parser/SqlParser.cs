using Antlr4.Runtime;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Parsing;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Types;

namespace SqlSpark.Parser;

/// <summary>Spark's SQL language: text to unresolved trees. Has no state; safe for use by several threads.</summary>
public sealed class SqlParser : ISqlParser
{
    /// <summary>The parser.</summary>
    public static SqlParser Instance { get; } = new();

    /// <inheritdoc />
    public LogicalPlan ParseStatement(string sql, ConfSnapshot conf) =>
        Build(sql, conf, SqlSyntax.ParseStatement, static (builder, tree) => builder.Statement(tree));

    /// <inheritdoc />
    public Expression ParseExpression(string sql, ConfSnapshot conf) =>
        Build(sql, conf, SqlSyntax.ParseExpression, static (builder, tree) => builder.NamedExpression(tree.namedExpression()));

    /// <inheritdoc />
    public DataType ParseDataType(string sql, ConfSnapshot conf) =>
        Build(sql, conf, SqlSyntax.ParseDataType, static (builder, tree) => builder.DataType(tree.dataType()));

    /// <inheritdoc />
    public StructType ParseTableSchema(string sql, ConfSnapshot conf) =>
        Build(sql, conf, SqlSyntax.ParseTableSchema, static (builder, tree) => builder.Schema(tree.columnTypeList()));

    /// <inheritdoc />
    public IReadOnlyList<string> ParseMultipartIdentifier(string sql, ConfSnapshot conf) =>
        Build(sql, conf, SqlSyntax.ParseMultipartIdentifier, static (builder, tree) => builder.NameParts(tree.multipartIdentifier()));

    /// <inheritdoc />
    public string BindParameters(string sql, IReadOnlyDictionary<string, string> named, IReadOnlyList<string> positional, out (bool HasNamed, bool HasPositional) kinds) =>
        ParameterText.Bind(sql, named, positional, out kinds);

    /// <inheritdoc />
    public IReadOnlyList<SqlFragment> SplitStatements(string sql) => StatementSplitter.Split(sql);

    private static TResult Build<TTree, TResult>(
        string sql, ConfSnapshot conf, Func<string, ParserOptions, SyntaxResult<TTree>> parse, Func<AstBuilder, TTree, TResult> build)
        where TTree : ParserRuleContext
    {
        var options = new ParserOptions
        {
            EnforceReservedKeywords = conf.EnforceReservedKeywords,
            DoubleQuotedIdentifiers = conf.DoubleQuotedIdentifiers,
            FileRelations = conf.Get(SqlConf.FileRelations),
            BangEqualsNot = conf.Get(SqlConf.LegacyBangEqualsNot),
        };
        var syntax = parse(sql, options);
        if (!syntax.Success)
            throw ParseErrors.FromFailure(syntax.Failure, sql);

        var builder = new AstBuilder(sql, conf);
        return syntax.IsDeep
            ? DeepStack.RunOnLargeStack(() => build(builder, syntax.Tree))
            : DeepStack.Run(() => build(builder, syntax.Tree));
    }
}

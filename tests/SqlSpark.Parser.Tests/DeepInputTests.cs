using System.Diagnostics;
using Xunit;
using static SqlSpark.Parser.Tests.Parsing;

namespace SqlSpark.Parser.Tests;

/// <summary>Deep and long input ends in a tree or a classed failure, in time that grows with its length.</summary>
public sealed class DeepInputTests
{
    private const int Depth = 5_000;

    public static TheoryData<string, string> Deep => new()
    {
        { "parentheses", $"select {Repeat("(", Depth)}1{Repeat(")", Depth)}" },
        { "tables in parentheses", $"select * from {Repeat("(", Depth)}t{Repeat(")", Depth)}" },
        { "queries in parentheses", $"{Repeat("(", Depth)}select 1{Repeat(")", Depth)}" },
        { "scalar subqueries", $"select {Repeat("(select ", Depth)}1{Repeat(")", Depth)}" },
        { "subqueries in FROM", $"{Repeat("select * from (", Depth)}t{Repeat(")", Depth)}" },
        { "EXISTS", $"{Repeat("select 1 from t where exists (", Depth)}select 1{Repeat(")", Depth)}" },
        { "calls", $"select {Repeat("f(", Depth)}1{Repeat(")", Depth)}" },
        { "casts", $"select {Repeat("cast(", Depth)}1{Repeat(" as int)", Depth)}" },
        { "subscripts", $"select a{Repeat("[b", Depth)}{Repeat("]", Depth)}" },
        { "CASE", $"select {Repeat("case when a then ", Depth)}1{Repeat(" end", Depth)}" },
        { "NOT", $"select {Repeat("not ", Depth)}a" },
        { "signs", $"select {Repeat("- ", Depth)}a" },
        { "lambdas", $"select {Repeat("f(x -> ", Depth)}x{Repeat(")", Depth)}" },
        { "array types", $"select cast(a as {Repeat("array<", Depth)}int{Repeat(">", Depth)})" },
        { "blocks", $"{Repeat("begin ", Depth)}select 1;{Repeat(" end;", Depth)}" },
        { "EXPLAIN", $"{Repeat("explain ", Depth)}select 1" },
    };

    public static TheoryData<string, string> Long => new()
    {
        { "sum", $"select 1{Repeat(" + 1", 10_000)}" },
        { "concatenation", $"select 'a'{Repeat(" || 'b'", 10_000)}" },
        { "OR", $"select * from t where a = 0{Repeat(" or a = 1", 10_000)}" },
        { "AND", $"select * from t where a = 0{Repeat(" and b between 1 and 2", 10_000)}" },
        { "UNION", $"select 1{Repeat(" union all select 1", 5_000)}" },
        { "joins", $"select * from t{Repeat(" join u on a = b", 5_000)}" },
        { "pipes", $"from t{Repeat(" |> where a = 1", 5_000)}" },
        { "fields", $"select a{Repeat(".b", 10_000)}" },
        { "strings", $"select {Repeat("'a' ", 10_000)}" },
        { "1,000 columns", $"select {string.Join(", ", Enumerable.Range(0, 1_000).Select(i => $"c{i} as d{i}"))} from t" },
        { "1,000 column definitions", $"create table t ({string.Join(", ", Enumerable.Range(0, 1_000).Select(i => $"c{i} decimal(10, 2) not null"))})" },
        { "1 MB of rows", $"insert into t values {string.Join(", ", Enumerable.Range(0, 40_000).Select(i => $"({i}, 'abc{i}', 1.5)"))}" },
        { "1 MB of rows in FROM", $"select * from values {string.Join(", ", Enumerable.Range(0, 40_000).Select(i => $"(a{i}, 'abc{i}')"))} as t(a, b)" },
        { "IN list", $"select * from t where a in ({string.Join(",", Enumerable.Range(0, 50_000))})" },
        { "CTEs", $"with {string.Join(", ", Enumerable.Range(0, 2_000).Select(i => $"c{i} as (select {i})"))} select 1" },
    };

    public static TheoryData<string, string> Wrong => new()
    {
        { "unclosed parentheses", $"select {Repeat("(", Depth)}1" },
        { "parentheses closed too often", $"select {Repeat("(", Depth)}1{Repeat(")", Depth + 1)}" },
        { "an error deep inside", $"select {Repeat("(", Depth)}1 1{Repeat(")", Depth)}" },
        { "a long sum without an end", $"select 1{Repeat(" + 1", 10_000)} +" },
        { "unclosed queries", Repeat("(select ", Depth) },
        { "quotes", Repeat("'\\", 200_000) },
        { "comments", Repeat("/* ", 200_000) },
    };

    [Theory]
    [MemberData(nameof(Deep))]
    public void Deep_input_parses(string kind, string sql)
    {
        var result = Timed(kind, sql);
        Assert.True(result.Success, result.Failure?.ToString());
        Assert.True(result.IsDeep);
    }

    [Theory]
    [MemberData(nameof(Long))]
    public void Long_input_parses_on_the_stack_of_the_caller(string kind, string sql)
    {
        var result = Timed(kind, sql);
        Assert.True(result.Success, result.Failure?.ToString());
        Assert.False(result.IsDeep);
        Assert.False(result.UsedFullContext);
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Deep_and_long_errors_are_found(string kind, string sql) =>
        Assert.Contains(Timed(kind, sql).Failure?.Condition, new[] { "PARSE_SYNTAX_ERROR", "UNCLOSED_BRACKETED_COMMENT" });

    [Fact]
    public void Input_too_deep_for_any_stack_is_refused() =>
        Assert.Equal("FAILED_TO_PARSE_TOO_COMPLEX", Timed("parentheses", $"select {Repeat("(", 100_000)}1{Repeat(")", 100_000)}").Failure?.Condition);

    [Theory]
    [InlineData(160)]
    [InlineData(512)]
    public void A_small_stack_is_enough(int kilobytes)
    {
        SyntaxResult<Generated.SqlSparkParser.SingleStatementContext>? result = null;
        var sql = $"select {Repeat("(case when a then f(b, ", 40)}1{Repeat(") end)", 40)} from t where exists (select 1)";
        var thread = new Thread(() => result = SqlSyntax.ParseStatement(sql, ParserOptions.Default), kilobytes * 1024);
        thread.Start();
        thread.Join();
        Assert.True(result!.Success, result.Failure?.ToString());
    }

    /// <summary>The limit is far above what is needed; quadratic work on inputs of this size takes minutes.</summary>
    private static SyntaxResult<Generated.SqlSparkParser.SingleStatementContext> Timed(string kind, string sql)
    {
        var clock = Stopwatch.StartNew();
        var result = SqlSyntax.ParseStatement(sql, ParserOptions.Default);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"{kind}: {clock.Elapsed}");
        return result;
    }
}

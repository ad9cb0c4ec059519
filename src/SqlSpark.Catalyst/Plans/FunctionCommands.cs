using SqlSpark.Catalyst.Catalog;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Plans;

/// <summary>CREATE [OR REPLACE] [TEMPORARY] FUNCTION [IF NOT EXISTS] name (parameters) RETURNS type RETURN body. Spark: <c>CreateSQLFunctionCommand</c>.</summary>
/// <param name="Function">The function under the name as written; once analyzed its types are known and its name is full.</param>
/// <param name="IsTemporary">TEMPORARY.</param>
/// <param name="IsReplace">OR REPLACE.</param>
/// <param name="IfNotExists">IF NOT EXISTS: nothing happens when there is such a function.</param>
public sealed record CreateSqlFunction(SqlFunction Function, bool IsTemporary, bool IsReplace, bool IfNotExists) : Command
{
    /// <inheritdoc />
    protected override string Describe() => $"CreateSQLFunctionCommand {SqlIdentifier.Quote(Function.Name)}";
}

/// <summary>DROP [TEMPORARY] FUNCTION [IF EXISTS] name.</summary>
/// <param name="Name">The parts of the name.</param>
/// <param name="IsTemporary">TEMPORARY.</param>
/// <param name="IfExists">IF EXISTS: no error when there is none.</param>
public sealed record DropFunction(EquatableArray<string> Name, bool IsTemporary, bool IfExists) : Command
{
    /// <inheritdoc />
    protected override string Describe() => $"DropFunctionCommand {SqlIdentifier.Quote(Name)}, {(IfExists ? "true" : "false")}, {(IsTemporary ? "true" : "false")}";
}

using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Plans;

/// <summary>DECLARE [OR REPLACE] [VARIABLE] names [type] [DEFAULT expression]. Spark: <c>CreateVariable</c>.</summary>
/// <param name="Names">The names, in parts.</param>
/// <param name="Type">The type; null for that of the default, and known once analyzed.</param>
/// <param name="Default">The expression of DEFAULT as parsed; NULL without one.</param>
/// <param name="DefaultText">Its text.</param>
/// <param name="Value">A query of one row, the first value; its only column is the default, once analyzed cast to the type.</param>
/// <param name="IsReplace">OR REPLACE.</param>
public sealed record DeclareVariables(
    EquatableArray<EquatableArray<string>> Names, DataType? Type, Expression Default, string DefaultText, LogicalPlan Value, bool IsReplace) : Command
{
    private protected override bool ComputeIsResolved() => Value.IsResolved;

    private protected override Trees.NodeKinds ComputeSubtreeKinds() => base.ComputeSubtreeKinds() | Value.SubtreeKinds;

    /// <inheritdoc />
    protected override string Describe() => $"CreateVariable {string.Join(", ", Names.Select(name => SqlIdentifier.Quote(name)))}, {(IsReplace ? "true" : "false")}";
}

/// <summary>SET VARIABLE names = expressions, or (names) = (query). Spark: <c>SetVariable</c>.</summary>
/// <param name="Names">The names, in parts.</param>
/// <param name="Query">A query of a column a variable and at most one row; no row gives NULLs. Once analyzed the columns have the variables' types.</param>
public sealed record SetVariables(EquatableArray<EquatableArray<string>> Names, LogicalPlan Query) : Command
{
    private protected override bool ComputeIsResolved() => Query.IsResolved;

    private protected override Trees.NodeKinds ComputeSubtreeKinds() => base.ComputeSubtreeKinds() | Query.SubtreeKinds;

    /// <inheritdoc />
    protected override string Describe() => $"SetVariable [{string.Join(", ", Names.Select(name => SqlIdentifier.Quote(name)))}]";
}

/// <summary>DROP TEMPORARY VARIABLE [IF EXISTS] name. Spark: <c>DropVariable</c>.</summary>
/// <param name="Name">The parts of the name.</param>
/// <param name="IfExists">IF EXISTS: no error when there is none.</param>
public sealed record DropVariable(EquatableArray<string> Name, bool IfExists) : Command
{
    /// <inheritdoc />
    protected override string Describe() => $"DropVariable {SqlIdentifier.Quote(Name)}, {(IfExists ? "true" : "false")}";
}

/// <summary>EXECUTE IMMEDIATE text [INTO variables] [USING arguments]. What it answers is what the statement in the text does.</summary>
/// <param name="Text">A constant string, the statement.</param>
/// <param name="Targets">The variables that take the only row of a query.</param>
/// <param name="Arguments">The values of parameter markers in order; an <see cref="Alias"/> names one.</param>
public sealed record ExecuteImmediate(Expression Text, EquatableArray<EquatableArray<string>> Targets, EquatableArray<Expression> Arguments) : Command
{
    /// <inheritdoc />
    protected override string Describe() => "ExecuteImmediateQuery";
}

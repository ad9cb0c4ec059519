using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Catalog;

/// <summary>A parameter of a SQL function.</summary>
/// <param name="Name">The name.</param>
/// <param name="Type">The type that arguments are cast to.</param>
/// <param name="Default">The expression of DEFAULT as parsed, or null.</param>
/// <param name="DefaultText">The text of DEFAULT, or null.</param>
/// <param name="Comment">The comment, or null.</param>
public sealed record SqlFunctionParameter(string Name, DataType Type, Expression? Default, string? DefaultText, string? Comment);

/// <summary>A function whose body is an expression or a query: CREATE FUNCTION ... RETURN. Spark: <c>SQLFunction</c>.</summary>
/// <param name="Name">One part for a temporary function, else catalog, namespace and name.</param>
/// <param name="Parameters">The parameters, those with a default last.</param>
/// <param name="Body">The expression after RETURN as parsed; null when it is a query.</param>
/// <param name="Query">The query after RETURN as parsed; null when it is an expression.</param>
/// <param name="BodyText">The text after RETURN.</param>
/// <param name="Conf">The settings that the function was created under; its calls are analyzed under them.</param>
public sealed record SqlFunction(
    EquatableArray<string> Name, EquatableArray<SqlFunctionParameter> Parameters, Expression? Body, LogicalPlan? Query, string BodyText, ConfSnapshot Conf)
{
    /// <summary>True for a function that stands in FROM.</summary>
    public bool IsTable { get; init; }

    /// <summary>The type that a call has; null for a table function, and until analysis when it is the body's.</summary>
    public DataType? ReturnType { get; init; }

    /// <summary>The columns that a table function returns; null for a scalar function, and until analysis when they are the query's.</summary>
    public StructType? ReturnColumns { get; init; }

    /// <summary>CONTAINS SQL is false, READS SQL DATA true; null, until analysis, when nothing was written.</summary>
    public bool? ReadsData { get; init; }

    /// <summary>[NOT] DETERMINISTIC; null, until analysis, when nothing was written.</summary>
    public bool? IsDeterministic { get; init; }

    /// <summary>The comment, or null.</summary>
    public string? Comment { get; init; }

    /// <summary>True for a function of the session.</summary>
    public bool IsTemporary => Name.Count == 1;

    /// <summary>The name as column names show it.</summary>
    public string DisplayName => string.Join('.', Name);

    /// <inheritdoc />
    public bool Equals(SqlFunction? other) => ReferenceEquals(this, other);

    /// <inheritdoc />
    public override int GetHashCode() => Name.GetHashCode();
}

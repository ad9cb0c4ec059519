using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.Sql.Differential;

/// <summary>What an engine answered to a query.</summary>
internal abstract record Answer
{
    /// <summary>Rows.</summary>
    public sealed record OfRows(EquatableArray<DataType> Types, IReadOnlyList<object?[]> Rows) : Answer;

    /// <summary>An error of the query or its data.</summary>
    /// <param name="Condition">What kind.</param>
    /// <param name="IsOfData">The query is right, but not for these rows: overflow, a text that is no number.</param>
    /// <param name="IsUnsupported">The engine says that it cannot do this.</param>
    public sealed record OfError(string Condition, bool IsOfData, bool IsUnsupported, string Message) : Answer;

    /// <summary>A bug: another exception, memory that was not given back, a NULL where none may be.</summary>
    public sealed record OfBug(string Kind, string Message) : Answer;
}

using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;
using SqlSpark.Execution.Results;
using SqlSpark.Sessions;

namespace SqlSpark;

/// <summary>Rows with named, typed columns, computed when an action asks for them. Immutable. Spark: <c>DataFrame</c>.</summary>
public sealed class DataFrame
{
    private readonly SparkSession _session;

    private readonly CachedQuery? _cached;

    internal DataFrame(SparkSession session, LogicalPlan analyzed, CachedQuery? cached = null)
    {
        _session = session;
        _cached = cached;
        Plan = analyzed;
    }

    /// <summary>The analyzed plan.</summary>
    internal LogicalPlan Plan { get; }

    /// <summary>The names, types and nullability of the columns.</summary>
    public StructType Schema => Plan.Schema;

    /// <summary>The names of the columns.</summary>
    public IReadOnlyList<string> Columns => Plan.Output.Map(a => a.Name);

    /// <summary>
    /// Runs the query and returns its batches as they come. The caller disposes the result, which cancels what still runs; a result that is read
    /// slowly holds a few batches.
    /// </summary>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <exception cref="SqlSparkException">Raised while planning; errors of running come from the result.</exception>
    public QueryResult Execute(CancellationToken cancellationToken = default) => _session.State.Execute(Plan, _cached, cancellationToken);

    /// <summary>Runs the query and returns all rows, each with its values in the form of <see cref="BoxedValues"/>.</summary>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <exception cref="SqlSparkException">An error of the statement or its data.</exception>
    public IReadOnlyList<EquatableArray<object?>> CollectValues(CancellationToken cancellationToken = default)
    {
        var rows = new List<EquatableArray<object?>>();
        using var result = Execute(cancellationToken);
        while (result.TryNext(out var batch))
        {
            foreach (var row in batch.Rows)
            {
                var values = new object?[batch.ColumnCount];
                for (var column = 0; column < values.Length; column++)
                    values[column] = BoxedValues.Get(batch[column], row);
                rows.Add(EquatableArray.Create<object?>(values));
            }
        }

        return rows;
    }

    /// <summary>The plans as EXPLAIN prints them.</summary>
    public string Explain(ExplainMode mode = ExplainMode.Simple) => _session.State.Explain(Plan, mode);
}

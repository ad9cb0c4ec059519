using System.Diagnostics.CodeAnalysis;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;
using SqlSpark.Execution.Planning;
using SqlSpark.Execution.Scheduling;

namespace SqlSpark.Execution.Results;

/// <summary>
/// The rows of a running query, batch by batch, in source order. Disposing it cancels what still runs, waits for it and frees all
/// memory of the query. One thread reads at a time; <see cref="Cancel"/> may be called from any.
/// </summary>
/// <remarks>
/// A query that nobody reads waits once some batches are ready. A result that is neither read to its end nor disposed is freed by
/// its finalizer; batches that it returned must not be used after it is unreachable.
/// </remarks>
public sealed class QueryResult : IDisposable, IAsyncDisposable
{
    private readonly QueryExecution _execution;
    private readonly PhysicalPlan _plan;
    private RecordBatch? _current;
    private SqlSparkException? _error;
    private bool _isClosed;

    internal QueryResult(QueryExecution execution, PhysicalPlan plan)
    {
        _execution = execution;
        _plan = plan;
    }

    /// <summary>Frees the query of a result that was forgotten.</summary>
#pragma warning disable MA0055 // the one finalizer of the engine: nobody else knows that a query was forgotten
    ~QueryResult() => _execution.Abandon();
#pragma warning restore MA0055

    /// <summary>The columns.</summary>
    public EquatableArray<AttributeReference> Output => _plan.Output;

    /// <summary>The names, types and nullability of the columns.</summary>
    public StructType Schema => new(Output.Map(a => a.ToField()));

    /// <summary>The bytes that the query holds; 0 once it is read to its end or disposed.</summary>
    public long UsedBytes => _execution.UsedBytes;

    /// <summary>The most bytes that the query held at a time.</summary>
    public long PeakBytes => _execution.PeakBytes;

    /// <summary>
    /// Brings the next batch, which is valid until the next call; retain it to keep it. The calling thread helps with the work while it waits.
    /// </summary>
    /// <param name="batch">A batch with at least one live row.</param>
    /// <returns>False at the end; the query's memory has then been freed.</returns>
    /// <exception cref="SqlSparkException">The query failed or was canceled (<c>QUERY_CANCELED</c>).</exception>
    public bool TryNext([NotNullWhen(true)] out RecordBatch? batch)
    {
        ReleaseCurrent();
        while (!_isClosed)
        {
            var status = _execution.Results.TryTake(out batch);
            if (status == TakeStatus.Taken)
            {
                _current = batch;
                return true;
            }

            if (status == TakeStatus.Completed)
                Close();
            else if (!_execution.TryLend())
                _execution.Results.Wait();
        }

        batch = null;
        ThrowError();
        return false;
    }

    /// <summary>Brings the next batch, or null at the end, as <see cref="TryNext"/> does, without blocking a thread.</summary>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <exception cref="SqlSparkException">The query failed or was canceled (<c>QUERY_CANCELED</c>).</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was canceled while this call waited.</exception>
    public async ValueTask<RecordBatch?> NextAsync(CancellationToken cancellationToken = default)
    {
        ReleaseCurrent();
        while (!_isClosed)
        {
            var status = _execution.Results.TryTake(out var batch);
            if (status == TakeStatus.Taken)
                return _current = batch;
            if (status == TakeStatus.Completed)
                Close();
            else
                await WaitForArrivalAsync(cancellationToken).ConfigureAwait(false);
        }

        ThrowError();
        return null;
    }

    /// <summary>Reads all rows as objects, in the form of <see cref="BoxedValues"/>: for the edges of the engine and for tests.</summary>
    /// <param name="enough">No batch is read once there are as many rows.</param>
    /// <exception cref="SqlSparkException">The query failed or was canceled.</exception>
    public List<object?[]> CollectRows(int enough = int.MaxValue)
    {
        var rows = new List<object?[]>();
        while (rows.Count < enough && TryNext(out var batch))
        {
            foreach (var row in batch.Rows)
            {
                var values = new object?[batch.ColumnCount];
                for (var column = 0; column < values.Length; column++)
                    values[column] = BoxedValues.Get(batch[column], row);
                rows.Add(values);
            }
        }

        return rows;
    }

    /// <summary>Ends the query early; the next read throws <c>QUERY_CANCELED</c>. Does nothing when the query has ended.</summary>
    public void Cancel() => _execution.Cancel();

    /// <summary>The plan with what each operator did so far, as EXPLAIN ANALYZE prints it.</summary>
    public string ExplainAnalyzed() => _execution.Metrics.Print(_plan);

    /// <summary>Cancels what still runs, waits for it and frees all memory.</summary>
    public void Dispose()
    {
        if (_isClosed)
            return;
        ReleaseCurrent();
        _execution.Cancel();
        while (!_execution.Ended.IsCompleted)
        {
            if (!_execution.TryLend())
                _execution.Results.WaitForEnd();
        }

        Close();
    }

    /// <summary>Cancels what still runs, waits for it without blocking a thread, and frees all memory.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isClosed)
            return;
        ReleaseCurrent();
        _execution.Cancel();
        await _execution.Ended.ConfigureAwait(false);
        Close();
    }

    private async Task WaitForArrivalAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _execution.Results.WhenArrived().WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _execution.Cancel();
            throw;
        }
    }

    private void ReleaseCurrent()
    {
        _current?.Release();
        _current = null;
    }

    // The tasks have ended, nothing is queued, and the reader holds no batch.
    private void Close()
    {
        _isClosed = true;
        _error = _execution.Results.Error;
        GC.SuppressFinalize(this);
        _execution.CloseAccount();
    }

    private void ThrowError()
    {
        if (_error is { } error)
            throw error;
    }
}

using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Execution.Pipelines;
using SqlSpark.Execution.State;

namespace SqlSpark.Execution.Operators.Windows;

/// <summary>The rows in which a column is not NULL, for functions that pass NULLs over.</summary>
/// <param name="account">Pays for them.</param>
internal sealed unsafe class ValidRows(MemoryAccount account) : IDisposable
{
    private const int BatchRows = 4096;

    private readonly NativeList<int> _positions = new(account);
    private readonly NativeList<int> _before = new(account);

    /// <summary>How many rows are valid before each position.</summary>
    public int* Before => _before.First;

    /// <summary>Where the valid rows are.</summary>
    public int* Positions => _positions.First;

    /// <summary>Finds the rows.</summary>
    /// <param name="run">The rows.</param>
    /// <param name="column">The column of their pages.</param>
    /// <param name="context">The task.</param>
    public void Compute(WindowRun run, int column, TaskContext context)
    {
        using var scratch = new ScratchBuffer(context.Account);
        var valid = scratch.GetSpan<ulong>(Bitmaps.WordCount(BatchRows));
        var before = _before.Append(run.Count + 1);
        for (var start = 0; start < run.Count; start += BatchRows)
        {
            context.ThrowIfCanceled();
            var rows = Math.Min(BatchRows, run.Count - start);
            run.Pages.ReadValidity(column, run.Numbers + start, rows, valid);
            for (var i = 0; i < rows; i++)
            {
                before[start + i] = _positions.Count;
                if (Bitmaps.Get(valid, i))
                    _positions.Add(start + i);
            }
        }

        before[run.Count] = _positions.Count;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _positions.Dispose();
        _before.Dispose();
    }
}

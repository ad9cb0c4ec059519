using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Memory;
using SqlSpark.Execution.Pipelines;

namespace SqlSpark.Execution.Operators.Computes;

/// <summary>
/// Finds the first row of a batch that fails, so that the rows before it come first, as in an engine that computes row by row: a LIMIT may be content with them, and which of
/// several errors a query ends with does not depend on the size of batches.
/// </summary>
/// <param name="program">What failed; it gives the same each time.</param>
/// <param name="state">The worker's state of it.</param>
/// <param name="account">Pays for bitmaps.</param>
internal sealed class RowsBeforeError(ExpressionProgram program, ProgramState state, MemoryAccount account) : IDisposable
{
    private readonly Selection _selection = new(account);
    private readonly RecordBatch _part = new();

    /// <summary>The result for the rows before the first one that fails.</summary>
    /// <param name="input">A borrowed batch for which the program has failed.</param>
    /// <param name="error">The error; then that of the first row that fails.</param>
    /// <returns>A batch borrowed from the state, perhaps without live rows.</returns>
    public RecordBatch Compute(RecordBatch input, ref SqlSparkException error)
    {
        // Columns are read for all rows: parts of growing size follow on small ones.
        foreach (var vector in input.Vectors)
            (vector as LazyVector)?.Load(input.Rows);
        var (good, bad) = (0, input.LiveCount);
        while (bad - good > 1)
        {
            var middle = (good + bad) >>> 1;
            try
            {
                program.Run(state, First(input, middle));
                good = middle;
            }
            catch (SqlSparkException earlier)
            {
                bad = middle;
                error = earlier;
            }
        }

        return program.Run(state, First(input, good));
    }

    /// <inheritdoc />
    public void Dispose() => _selection.Dispose();

    private RecordBatch First(RecordBatch input, int rowCount)
    {
        RowRange.Select(input.Rows, 0, rowCount, _selection.Begin(input.RowCount));
        return _part.Set(input, _selection.Publish());
    }
}

using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;

namespace SqlSpark.DataSources.Files.Writing;

/// <summary>Runs of the live rows of batches, for files that end within a batch. One instance serves one worker.</summary>
/// <param name="account">Pays for the bitmap.</param>
internal sealed class LiveRange(MemoryAccount account) : IDisposable
{
    private readonly RecordBatch _shell = new();
    private readonly Selection _selection = new(account);

    /// <summary>A batch over the same columns in which only a run of the live rows is live; borrowed until the next call.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="skipped">How many live rows are left out first.</param>
    /// <param name="taken">How many live rows stay then.</param>
    public RecordBatch Of(RecordBatch batch, int skipped, int taken)
    {
        if (taken == batch.LiveCount)
            return batch;
        var words = _selection.Begin(batch.RowCount);
        words.Clear();
        var position = 0;
        foreach (var row in batch.Rows)
        {
            if (position >= skipped + taken)
                break;
            if (position++ >= skipped)
                Bitmaps.Set(words, row);
        }

        return _shell.Set(batch, _selection.Publish());
    }

    /// <inheritdoc />
    public void Dispose() => _selection.Dispose();
}

using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Columnar;
using SqlSpark.Execution.Pipelines;

namespace SqlSpark.Execution.Operators.RuntimeFilters;

/// <summary>Applies run-time filters to the rows of a scan that cannot do it itself. Keeps order, holds no rows.</summary>
/// <param name="input">The scan.</param>
/// <param name="filters">The filters.</param>
/// <param name="context">The task.</param>
internal sealed class RuntimeFilterOperator(BatchOperator input, IReadOnlyList<RuntimeFilter> filters, TaskContext context) : BatchOperator
{
    private readonly Selection _selection = new(context.Account);
    private readonly RecordBatch _batch = new();

    /// <inheritdoc />
    public override PullStatus Next(TaskContext context, out RecordBatch batch)
    {
        while (true)
        {
            var status = input.Next(context, out batch);
            if (status != PullStatus.Ready)
                return status;
            batch = Keep(batch);
            if (batch.LiveCount > 0)
                return PullStatus.Ready;
        }
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        _selection.Dispose();
        input.Dispose();
    }

    private RecordBatch Keep(RecordBatch batch)
    {
        Span<ulong> words = [];
        var kept = batch.LiveCount;
        foreach (var filter in filters)
        {
            if (filter.Content is not { } content || (content.Rows is null && !content.IsEmpty))
                continue;
            if (words.IsEmpty)
            {
                words = _selection.Begin(batch.RowCount);
                for (var word = 0; word < words.Length; word++)
                    words[word] = batch.Rows.Word(word);
            }

            var tested = kept;
            if (content.Rows is { } test)
                test.Keep(Loaded(batch, filter.Column), words);
            else
                words.Clear();
            kept = Bitmaps.Count(words);
            filter.Report(tested, kept);
            if (kept == 0)
                break;
        }

        return words.IsEmpty || kept == batch.LiveCount ? batch : _batch.Set(batch, _selection.Publish());
    }

    private static Vector Loaded(RecordBatch batch, int column) => batch[column] is LazyVector lazy ? lazy.Load(batch.Rows) : batch[column];
}

using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Execution.Pipelines;

namespace SqlSpark.Execution.Operators.Windows;

/// <summary>Hands out rows in the order of their window, with the results of its functions.</summary>
internal sealed unsafe class WindowReader : BatchOperator
{
    private readonly WindowSource _source;
    private readonly WindowPlan _plan;
    private readonly VectorWriter[] _writers;
    private readonly Vector[] _vectors;
    private readonly IWindowKernel?[] _kernels;
    private readonly RowPicker?[] _pickers;
    private readonly WindowPlaces _places;
    private readonly ScratchBuffer _numbers;
    private readonly RecordBatch _batch = new();
    private WindowSource.Morsel _morsel;

    /// <summary>A reader for a worker.</summary>
    public WindowReader(WindowSource source, WindowPlan plan, MemoryAccount account)
    {
        _source = source;
        _plan = plan;
        _writers =
        [
            .. plan.Output.Select(column => new VectorWriter(plan.InputTypes[plan.Kept[column]], account)),
            .. plan.Functions.Select(function => new VectorWriter(function.Type, account)),
        ];
        _vectors = new Vector[_writers.Length];
        _kernels = [.. plan.Functions.Select(f => (f as WindowColumn.Place)?.Function.CreateKernel!())];
        _pickers = [.. plan.Functions.Select(f => f is WindowColumn.Pick pick ? new RowPicker(pick, account) : null)];
        _places = new WindowPlaces(account);
        _numbers = new ScratchBuffer(account);
    }

    /// <inheritdoc />
    public override PullStatus Next(TaskContext context, out RecordBatch batch)
    {
        batch = _batch;
        if (_morsel.Start == _morsel.End)
        {
            if (!_source.TryTake(out _morsel, out var ordinal))
                return PullStatus.Finished;
            _batch.PartitionOrdinal = ordinal;
            _batch.Sequence = -1;
        }

        var (run, start) = (_morsel.Run, _morsel.Start);
        var count = Math.Min(context.BatchCapacity, _morsel.End - start);
        _places.Begin(count);
        run.ReadWanted(start, count, _places.Positions);
        if (!_plan.Functions.IsEmpty)
            _places.Find(run);
        Gather(run, count);
        for (var i = 0; i < _plan.Functions.Count; i++)
            _vectors[_plan.Output.Length + i] = Compute(run, i, count);
        _morsel = _morsel with { Start = start + count };
        _batch.Set(count, _vectors);
        _batch.Sequence++;
        return PullStatus.Ready;
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        foreach (var writer in _writers)
            writer.Dispose();
        foreach (var picker in _pickers)
            picker?.Dispose();
        _places.Dispose();
        _numbers.Dispose();
    }

    private void Gather(WindowRun run, int count)
    {
        var numbers = _numbers.Get<uint>(count);
        for (var i = 0; i < count; i++)
            numbers[i] = run.Numbers[_places.Positions[i]];
        for (var i = 0; i < _plan.Output.Length; i++)
        {
            run.Pages.Read(_plan.Output[i], numbers, count, _writers[i], run.Heaps);
            _vectors[i] = _writers[i].Publish();
        }
    }

    private Vector Compute(WindowRun run, int index, int count)
    {
        if (_pickers[index] is { } picker)
            return picker.Read(run, _places, count);
        var writer = _writers[_plan.Output.Length + index];
        if (_kernels[index] is { } kernel)
        {
            writer.Begin(count);
            kernel.Evaluate(_places.Rows(_plan.LooksAtPeers), writer);
            return writer.Publish();
        }

        var frame = ((WindowColumn.Aggregate)_plan.Functions[index]).RowFrame;
        run.ResultsOf(index).Read((uint*)(frame.IsWhole ? _places.Partitions : frame.IsOfPeers ? _places.Peers : _places.Positions), count, writer);
        return writer.Publish();
    }
}

using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.Execution.Pipelines;

namespace SqlSpark.Execution.Operators.Generates;

/// <summary>
/// Multiplies rows by the elements of a collection or by a number. Keeps order; holds no rows but its input's borrowed batch while that makes more than goes into
/// one batch.
/// </summary>
internal sealed class GenerateOperator : BatchOperator
{
    private readonly BatchOperator _input;
    private readonly bool _hasPositions;
    private readonly RowRuns _runs;
    private readonly RepeatedColumn[] _kept;
    private readonly RepeatedColumn[] _elements;
    private readonly VectorWriter _positions;
    private readonly ScratchBuffer _rowNumbers;
    private readonly ScratchBuffer _elementNumbers;
    private readonly ScratchBuffer _positionNumbers;
    private readonly Vector[] _vectors;
    private readonly RecordBatch _output = new();
    private RecordBatch? _batch;
    private int _partition = -1;
    private long _sequence;

    public GenerateOperator(BatchOperator input, GenerateExec plan, TaskContext context)
    {
        _input = input;
        var account = context.Account;
        var types = plan.Child.OutputTypes;
        _hasPositions = plan.Form == GenerateForm.PositionsAndElements;
        _runs = new RowRuns(plan.Form == GenerateForm.Copies, plan.IsOuter, account);
        _kept = [.. types.Take(types.Count - 1).Select(type => new RepeatedColumn(type, account))];
        _elements = plan.Form == GenerateForm.Copies ? [] : [.. types[^1].Children.Select(type => new RepeatedColumn(type, account))];
        _positions = new VectorWriter(IntegerType.Instance, account);
        _rowNumbers = new ScratchBuffer(account);
        _elementNumbers = new ScratchBuffer(account);
        _positionNumbers = new ScratchBuffer(account);
        _vectors = new Vector[plan.Output.Count];
    }

    /// <inheritdoc />
    public override PullStatus Next(TaskContext context, out RecordBatch batch)
    {
        while (true)
        {
            context.ThrowIfCanceled();
            if (_batch is null)
            {
                var status = _input.Next(context, out batch);
                if (status != PullStatus.Ready)
                    return status;
                _runs.Begin(batch);
                if (_runs.AreDone)
                    continue;
                _batch = batch;
            }
            else if (_runs.AreDone)
            {
                _batch = null;
                EndBatch();
                continue;
            }
            else if (context.IsSliceOver)
            {
                batch = null!;
                return context.YieldIn(_batch);
            }

            batch = Make(_batch, context.BatchCapacity);
            return PullStatus.Ready;
        }
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        foreach (var column in _kept)
            column.Dispose();
        foreach (var column in _elements)
            column.Dispose();
        _positions.Dispose();
        _rowNumbers.Dispose();
        _elementNumbers.Dispose();
        _positionNumbers.Dispose();
        _runs.Dispose();
        _input.Dispose();
    }

    private void EndBatch()
    {
        foreach (var column in _kept)
            column.EndBatch();
        foreach (var column in _elements)
            column.EndBatch();
    }

    private RecordBatch Make(RecordBatch batch, int capacity)
    {
        var rows = _rowNumbers.GetSpan<int>(capacity);
        var elements = _elements.Length == 0 ? default : _elementNumbers.GetSpan<int>(capacity);
        var positions = _hasPositions ? _positionNumbers.GetSpan<int>(capacity) : default;
        var made = _runs.Take(rows, elements, positions);
        rows = rows[..made.Count];
        for (var i = 0; i < _kept.Length; i++)
        {
            if (batch[i] is LazyVector { Loaded: null } lazy)
                lazy.Load(batch.Rows);
            _vectors[i] = _kept[i].Read(batch[i], rows, made.AreRowsNeighbors, lacksSome: false);
        }

        var next = _kept.Length;
        if (_hasPositions)
            _vectors[next++] = Positions(positions[..made.Count], made.LacksElements);
        for (var i = 0; i < _elements.Length; i++)
            _vectors[next++] = _elements[i].Read(_runs.Lists.Children[i], elements[..made.Count], made.AreElementsNeighbors, made.LacksElements);
        _output.Set(made.Count, _vectors);
        Number(batch.PartitionOrdinal);
        return _output;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Vector Positions(ReadOnlySpan<int> positions, bool lacksSome)
    {
        _positions.Begin(positions.Length);
        positions.CopyTo(_positions.Values<int>());
        for (var i = 0; lacksSome && i < positions.Length; i++)
        {
            if (positions[i] < 0)
                _positions.SetNull(i);
        }

        return _positions.Publish();
    }

    private void Number(int partition)
    {
        if (partition != _partition)
        {
            _partition = partition;
            _sequence = 0;
        }

        _output.PartitionOrdinal = partition;
        _output.Sequence = _sequence++;
    }
}

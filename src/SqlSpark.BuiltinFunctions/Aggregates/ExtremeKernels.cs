using System.Collections.Immutable;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary>The smallest or largest value of a fixed-width type.</summary>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Sequential)]
internal struct ExtremeState<T>
    where T : unmanaged
{
    public T Value;
    public long HasValue;
}

/// <summary>min and max over numbers, dates, timestamps and decimals.</summary>
internal sealed unsafe class FixedExtremeKernel<T>(DataType type, bool isMax, AggregateContext context) : IAggregateKernel, IDisposable
    where T : unmanaged
{
    private static int HasValueOffset => Math.Max(sizeof(T), sizeof(long));

    private readonly ArgumentColumn _argument = new(type, context.Account);

    public int StateBytes => sizeof(ExtremeState<T>);

    public ImmutableArray<DataType> StateTypes => [type];

    public void Initialize(StateAddresses states)
    {
        for (var i = 0; i < states.Count; i++)
            states.Get<ExtremeState<T>>(i) = default;
    }

    public void Update(StateAddresses states, in Arguments arguments, Rows rows)
    {
        var values = _argument.Read<T>(arguments[0]);
        if (isMax)
            GroupKernels.Extreme<T, GreaterThanOperation>(values, rows, states.Addresses, 0, HasValueOffset);
        else
            GroupKernels.Extreme<T, LessThanOperation>(values, rows, states.Addresses, 0, HasValueOffset);
    }

    public void UpdateSingle(nint state, in Arguments arguments, Rows rows)
    {
        var values = _argument.Read<T>(arguments[0]);
        if (isMax ? AggregateKernels.TryMax(values, rows, out var extreme) : AggregateKernels.TryMin(values, rows, out extreme))
            Take(ref *(ExtremeState<T>*)state, extreme);
    }

    public void Merge(StateAddresses into, StateAddresses from)
    {
        for (var i = 0; i < into.Count; i++)
        {
            if (from.Get<ExtremeState<T>>(i).HasValue != 0)
                Take(ref into.Get<ExtremeState<T>>(i), from.Get<ExtremeState<T>>(i).Value);
        }
    }

    public void Finish(StateAddresses states, VectorWriter result, ref RowErrors errors) => Write(states, result);

    public void Export(StateAddresses states, ReadOnlySpan<VectorWriter> columns) => Write(states, columns[0]);

    public void Import(in Arguments columns, StateAddresses states)
    {
        var values = _argument.Read<T>(columns[0]);
        for (var i = 0; i < states.Count; i++)
        {
            states.Get<ExtremeState<T>>(i) = default;
            if (!columns[0].IsNull(i))
                Take(ref states.Get<ExtremeState<T>>(i), values[i]);
        }
    }

    public FrameSupport Frames => FrameSupport.Growing;

    public void RunFrames(nint state, in FrameRun run, StateAddresses kept)
    {
        var operation = new Taking(ref *(ExtremeState<T>*)state, _argument.Read<T>(run.Added[0]), isMax, kept);
        FrameRuns.Run(run, ref operation);
    }

    private readonly ref struct Taking(ref ExtremeState<T> state, ReadOnlySpan<T> added, bool isMax, StateAddresses kept) : IFrameOperation
    {
        private readonly ref ExtremeState<T> _state = ref state;
        private readonly ReadOnlySpan<T> _added = added;
        private readonly StateAddresses _kept = kept;
        private readonly bool _isMax = isMax;

        public void Reset() => _state = default;

        public void Add(int row)
        {
            if (_state.HasValue != 0 && !(_isMax ? SparkOrder.IsLess(_state.Value, _added[row]) : SparkOrder.IsLess(_added[row], _state.Value)))
                return;
            _state.Value = _added[row];
            _state.HasValue = 1;
        }

        public void Remove(int row) => throw new NotSupportedException();

        public void Keep(int frame) => _kept.Get<ExtremeState<T>>(frame) = _state;
    }

    public void Dispose() => _argument.Dispose();

    private void Take(ref ExtremeState<T> state, T value)
    {
        if (state.HasValue != 0 && !(isMax ? SparkOrder.IsLess(state.Value, value) : SparkOrder.IsLess(value, state.Value)))
            return;
        state.Value = value;
        state.HasValue = 1;
    }

    private static void Write(StateAddresses states, VectorWriter result)
    {
        var values = result.Values<T>();
        for (var i = 0; i < states.Count; i++)
        {
            if (states.Get<ExtremeState<T>>(i).HasValue == 0)
                result.SetNull(i);
            else
                values[i] = states.Get<ExtremeState<T>>(i).Value;
        }
    }
}

/// <summary>min and max over booleans, arrays and structs.</summary>
internal sealed unsafe class StoredExtremeKernel(DataType type, bool isMax, AggregateContext context) : IAggregateKernel, IDisposable
{
    private readonly ValueEncoder _encoder = new(context.Account);
    private readonly VectorWriter _other = new(type, context.Account);
    private readonly VectorWriter _current = new(type, context.Account);

    public int StateBytes => sizeof(StoredValue);

    public ImmutableArray<DataType> StateTypes => [type];

    public void Initialize(StateAddresses states)
    {
        for (var i = 0; i < states.Count; i++)
            states.Get<StoredValue>(i).Clear();
    }

    public void Update(StateAddresses states, in Arguments arguments, Rows rows)
    {
        foreach (var row in rows)
            Take(ref states.Get<StoredValue>(row), arguments[0], row);
    }

    public void UpdateSingle(nint state, in Arguments arguments, Rows rows)
    {
        var best = -1;
        foreach (var row in rows)
        {
            if (best < 0 || IsBetter(VectorComparer.Compare(arguments[0], row, arguments[0], best)))
                best = row;
        }

        if (best >= 0)
            Take(ref *(StoredValue*)state, arguments[0], best);
    }

    public void Merge(StateAddresses into, StateAddresses from)
    {
        for (var i = 0; i < into.Count; i++)
        {
            ref var other = ref from.Get<StoredValue>(i);
            if (!other.HasValue)
                continue;
            _other.Begin(1);
            ValueCodec.Decode(other.Bytes, _other, 0);
            Take(ref into.Get<StoredValue>(i), _other.Publish(), 0);
        }
    }

    public void Finish(StateAddresses states, VectorWriter result, ref RowErrors errors) => StoredValues.Write(states, result);

    public void Export(StateAddresses states, ReadOnlySpan<VectorWriter> columns) => StoredValues.Write(states, columns[0]);

    public void Import(in Arguments columns, StateAddresses states)
    {
        for (var i = 0; i < states.Count; i++)
        {
            states.Get<StoredValue>(i).Clear();
            if (!columns[0].IsNull(i))
                states.Get<StoredValue>(i).Set(_encoder.Encode(columns[0], i), context.Heap);
        }
    }

    public void Dispose()
    {
        _encoder.Dispose();
        _other.Dispose();
        _current.Dispose();
    }

    private void Take(ref StoredValue state, Vector vector, int row)
    {
        if (state.HasValue && !IsBetter(Compare(vector, row, state)))
            return;
        state.Set(_encoder.Encode(vector, row), context.Heap);
    }

    private int Compare(Vector vector, int row, in StoredValue state)
    {
        _current.Begin(1);
        ValueCodec.Decode(state.Bytes, _current, 0);
        return VectorComparer.Compare(vector, row, _current.Publish(), 0);
    }

    private bool IsBetter(int order) => isMax ? order > 0 : order < 0;
}

/// <summary>States of stored values as a column.</summary>
internal static class StoredValues
{
    /// <summary>Writes each state's value, NULL where there is none.</summary>
    public static void Write(StateAddresses states, VectorWriter result)
    {
        if (result.Physical == PhysicalType.Void)
            return;
        for (var i = 0; i < states.Count; i++)
        {
            ref var state = ref states.Get<StoredValue>(i);
            if (state.HasValue)
                ValueCodec.Decode(state.Bytes, result, i);
            else
                BoxedValues.Set(result, i, null);
        }
    }
}

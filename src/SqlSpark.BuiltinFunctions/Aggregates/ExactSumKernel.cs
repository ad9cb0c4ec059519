using System.Collections.Immutable;
using System.Numerics;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary>Sums of integers, decimals and intervals: exact in 128 bits; what the sum becomes is the subclass's business.</summary>
/// <param name="type">The type of the argument.</param>
/// <param name="account">Pays for scratch memory.</param>
internal abstract unsafe class ExactSumKernel(DataType type, MemoryAccount account) : IAggregateKernel, IDisposable
{
    private readonly ArgumentColumn _argument = new(type, account);
    private readonly ArgumentColumn _removed = new(type, account);
    private readonly ExactSumRows _rows = new();

    /// <summary>Names the state of all subclasses.</summary>
    public static object StateKey { get; } = typeof(ExactSumState);

    public int StateBytes => sizeof(ExactSumState);

    /// <summary>The sum, the count, and whether the sum overflowed.</summary>
    public ImmutableArray<DataType> StateTypes => [new DecimalType(DecimalType.MaxPrecision, 0), LongType.Instance, BooleanType.Instance];

    public void Initialize(StateAddresses states)
    {
        for (var i = 0; i < states.Count; i++)
            states.Get<ExactSumState>(i).Clear();
    }

    public void Update(StateAddresses states, in Arguments arguments, Rows rows)
    {
        var flat = (FlatVector)_argument.Flatten(arguments[0]);
        switch (flat.Physical)
        {
            case PhysicalType.Int8:
                _rows.Add(flat.Values<sbyte>(), rows, states.Addresses);
                break;
            case PhysicalType.Int16:
                _rows.Add(flat.Values<short>(), rows, states.Addresses);
                break;
            case PhysicalType.Int32:
                _rows.Add(flat.Values<int>(), rows, states.Addresses);
                break;
            case PhysicalType.Int64:
                _rows.Add(flat.Values<long>(), rows, states.Addresses);
                break;
            default:
                var values = flat.Values<Int128>();
                foreach (var row in rows)
                    states.Get<ExactSumState>(row).Add(values[row], 1);
                break;
        }
    }

    public void UpdateSingle(nint state, in Arguments arguments, Rows rows)
    {
        ref var sum = ref *(ExactSumState*)state;
        if (arguments[0] is ConstantVector { Value: FlatVector constant } && constant.Physical != PhysicalType.Int128)
        {
            sum.Add(Widths.Read(constant, 0) * rows.Count, rows.Count);
            return;
        }

        var flat = (FlatVector)_argument.Flatten(arguments[0]);
        if (flat.Physical == PhysicalType.Int128)
        {
            foreach (var row in rows)
                sum.Add(flat.Values<Int128>()[row], 1);
            return;
        }

        sum.Add(
            flat.Physical switch
            {
                PhysicalType.Int8 => AggregateKernels.Sum(flat.Values<sbyte>(), rows),
                PhysicalType.Int16 => AggregateKernels.Sum(flat.Values<short>(), rows),
                PhysicalType.Int32 => AggregateKernels.Sum(flat.Values<int>(), rows),
                _ => AggregateKernels.Sum(flat.Values<long>(), rows),
            },
            rows.Count);
    }

    public bool TryUpdateFew(nint states, int stride, FewGroups groups, in Arguments arguments)
    {
        var flat = (FlatVector)_argument.Flatten(arguments[0]);
        if (flat.Physical == PhysicalType.Int128)
            return false;
        Span<Int128> sums = stackalloc Int128[GroupKernels.FewGroups];
        sums = sums[..groups.Count];
        sums.Clear();
        switch (flat.Physical)
        {
            case PhysicalType.Int8:
                GroupKernels.SumFew(flat.Values<sbyte>(), groups.Codes, sums);
                break;
            case PhysicalType.Int16:
                GroupKernels.SumFew(flat.Values<short>(), groups.Codes, sums);
                break;
            case PhysicalType.Int32:
                GroupKernels.SumFew(flat.Values<int>(), groups.Codes, sums);
                break;
            default:
                GroupKernels.SumFew(flat.Values<long>(), groups.Codes, sums);
                break;
        }

        for (var group = 0; group < groups.Count; group++)
            ((ExactSumState*)(states + ((nint)group * stride)))->Add(sums[group], groups.RowCounts[group]);
        return true;
    }

    public void Merge(StateAddresses into, StateAddresses from)
    {
        for (var i = 0; i < into.Count; i++)
            into.Get<ExactSumState>(i).Add(from.Get<ExactSumState>(i));
    }

    public void Finish(StateAddresses states, VectorWriter result, ref RowErrors errors)
    {
        for (var i = 0; i < states.Count; i++)
        {
            if (states.Get<ExactSumState>(i).Count == 0)
                result.SetNull(i);
            else
                Finish(states.Get<ExactSumState>(i), i, result, ref errors);
        }
    }

    public void Export(StateAddresses states, ReadOnlySpan<VectorWriter> columns)
    {
        for (var i = 0; i < states.Count; i++)
        {
            ref var state = ref states.Get<ExactSumState>(i);
            columns[0].Values<Int128>()[i] = state.Sum;
            columns[1].Values<long>()[i] = state.Count;
            Bitmaps.Assign(columns[2].Bits, i, state.HasOverflowed);
        }
    }

    public void Import(in Arguments columns, StateAddresses states)
    {
        for (var i = 0; i < states.Count; i++)
        {
            ref var state = ref states.Get<ExactSumState>(i);
            state.Clear();
            state.Add(StateColumns.Integer(columns[0], i), (long)StateColumns.Integer(columns[1], i));
            if (StateColumns.Boolean(columns[2], i))
                state.MarkOverflow();
        }
    }

    public FrameSupport Frames => FrameSupport.Sliding;

    public void RunFrames(nint state, in FrameRun run, StateAddresses kept)
    {
        var added = (FlatVector)_argument.Flatten(run.Added[0]);
        var removed = run.Removed.Count == 0 ? added : (FlatVector)_removed.Flatten(run.Removed[0]);
        switch (added.Physical)
        {
            case PhysicalType.Int8:
                RunFrames<sbyte>(state, run, added, removed, kept);
                break;
            case PhysicalType.Int16:
                RunFrames<short>(state, run, added, removed, kept);
                break;
            case PhysicalType.Int32:
                RunFrames<int>(state, run, added, removed, kept);
                break;
            case PhysicalType.Int64:
                RunFrames<long>(state, run, added, removed, kept);
                break;
            default:
                var operation = new Summing<Int128>(ref *(ExactSumState*)state, added.Values<Int128>(), removed.Values<Int128>(), kept);
                FrameRuns.Run(run, ref operation);
                break;
        }
    }

    public void Dispose()
    {
        _argument.Dispose();
        _removed.Dispose();
    }

    private static void RunFrames<T>(nint state, in FrameRun run, FlatVector added, FlatVector removed, StateAddresses kept)
        where T : unmanaged, IBinaryInteger<T>
    {
        var operation = new Summing<T>(ref *(ExactSumState*)state, added.Values<T>(), removed.Values<T>(), kept);
        FrameRuns.Run(run, ref operation);
    }

    private readonly ref struct Summing<T>(ref ExactSumState sum, ReadOnlySpan<T> added, ReadOnlySpan<T> removed, StateAddresses kept) : IFrameOperation
        where T : unmanaged, IBinaryInteger<T>
    {
        private readonly ref ExactSumState _sum = ref sum;
        private readonly ReadOnlySpan<T> _added = added;
        private readonly ReadOnlySpan<T> _removed = removed;
        private readonly StateAddresses _kept = kept;

        public void Reset() => _sum.Clear();

        public void Add(int row)
        {
            if (typeof(T) == typeof(Int128))
                _sum.Add(Int128.CreateTruncating(_added[row]), 1);
            else
                _sum.AddOne(long.CreateTruncating(_added[row]));
        }

        public void Remove(int row)
        {
            if (typeof(T) == typeof(Int128))
                _sum.Remove(Int128.CreateTruncating(_removed[row]), 1);
            else
                _sum.RemoveOne(long.CreateTruncating(_removed[row]));
        }

        public void Keep(int frame) => _kept.Get<ExactSumState>(frame) = _sum;
    }

    /// <summary>Writes the result of a state with at least one row.</summary>
    protected abstract void Finish(in ExactSumState state, int row, VectorWriter result, ref RowErrors errors);
}

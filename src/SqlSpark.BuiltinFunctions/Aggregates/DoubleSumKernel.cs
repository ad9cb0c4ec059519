using System.Collections.Immutable;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary>A sum of doubles with the number of rows.</summary>
internal struct DoubleSumState
{
    public double Sum;
    public long Count;
}

/// <summary>Sums and averages of FLOAT and DOUBLE, in double precision.</summary>
/// <param name="type">The type of the argument.</param>
/// <param name="isAverage">True for the average.</param>
/// <param name="account">Pays for scratch memory.</param>
internal sealed unsafe class DoubleSumKernel(DataType type, bool isAverage, MemoryAccount account) : IAggregateKernel, IDisposable
{
    private readonly ArgumentColumn _argument = new(type, account);
    private readonly VectorWriter _doubles = new(DoubleType.Instance, account);

    /// <summary>Names the state of sums and averages.</summary>
    public static object StateKey { get; } = typeof(DoubleSumState);

    public int StateBytes => sizeof(DoubleSumState);

    public ImmutableArray<DataType> StateTypes => [DoubleType.Instance, LongType.Instance];

    public void Initialize(StateAddresses states)
    {
        for (var i = 0; i < states.Count; i++)
            states.Get<DoubleSumState>(i) = default;
    }

    public void Update(StateAddresses states, in Arguments arguments, Rows rows)
    {
        var values = Read(arguments);
        foreach (var row in rows)
        {
            ref var state = ref states.Get<DoubleSumState>(row);
            state.Sum += values[row];
            state.Count++;
        }
    }

    public void UpdateSingle(nint state, in Arguments arguments, Rows rows)
    {
        ref var sum = ref *(DoubleSumState*)state;
        sum.Sum += AggregateKernels.Sum(Read(arguments), rows);
        sum.Count += rows.Count;
    }

    public bool TryUpdateFew(nint states, int stride, FewGroups groups, in Arguments arguments)
    {
        Span<double> sums = stackalloc double[GroupKernels.FewGroups];
        sums.Clear();
        GroupKernels.SumFew(Read(arguments), groups.Codes, sums[..groups.Count]);
        for (var group = 0; group < groups.Count; group++)
        {
            if (groups.RowCounts[group] == 0)
                continue;
            ref var state = ref *(DoubleSumState*)(states + ((nint)group * stride));
            state.Sum += sums[group];
            state.Count += groups.RowCounts[group];
        }

        return true;
    }

    public void Merge(StateAddresses into, StateAddresses from)
    {
        for (var i = 0; i < into.Count; i++)
        {
            into.Get<DoubleSumState>(i).Sum += from.Get<DoubleSumState>(i).Sum;
            into.Get<DoubleSumState>(i).Count += from.Get<DoubleSumState>(i).Count;
        }
    }

    public void Finish(StateAddresses states, VectorWriter result, ref RowErrors errors)
    {
        var values = result.Values<double>();
        for (var i = 0; i < states.Count; i++)
        {
            ref var state = ref states.Get<DoubleSumState>(i);
            if (state.Count == 0)
                result.SetNull(i);
            else
                values[i] = isAverage ? state.Sum / state.Count : state.Sum;
        }
    }

    public void Export(StateAddresses states, ReadOnlySpan<VectorWriter> columns)
    {
        for (var i = 0; i < states.Count; i++)
        {
            columns[0].Values<double>()[i] = states.Get<DoubleSumState>(i).Sum;
            columns[1].Values<long>()[i] = states.Get<DoubleSumState>(i).Count;
        }
    }

    public void Import(in Arguments columns, StateAddresses states)
    {
        for (var i = 0; i < states.Count; i++)
            states.Get<DoubleSumState>(i) = new DoubleSumState { Sum = StateColumns.Double(columns[0], i), Count = (long)StateColumns.Integer(columns[1], i) };
    }

    /// <summary>Sums of floating point numbers lose digits, infinities and NaNs for good, so that no row can be taken out again.</summary>
    public FrameSupport Frames => FrameSupport.Growing;

    public void RunFrames(nint state, in FrameRun run, StateAddresses kept)
    {
        var operation = new Summing(ref *(DoubleSumState*)state, Read(run.Added), kept);
        FrameRuns.Run(run, ref operation);
    }

    private readonly ref struct Summing(ref DoubleSumState sum, ReadOnlySpan<double> added, StateAddresses kept) : IFrameOperation
    {
        private readonly ref DoubleSumState _sum = ref sum;
        private readonly ReadOnlySpan<double> _added = added;
        private readonly StateAddresses _kept = kept;

        public void Reset() => _sum = default;

        public void Add(int row)
        {
            _sum.Sum += _added[row];
            _sum.Count++;
        }

        public void Remove(int row) => throw new NotSupportedException();

        public void Keep(int frame) => _kept.Get<DoubleSumState>(frame) = _sum;
    }

    public void Dispose()
    {
        _argument.Dispose();
        _doubles.Dispose();
    }

    private ReadOnlySpan<double> Read(in Arguments arguments)
    {
        if (type is DoubleType)
            return _argument.Read<double>(arguments[0]);
        var floats = _argument.Read<float>(arguments[0]);
        _doubles.Begin(floats.Length);
        WidenKernels.Widen(floats, _doubles.Values<double>());
        return ((FlatVector)_doubles.Publish()).Values<double>();
    }
}

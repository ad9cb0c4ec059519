using System.Collections.Immutable;
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

    public bool TryRemove(StateAddresses states, in Arguments arguments, Rows rows)
    {
        var flat = (FlatVector)_argument.Flatten(arguments[0]);
        foreach (var row in rows)
            states.Get<ExactSumState>(row).Remove(Widths.Read(flat, row), 1);
        return true;
    }

    public void Dispose() => _argument.Dispose();

    /// <summary>Writes the result of a state with at least one row.</summary>
    protected abstract void Finish(in ExactSumState state, int row, VectorWriter result, ref RowErrors errors);
}

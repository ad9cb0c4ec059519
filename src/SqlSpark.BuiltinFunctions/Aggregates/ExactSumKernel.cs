using System.Collections.Immutable;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary>Sums of integers, decimals and intervals: exact in 128 bits; what the sum becomes is the subclass's business.</summary>
/// <param name="type">The type of the argument.</param>
/// <param name="account">Pays for scratch memory.</param>
internal abstract unsafe class ExactSumKernel(DataType type, MemoryAccount account) : IAggregateKernel, IDisposable
{
    private readonly ArgumentColumn _argument = new(type, account);

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
        if (flat.Physical == PhysicalType.Int128)
        {
            var wide = flat.Values<Int128>();
            foreach (var row in rows)
                states.Get<ExactSumState>(row).Add(wide[row], 1);
            return;
        }

        var values = _argument.ReadIntegers<long>(flat);
        foreach (var row in rows)
            states.Get<ExactSumState>(row).Add(values[row], 1);
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
        switch (flat.Physical)
        {
            case PhysicalType.Int128:
                var values = flat.Values<Int128>();
                foreach (var row in rows)
                    sum.Add(values[row], 1);
                break;
            case PhysicalType.Int64:
                sum.Add(SumKernels.Sum(flat.Values<long>(), rows), rows.Count);
                break;
            default:
                sum.Add(SumKernels.Sum(_argument.ReadIntegers<int>(flat), rows), rows.Count);
                break;
        }
    }

    public bool TryUpdateFew(nint states, int stride, ReadOnlySpan<byte> codes, in Arguments arguments, Rows rows)
    {
        var flat = (FlatVector)_argument.Flatten(arguments[0]);
        if (flat.Physical == PhysicalType.Int128)
            return false;
        Span<long> scratch = stackalloc long[3 * FewGroups.MaxGroups];
        scratch.Clear();
        var lows = scratch[..FewGroups.MaxGroups];
        var highs = scratch.Slice(FewGroups.MaxGroups, FewGroups.MaxGroups);
        var counts = scratch[(2 * FewGroups.MaxGroups)..];
        FewGroups.Sum(_argument.ReadIntegers<long>(flat), codes, rows, lows, highs);
        FewGroups.Count(codes, rows, counts);
        for (var code = 0; code < counts.Length; code++)
        {
            if (counts[code] != 0)
                ((ExactSumState*)(states + ((nint)code * stride)))->Add(((Int128)highs[code] << 32) + lows[code], counts[code]);
        }

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

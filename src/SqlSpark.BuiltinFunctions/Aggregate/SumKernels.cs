using System.Collections.Immutable;
using System.Numerics;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Aggregate;

/// <summary>A sum in 128 bits and the number of values in it.</summary>
internal struct WideSum
{
    /// <summary>The sum; first, so that grouped kernels find it at offset 0.</summary>
    public Int128 Sum;

    /// <summary>The number of values.</summary>
    public long Count;

    /// <summary>Not zero when the sum left 128 bits.</summary>
    public long Overflows;

    public void Add(in WideSum other)
    {
        var next = Sum + other.Sum;
        if (((next ^ Sum) & (next ^ other.Sum)) < 0)
            Overflows = 1;
        Overflows |= other.Overflows;
        Sum = next;
        Count += other.Count;
    }
}

/// <summary>Updates of <see cref="WideSum"/> by values of one width; finishing is the derived class's.</summary>
/// <typeparam name="T">The CLR type of the argument's full width.</typeparam>
/// <param name="argumentType">The argument's type.</param>
/// <param name="context">Memory.</param>
internal abstract class WideSumKernel<T>(DataType argumentType, AggregateContext context) : AggregateKernel<WideSum>
    where T : unmanaged, IBinaryInteger<T>
{
    private const int CountOffset = 16;

    private readonly ArgumentValues _values = new(argumentType, context.Account);

    /// <inheritdoc />
    public sealed override ImmutableArray<DataType> StateTypes => [new DecimalType(38, 0), LongType.Instance, BooleanType.Instance];

    /// <inheritdoc />
    public sealed override void Update(StateAddresses states, in Arguments arguments, Rows rows)
    {
        var values = _values.Of<T>(arguments[0]);
        if (typeof(T) == typeof(Int128))
        {
            foreach (var row in rows)
                states.Get<WideSum>(row).Add(new WideSum { Sum = Int128.CreateTruncating(values[row]) });
        }
        else
        {
            GroupKernels.AddInt128(values, rows, states.Addresses, 0);
        }

        GroupKernels.Count(rows, states.Addresses, CountOffset);
    }

    /// <inheritdoc />
    public sealed override bool TryUpdateFew(nint states, int stride, ReadOnlySpan<byte> codes, in Arguments arguments, Rows rows)
    {
        if (typeof(T) == typeof(Int128) || !rows.IsAll)
            return false;
        Span<Int128> sums = stackalloc Int128[GroupKernels.FewGroups];
        Span<long> counts = stackalloc long[GroupKernels.FewGroups];
        sums.Clear();
        counts.Clear();
        GroupKernels.SumFew(_values.Of<T>(arguments[0]), codes, sums);
        GroupKernels.CountFew(codes, counts);
        for (var group = 0; group < counts.Length; group++)
        {
            if (counts[group] != 0)
                GroupState(states, stride, group).Add(new WideSum { Sum = sums[group], Count = counts[group] });
        }

        return true;
    }

    /// <inheritdoc />
    protected sealed override void UpdateOne(ref WideSum state, in Arguments arguments, Rows rows)
    {
        var values = _values.Of<T>(arguments[0]);
        if (typeof(T) == typeof(Int128))
        {
            if (AggregateKernels.AddInt128(_values.Of<Int128>(arguments[0]), rows, ref state.Sum))
                state.Overflows = 1;
            state.Count += rows.Count;
        }
        else
        {
            state.Add(new WideSum { Sum = AggregateKernels.Sum(values, rows), Count = rows.Count });
        }
    }

    /// <inheritdoc />
    protected sealed override void MergeOne(ref WideSum into, in WideSum from) => into.Add(from);

    /// <inheritdoc />
    protected sealed override void ExportOne(in WideSum state, int row, ReadOnlySpan<VectorWriter> columns)
    {
        columns[0].Values<Int128>()[row] = state.Sum;
        columns[1].Values<long>()[row] = state.Count;
        Bitmaps.Assign(columns[2].Bits, row, state.Overflows != 0);
    }

    /// <inheritdoc />
    protected sealed override void ImportOne(in Arguments columns, int row, ref WideSum state) => state = new WideSum
    {
        Sum = ((FlatVector)columns[0]).Values<Int128>()[row],
        Count = ((FlatVector)columns[1]).Values<long>()[row],
        Overflows = Bitmaps.Get(((FlatVector)columns[2]).Bits, row) ? 1 : 0,
    };
}

/// <summary>Sums of integers and intervals.</summary>
internal static class IntegerSum
{
    public static IAggregateKernel Create(DataType argument, DataType result, SumOverflow overflow, AggregateContext context) => argument.PhysicalType switch
    {
        PhysicalType.Int8 => new Kernel<sbyte>(argument, result, overflow, context),
        PhysicalType.Int16 => new Kernel<short>(argument, result, overflow, context),
        PhysicalType.Int32 => new Kernel<int>(argument, result, overflow, context),
        _ => new Kernel<long>(argument, result, overflow, context),
    };

    private sealed class Kernel<T>(DataType argument, DataType result, SumOverflow overflow, AggregateContext context) : WideSumKernel<T>(argument, context)
        where T : unmanaged, IBinaryInteger<T>
    {
        protected override void FinishOne(in WideSum state, int row, VectorWriter writer, ref RowErrors errors)
        {
            if (state.Count == 0)
            {
                writer.SetNull(row);
                return;
            }

            var isInt = result.PhysicalType == PhysicalType.Int32;
            var fits = isInt ? state.Sum >= int.MinValue && state.Sum <= int.MaxValue : state.Sum >= long.MinValue && state.Sum <= long.MaxValue;
            if (!fits && overflow != SumOverflow.WrapOrNull)
            {
                if (overflow == SumOverflow.Null || errors.NullsRow(row))
                    writer.SetNull(row);
                else
                    errors.Report(row, result is LongType ? RowError.Overflow("long overflow", "try_sum") : RowError.IntervalOverflow);
                return;
            }

            if (isInt)
                writer.Values<int>()[row] = int.CreateTruncating(state.Sum);
            else
                writer.Values<long>()[row] = long.CreateTruncating(state.Sum);
        }
    }
}

/// <summary>Sums of decimals.</summary>
internal static class DecimalSum
{
    public static IAggregateKernel Create(DecimalType argument, DecimalType result, SumOverflow overflow, AggregateContext context) =>
        argument.PhysicalType == PhysicalType.Int64
            ? new Kernel<long>(argument, result, overflow, context)
            : new Kernel<Int128>(argument, result, overflow, context);

    private sealed class Kernel<T>(DecimalType argument, DecimalType result, SumOverflow overflow, AggregateContext context)
        : WideSumKernel<T>(argument, context)
        where T : unmanaged, IBinaryInteger<T>
    {
        protected override void FinishOne(in WideSum state, int row, VectorWriter writer, ref RowErrors errors)
        {
            if (state.Count == 0)
            {
                writer.SetNull(row);
                return;
            }

            if (state.Overflows != 0 || !WideMath.Fits(state.Sum, result.Precision))
            {
                if (overflow != SumOverflow.Fail || errors.NullsRow(row))
                    writer.SetNull(row);
                else
                    errors.Report(row, RowError.Overflow("Overflow in sum of decimals", "try_sum"));
                return;
            }

            if (result.PhysicalType == PhysicalType.Int64)
                writer.Values<long>()[row] = (long)state.Sum;
            else
                writer.Values<Int128>()[row] = state.Sum;
        }
    }
}

/// <summary>A sum in double precision and the number of values in it.</summary>
internal struct DoubleTotal
{
    /// <summary>The sum; first, so that grouped kernels find it at offset 0.</summary>
    public double Sum;

    /// <summary>The number of values.</summary>
    public long Count;
}

/// <summary>Updates of <see cref="DoubleTotal"/>.</summary>
/// <param name="argumentType">FLOAT or DOUBLE.</param>
/// <param name="context">Memory.</param>
internal abstract class DoubleTotalKernel(DataType argumentType, AggregateContext context) : AggregateKernel<DoubleTotal>
{
    private const int CountOffset = 8;

    private readonly ArgumentValues _values = new(argumentType, context.Account);
    private readonly bool _isFloat = argumentType is FloatType;

    /// <inheritdoc />
    public sealed override ImmutableArray<DataType> StateTypes => [DoubleType.Instance, LongType.Instance];

    /// <inheritdoc />
    public sealed override void Update(StateAddresses states, in Arguments arguments, Rows rows)
    {
        if (_isFloat)
            GroupKernels.Add<float, double>(_values.Of<float>(arguments[0]), rows, states.Addresses, 0);
        else
            GroupKernels.Add<double, double>(_values.Of<double>(arguments[0]), rows, states.Addresses, 0);
        GroupKernels.Count(rows, states.Addresses, CountOffset);
    }

    /// <inheritdoc />
    protected sealed override void UpdateOne(ref DoubleTotal state, in Arguments arguments, Rows rows)
    {
        state.Sum += _isFloat
            ? AggregateKernels.Sum(_values.Of<float>(arguments[0]), rows)
            : AggregateKernels.Sum(_values.Of<double>(arguments[0]), rows);
        state.Count += rows.Count;
    }

    /// <inheritdoc />
    protected sealed override void MergeOne(ref DoubleTotal into, in DoubleTotal from)
    {
        into.Sum += from.Sum;
        into.Count += from.Count;
    }

    /// <inheritdoc />
    protected sealed override void ExportOne(in DoubleTotal state, int row, ReadOnlySpan<VectorWriter> columns)
    {
        columns[0].Values<double>()[row] = state.Sum;
        columns[1].Values<long>()[row] = state.Count;
    }

    /// <inheritdoc />
    protected sealed override void ImportOne(in Arguments columns, int row, ref DoubleTotal state) => state = new DoubleTotal
    {
        Sum = ((FlatVector)columns[0]).Values<double>()[row],
        Count = ((FlatVector)columns[1]).Values<long>()[row],
    };
}

/// <summary>Sums of floating point.</summary>
/// <param name="argumentType">FLOAT or DOUBLE.</param>
/// <param name="context">Memory.</param>
internal sealed class DoubleSum(DataType argumentType, AggregateContext context) : DoubleTotalKernel(argumentType, context)
{
    protected override void FinishOne(in DoubleTotal state, int row, VectorWriter result, ref RowErrors errors)
    {
        if (state.Count == 0)
            result.SetNull(row);
        else
            result.Values<double>()[row] = state.Sum;
    }
}

using System.Collections.Immutable;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary>A value and what it is ordered by.</summary>
internal struct ExtremeByState
{
    public StoredValue Value;
    public StoredValue Order;
}

/// <summary>The value of the row in which another one is largest or smallest. Spark: <c>MaxMinBy</c>. Rows whose order is NULL do not count.</summary>
internal sealed class ExtremeByKernel(DataType type, DataType orderType, bool isMax, AggregateContext context) : IAggregateKernel, IDisposable
{
    private readonly ValueEncoder _encoder = new(context.Account);
    private readonly VectorWriter _current = new(orderType, context.Account);
    private readonly VectorWriter _other = new(orderType, context.Account);

    public unsafe int StateBytes => sizeof(ExtremeByState);

    public ImmutableArray<DataType> StateTypes => [type, orderType, BooleanType.Instance];

    /// <summary>Binds the function.</summary>
    public static BoundAggregate Bind(BindCall call, bool isMax)
    {
        var orderType = call.Type(1);
        if (!orderType.IsOrderable)
        {
            throw SqlSparkException.Create(
                "DATATYPE_MISMATCH.INVALID_ORDERING_TYPE", null, ("sqlExpr", BuiltinErrors.Sql(call)), ("functionName", ErrorFormat.SqlId(call.Name)), ("dataType", ErrorFormat.SqlType(orderType)));
        }

        Collations.RequireBinary(orderType);
        return new BoundAggregate(call.Type(0), true, false, context => new ExtremeByKernel(call.Type(0), orderType, isMax, context))
        {
            IgnoresNulls = false,
            IgnoresDuplicates = true,
            Signature = [isMax],
        };
    }

    public void Initialize(StateAddresses states)
    {
        for (var i = 0; i < states.Count; i++)
            states.Get<ExtremeByState>(i) = default;
    }

    public void Update(StateAddresses states, in Arguments arguments, Rows rows)
    {
        foreach (var row in rows)
            Take(ref states.Get<ExtremeByState>(row), arguments, row);
    }

    public unsafe void UpdateSingle(nint state, in Arguments arguments, Rows rows)
    {
        // Only the best row of a batch is compared with the state.
        var best = -1;
        foreach (var row in rows)
        {
            if (!arguments[1].IsNull(row) && (best < 0 || IsBetter(VectorComparer.Compare(arguments[1], row, arguments[1], best))))
                best = row;
        }

        if (best >= 0)
            Take(ref *(ExtremeByState*)state, arguments, best);
    }

    public void Merge(StateAddresses into, StateAddresses from)
    {
        for (var i = 0; i < into.Count; i++)
        {
            ref var other = ref from.Get<ExtremeByState>(i);
            ref var state = ref into.Get<ExtremeByState>(i);
            if (!other.Order.HasValue)
                continue;
            if (state.Order.HasValue)
            {
                _other.Begin(1);
                ValueCodec.Decode(other.Order.Bytes, _other, 0);
                if (!IsBetter(Compare(_other.Publish(), 0, state.Order)))
                    continue;
            }

            state.Value.Set(other.Value.Bytes, context.Heap);
            state.Order.Set(other.Order.Bytes, context.Heap);
        }
    }

    public void Finish(StateAddresses states, VectorWriter result, ref RowErrors errors)
    {
        for (var i = 0; i < states.Count; i++)
            Write(states.Get<ExtremeByState>(i).Value, result, i);
    }

    public void Export(StateAddresses states, ReadOnlySpan<VectorWriter> columns)
    {
        for (var i = 0; i < states.Count; i++)
        {
            ref var state = ref states.Get<ExtremeByState>(i);
            Write(state.Value, columns[0], i);
            Write(state.Order, columns[1], i);
            Bitmaps.Assign(columns[2].Bits, i, state.Order.HasValue);
        }
    }

    public void Import(in Arguments columns, StateAddresses states)
    {
        for (var i = 0; i < states.Count; i++)
        {
            ref var state = ref states.Get<ExtremeByState>(i);
            state = default;
            if (!StateColumns.Boolean(columns[2], i))
                continue;
            state.Value.Set(_encoder.Encode(columns[0], i), context.Heap);
            state.Order.Set(_encoder.Encode(columns[1], i), context.Heap);
        }
    }

    public void Dispose()
    {
        _encoder.Dispose();
        _current.Dispose();
        _other.Dispose();
    }

    private static void Write(in StoredValue value, VectorWriter writer, int row)
    {
        if (value.HasValue)
            ValueCodec.Decode(value.Bytes, writer, row);
        else
            writer.SetNull(row);
    }

    private void Take(ref ExtremeByState state, in Arguments arguments, int row)
    {
        if (arguments[1].IsNull(row) || (state.Order.HasValue && !IsBetter(Compare(arguments[1], row, state.Order))))
            return;
        state.Value.Set(_encoder.Encode(arguments[0], row), context.Heap);
        state.Order.Set(_encoder.Encode(arguments[1], row), context.Heap);
    }

    private int Compare(Vector vector, int row, in StoredValue stored)
    {
        _current.Begin(1);
        ValueCodec.Decode(stored.Bytes, _current, 0);
        return VectorComparer.Compare(vector, row, _current.Publish(), 0);
    }

    // Of equal rows the last one wins, as in Spark.
    private bool IsBetter(int order) => isMax ? order >= 0 : order <= 0;
}

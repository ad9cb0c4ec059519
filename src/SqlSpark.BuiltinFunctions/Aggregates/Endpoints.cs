using System.Collections.Immutable;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary>What <c>first</c>, <c>last</c> and <c>any_value</c> share: the value of the first or last row.</summary>
internal static class Endpoints
{
    /// <summary>A value, and whether NULLs are passed over.</summary>
    public static EquatableArray<AggregateOverload> Overloads(bool isLast) =>
        [new([TypePattern.Any, BooleanType.Instance], call => Bind(call, isLast)) { OptionalCount = 1 }];

    private static BoundAggregate Bind(BindCall call, bool isLast)
    {
        var ignoresNulls = false;
        if (call.Arguments.Count > 1)
            ignoresNulls = (call.Constant(1) ?? throw BuiltinErrors.NotFoldable(call, 1, "ignoreNulls", "BOOLEAN")).Value is true;
        return new BoundAggregate(call.Type(0), true, false, context => new EndpointKernel(call.Type(0), isLast, context))
        {
            IgnoresNulls = ignoresNulls,
            IsOrderSensitive = true,
            Pick = isLast ? new RowPick(RowPickOrigin.FrameEnd, -1) : new RowPick(RowPickOrigin.FrameStart, 0),
            IgnoresDuplicates = true,   // DISTINCT changes neither the first value nor the last
            Signature = [isLast, ignoresNulls],
        };
    }
}

/// <summary>The value of the first or last row; a NULL counts unless the operator leaves such rows out.</summary>
internal sealed unsafe class EndpointKernel(DataType type, bool isLast, AggregateContext context) : IAggregateKernel, IDisposable
{
    private readonly ValueEncoder _encoder = new(context.Account);

    public int StateBytes => sizeof(StoredValue);

    /// <summary>The value, and whether there is one.</summary>
    public ImmutableArray<DataType> StateTypes => [type, BooleanType.Instance];

    public void Initialize(StateAddresses states)
    {
        for (var i = 0; i < states.Count; i++)
            states.Get<StoredValue>(i).Clear();
    }

    public void Update(StateAddresses states, in Arguments arguments, Rows rows)
    {
        foreach (var row in rows)
        {
            ref var state = ref states.Get<StoredValue>(row);
            if (isLast || !state.HasValue)
                state.Set(_encoder.Encode(arguments[0], row), context.Heap);
        }
    }

    public void UpdateSingle(nint state, in Arguments arguments, Rows rows)
    {
        ref var stored = ref *(StoredValue*)state;
        if (rows.IsEmpty || (stored.HasValue && !isLast))
            return;
        var chosen = -1;
        foreach (var row in rows)
        {
            chosen = row;
            if (!isLast)
                break;
        }

        stored.Set(_encoder.Encode(arguments[0], chosen), context.Heap);
    }

    public void Merge(StateAddresses into, StateAddresses from)
    {
        for (var i = 0; i < into.Count; i++)
        {
            ref var other = ref from.Get<StoredValue>(i);
            ref var state = ref into.Get<StoredValue>(i);
            if (other.HasValue && (isLast || !state.HasValue))
                state.Set(other.Bytes, context.Heap);
        }
    }

    public void Finish(StateAddresses states, VectorWriter result, ref RowErrors errors) => StoredValues.Write(states, result);

    public void Export(StateAddresses states, ReadOnlySpan<VectorWriter> columns)
    {
        StoredValues.Write(states, columns[0]);
        for (var i = 0; i < states.Count; i++)
            Bitmaps.Assign(columns[1].Bits, i, states.Get<StoredValue>(i).HasValue);
    }

    public void Import(in Arguments columns, StateAddresses states)
    {
        for (var i = 0; i < states.Count; i++)
        {
            states.Get<StoredValue>(i).Clear();
            if (StateColumns.Boolean(columns[1], i))
                states.Get<StoredValue>(i).Set(_encoder.Encode(columns[0], i), context.Heap);
        }
    }

    public void Dispose() => _encoder.Dispose();
}

using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.CompilerServices;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary>An associative and commutative operation on the bits of two integers.</summary>
internal interface IBitwiseOperation
{
    /// <summary>The result for one pair.</summary>
    static abstract T Invoke<T>(T left, T right)
        where T : unmanaged, IBinaryInteger<T>;

    /// <summary>The results for the pairs of two vectors.</summary>
    static abstract Vector<T> Invoke<T>(Vector<T> left, Vector<T> right)
        where T : unmanaged, IBinaryInteger<T>;
}

/// <summary>The values so far, combined; meaningless while there are none.</summary>
internal struct BitwiseState<T>
    where T : unmanaged
{
    public T Value;
    public bool HasValue;
}

/// <summary>bit_and, bit_or and bit_xor over one integer type.</summary>
internal sealed unsafe class BitwiseKernel<T, TOp>(DataType type, MemoryAccount account) : IAggregateKernel, IDisposable
    where T : unmanaged, IBinaryInteger<T>
    where TOp : struct, IBitwiseOperation
{
    private readonly ArgumentColumn _argument = new(type, account);

    public int StateBytes => sizeof(BitwiseState<T>);

    public ImmutableArray<DataType> StateTypes => [type];

    public void Initialize(StateAddresses states)
    {
        for (var i = 0; i < states.Count; i++)
            states.Get<BitwiseState<T>>(i) = default;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Update(StateAddresses states, in Arguments arguments, Rows rows)
    {
        var values = _argument.Read<T>(arguments[0]);
        foreach (var row in rows)
            Take(ref states.Get<BitwiseState<T>>(row), values[row]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void UpdateSingle(nint state, in Arguments arguments, Rows rows)
    {
        if (rows.IsEmpty)
            return;
        var values = _argument.Read<T>(arguments[0]);
        ref var single = ref StateAddresses.At<BitwiseState<T>>(state);
        if (rows.IsAll)
        {
            Take(ref single, Combine(values[..rows.Length]));
            return;
        }

        foreach (var row in rows)
            Take(ref single, values[row]);
    }

    public void Merge(StateAddresses into, StateAddresses from)
    {
        for (var i = 0; i < into.Count; i++)
        {
            ref var other = ref from.Get<BitwiseState<T>>(i);
            if (other.HasValue)
                Take(ref into.Get<BitwiseState<T>>(i), other.Value);
        }
    }

    public void Finish(StateAddresses states, VectorWriter result, ref RowErrors errors) => Write(states, result);

    public void Export(StateAddresses states, ReadOnlySpan<VectorWriter> columns) => Write(states, columns[0]);

    public void Import(in Arguments columns, StateAddresses states)
    {
        var values = _argument.Read<T>(columns[0]);
        for (var i = 0; i < states.Count; i++)
            states.Get<BitwiseState<T>>(i) = columns[0].IsNull(i) ? default : new BitwiseState<T> { Value = values[i], HasValue = true };
    }

    public void Dispose() => _argument.Dispose();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Take(ref BitwiseState<T> state, T value)
    {
        state.Value = state.HasValue ? TOp.Invoke(state.Value, value) : value;
        state.HasValue = true;
    }

    /// <summary>At least one value, combined.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T Combine(ReadOnlySpan<T> values)
    {
        var result = values[0];
        var rest = values[1..];
        if (rest.Length >= Vector<T>.Count)
        {
            var lanes = new Vector<T>(rest);
            var next = Vector<T>.Count;
            for (; next <= rest.Length - Vector<T>.Count; next += Vector<T>.Count)
                lanes = TOp.Invoke(lanes, new Vector<T>(rest[next..]));
            for (var lane = 0; lane < Vector<T>.Count; lane++)
                result = TOp.Invoke(result, lanes[lane]);
            rest = rest[next..];
        }

        foreach (var value in rest)
            result = TOp.Invoke(result, value);
        return result;
    }

    private static void Write(StateAddresses states, VectorWriter result)
    {
        var values = result.Values<T>();
        for (var i = 0; i < states.Count; i++)
        {
            ref var state = ref states.Get<BitwiseState<T>>(i);
            if (state.HasValue)
                values[i] = state.Value;
            else
                result.SetNull(i);
        }
    }
}

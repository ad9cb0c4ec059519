using System.Collections.Immutable;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary>An aggregate that keeps all values of its argument, in the order of the rows, and makes its result of them at the end.</summary>
/// <param name="type">An array of the values.</param>
/// <param name="context">Memory.</param>
internal abstract unsafe class ValueChainKernel(ArrayType type, AggregateContext context) : IAggregateKernel, IDisposable
{
    private protected ValueEncoder Encoder { get; } = new(context.Account);

    public int StateBytes => sizeof(ValueChain);

    public ImmutableArray<DataType> StateTypes => [type];

    public void Initialize(StateAddresses states)
    {
        for (var i = 0; i < states.Count; i++)
            states.Get<ValueChain>(i) = default;
    }

    public void Update(StateAddresses states, in Arguments arguments, Rows rows)
    {
        foreach (var row in rows)
            states.Get<ValueChain>(row).Append(Encoder.Encode(arguments[0], row), context.Heap);
    }

    public void UpdateSingle(nint state, in Arguments arguments, Rows rows)
    {
        foreach (var row in rows)
            ((ValueChain*)state)->Append(Encoder.Encode(arguments[0], row), context.Heap);
    }

    public void Merge(StateAddresses into, StateAddresses from)
    {
        for (var i = 0; i < into.Count; i++)
            into.Get<ValueChain>(i).AppendAll(from.Get<ValueChain>(i), context.Heap);
    }

    public abstract void Finish(StateAddresses states, VectorWriter result, ref RowErrors errors);

    public void Export(StateAddresses states, ReadOnlySpan<VectorWriter> columns) => ValueChains.Write(states, columns[0]);

    public void Import(in Arguments columns, StateAddresses states) => ValueChains.Read(columns[0], states, Encoder, context.Heap);

    public void Dispose() => Encoder.Dispose();

    /// <summary>A register for the values of states.</summary>
    private protected VectorWriter NewRegister() => new(type, context.Account);

    /// <summary>All values of each state as an array, in a register that belongs to the caller.</summary>
    private protected ListVector ReadAll(StateAddresses states, VectorWriter register)
    {
        register.Begin(states.Count);
        ValueChains.Write(states, register);
        return (ListVector)register.Publish();
    }
}

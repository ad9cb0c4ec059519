using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Aggregate;

/// <summary>The base of aggregate kernels: a state is one unmanaged struct, all zero over no rows unless <see cref="Empty"/> says otherwise.</summary>
/// <typeparam name="TState">The state.</typeparam>
internal abstract class AggregateKernel<TState> : IAggregateKernel
    where TState : unmanaged
{
    /// <inheritdoc />
    public int StateBytes => (Unsafe.SizeOf<TState>() + 15) & ~15;

    /// <inheritdoc />
    public abstract ImmutableArray<DataType> StateTypes { get; }

    /// <summary>The state of no rows.</summary>
    protected virtual TState Empty => default;

    /// <inheritdoc />
    public void Initialize(StateAddresses states)
    {
        var empty = Empty;
        for (var i = 0; i < states.Count; i++)
            states.Get<TState>(i) = empty;
    }

    /// <inheritdoc />
    public abstract void Update(StateAddresses states, in Arguments arguments, Rows rows);

    /// <inheritdoc />
    public void UpdateSingle(nint state, in Arguments arguments, Rows rows) => UpdateOne(ref StateAddresses.At<TState>(state), arguments, rows);

    /// <inheritdoc />
    public virtual bool TryUpdateFew(nint states, int stride, ReadOnlySpan<byte> codes, in Arguments arguments, Rows rows) => false;

    /// <inheritdoc />
    public void Merge(StateAddresses into, StateAddresses from)
    {
        for (var i = 0; i < into.Count; i++)
            MergeOne(ref into.Get<TState>(i), in from.Get<TState>(i));
    }

    /// <inheritdoc />
    public void Finish(StateAddresses states, VectorWriter result, ref RowErrors errors)
    {
        for (var i = 0; i < states.Count; i++)
            FinishOne(in states.Get<TState>(i), i, result, ref errors);
    }

    /// <inheritdoc />
    public void Export(StateAddresses states, ReadOnlySpan<VectorWriter> columns)
    {
        for (var i = 0; i < states.Count; i++)
            ExportOne(in states.Get<TState>(i), i, columns);
    }

    /// <inheritdoc />
    public void Import(in Arguments columns, StateAddresses states)
    {
        for (var i = 0; i < states.Count; i++)
            ImportOne(columns, i, ref states.Get<TState>(i));
    }

    /// <summary>All <paramref name="rows"/> update one state.</summary>
    protected abstract void UpdateOne(ref TState state, in Arguments arguments, Rows rows);

    /// <summary>Adds one state to another.</summary>
    protected abstract void MergeOne(ref TState into, in TState from);

    /// <summary>Writes the result of a state.</summary>
    protected abstract void FinishOne(in TState state, int row, VectorWriter result, ref RowErrors errors);

    /// <summary>Writes a state as one row of columns.</summary>
    protected abstract void ExportOne(in TState state, int row, ReadOnlySpan<VectorWriter> columns);

    /// <summary>Reads a state from one row of columns.</summary>
    protected abstract void ImportOne(in Arguments columns, int row, ref TState state);

    /// <summary>The state of group <paramref name="group"/> among few groups that lie side by side.</summary>
    protected static ref TState GroupState(nint states, int stride, int group) => ref StateAddresses.At<TState>(states + (group * stride));
}

/// <summary>An argument as values of its type's full width, whatever its encoding and storage. Keeps a register for what it converts.</summary>
/// <param name="type">The argument's type.</param>
/// <param name="account">Pays for the register.</param>
internal sealed class ArgumentValues(DataType type, MemoryAccount account)
{
    private VectorWriter? _register;

    /// <summary>The argument as a flat vector of full width; borrowed.</summary>
    public FlatVector Flat(Vector argument) =>
        argument is FlatVector flat && flat.Physical == type.PhysicalType
            ? flat
            : (FlatVector)VectorCopy.Widen(argument, _register ??= new VectorWriter(type, account));

    /// <summary>The argument's values; borrowed.</summary>
    public ReadOnlySpan<T> Of<T>(Vector argument)
        where T : unmanaged => Flat(argument).Values<T>();
}

using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Evaluation;

/// <summary>What aggregate kernels may know of the sink they run in.</summary>
/// <param name="account">Pays for scratch memory.</param>
/// <param name="heap">Keeps variable parts of states, such as the bytes of a minimal string; lives as long as the states.</param>
public sealed class AggregateContext(MemoryAccount account, StringHeap heap)
{
    /// <summary>Pays for scratch memory.</summary>
    public MemoryAccount Account { get; } = account;

    /// <summary>Keeps variable parts of states.</summary>
    public StringHeap Heap { get; } = heap;
}

/// <summary>The states of a batch of rows or groups by address: row i belongs to the state at address i.</summary>
/// <param name="addresses">One address a row; 16-byte aligned.</param>
public readonly unsafe ref struct StateAddresses(ReadOnlySpan<nint> addresses)
{
    private readonly ReadOnlySpan<nint> _addresses = addresses;

    /// <summary>The number of addresses.</summary>
    public int Count => _addresses.Length;

    /// <summary>The addresses.</summary>
    public ReadOnlySpan<nint> Addresses => _addresses;

    /// <summary>The state of row <paramref name="row"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref T Get<T>(int row)
        where T : unmanaged => ref *(T*)_addresses[row];

    /// <summary>The state at <paramref name="address"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref T At<T>(nint address)
        where T : unmanaged => ref *(T*)address;
}

/// <summary>
/// Computes an aggregate function over states of fixed size that may be moved as bytes. Variable parts live in
/// <see cref="AggregateContext.Heap"/>. DISTINCT, FILTER, order and skipping NULLs are the operator's business.
/// </summary>
public interface IAggregateKernel
{
    /// <summary>Bytes of one state; states are 16-byte aligned.</summary>
    int StateBytes { get; }

    /// <summary>The columns that <see cref="Export"/> writes.</summary>
    ImmutableArray<DataType> StateTypes { get; }

    /// <summary>Makes states of no rows.</summary>
    void Initialize(StateAddresses states);

    /// <summary>Row i of <paramref name="rows"/> updates state i.</summary>
    void Update(StateAddresses states, in Arguments arguments, Rows rows);

    /// <summary>All <paramref name="rows"/> update one state: aggregation without GROUP BY.</summary>
    void UpdateSingle(nint state, in Arguments arguments, Rows rows);

    /// <summary>
    /// The rows of group i, of which there are few, update the state at <c>states + i * stride</c>. Returns false when the kernel has no faster way than
    /// <see cref="Update"/>; it has then changed nothing.
    /// </summary>
    bool TryUpdateFew(nint states, int stride, FewGroups groups, in Arguments arguments) => false;

    /// <summary>Adds the rows of state i of <paramref name="from"/> to state i of <paramref name="into"/>; other kernels' states of the same function.</summary>
    void Merge(StateAddresses into, StateAddresses from);

    /// <summary>Writes the result of state i to row i.</summary>
    void Finish(StateAddresses states, VectorWriter result, ref RowErrors errors);

    /// <summary>Writes states as columns of <see cref="StateTypes"/>; one writer a column, begun with as many rows as there are states.</summary>
    void Export(StateAddresses states, ReadOnlySpan<VectorWriter> columns);

    /// <summary>Reads states from columns of <see cref="StateTypes"/>.</summary>
    void Import(in Arguments columns, StateAddresses states);

    /// <summary>The frames of windows that <see cref="RunFrames"/> follows.</summary>
    FrameSupport Frames => FrameSupport.None;

    /// <summary>Follows frames row by row, for kernels that say so by <see cref="Frames"/>.</summary>
    /// <param name="state">The state of the frame before the first; afterwards that of the last.</param>
    /// <param name="run">The frames.</param>
    /// <param name="kept">Takes the state of each frame, to be finished; what it was is lost.</param>
    void RunFrames(nint state, in FrameRun run, StateAddresses kept) => throw new NotSupportedException();
}

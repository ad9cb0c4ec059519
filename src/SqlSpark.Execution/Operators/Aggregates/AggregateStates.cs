using System.Runtime.CompilerServices;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Memory;
using SqlSpark.Execution.State;

namespace SqlSpark.Execution.Operators.Aggregates;

/// <summary>The kernels of one worker with the heap that states refer to, over groups as rows of a <see cref="TupleStore"/>.</summary>
/// <remarks>The heap must live as long as any group that these kernels have touched.</remarks>
internal sealed unsafe class AggregateStates : IDisposable
{
    private readonly AggregatePlan _plan;
    private readonly IAggregateKernel[] _kernels;
    private readonly StringHeap _heap;
    private readonly ScratchBuffer _first;
    private readonly ScratchBuffer _second;

    /// <summary>Kernels for a worker or task.</summary>
    /// <param name="plan">The aggregates; its layout is not needed yet.</param>
    /// <param name="account">Pays for the heap and scratch memory.</param>
    public AggregateStates(AggregatePlan plan, MemoryAccount account)
    {
        _plan = plan;
        _heap = new StringHeap(account);
        _first = new ScratchBuffer(account);
        _second = new ScratchBuffer(account);
        _kernels = new IAggregateKernel[plan.Aggregates.Count];
        var context = new AggregateContext(account, _heap);
        for (var i = 0; i < _kernels.Length; i++)
            _kernels[i] = plan.Aggregates[i].Function.CreateKernel(context);
    }

    /// <summary>The sizes of the states; 0 for an aggregate without one of its own.</summary>
    public int[] StateBytes => [.. _kernels.Select((kernel, i) => OwnsState(i) ? kernel.StateBytes : 0)];

    /// <summary>Bytes of the heap.</summary>
    public long UsedBytes => _heap.AllocatedBytes;

    /// <summary>The kernel of an aggregate.</summary>
    public IAggregateKernel this[int aggregate] => _kernels[aggregate];

    /// <summary>Initializes the states of new groups.</summary>
    public void Initialize(TupleLayout layout, nint* groups, int count)
    {
        for (var i = 0; i < _kernels.Length; i++)
        {
            if (OwnsState(i))
                _kernels[i].Initialize(Addresses(groups, count, layout.StateOffsets[i], _first));
        }
    }

    /// <summary>Adds the states of groups to those of others.</summary>
    public void Merge(TupleLayout layout, nint* into, nint* from, int count)
    {
        for (var i = 0; i < _kernels.Length; i++)
        {
            if (!OwnsState(i))
                continue;
            var offset = layout.StateOffsets[i];
            _kernels[i].Merge(Addresses(into, count, offset, _first), Addresses(from, count, offset, _second));
        }
    }

    /// <summary>Writes the results of an aggregate, in a register that it begins.</summary>
    /// <exception cref="SqlSparkException">A group has no result, as when a sum overflows.</exception>
    public void Finish(TupleLayout layout, int aggregate, nint* groups, int count, VectorWriter result)
    {
        result.Begin(count);
        var errors = RowErrors.Throwing;
        _kernels[aggregate].Finish(Addresses(groups, count, layout.StateOffsets[_plan.StateOwners[aggregate]], _first), result, ref errors);
        if (errors.HasFailed)
            throw errors.FirstError.ToException(_plan.Aggregates[aggregate].Context);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var kernel in _kernels)
            (kernel as IDisposable)?.Dispose();
        _heap.Dispose();
        _first.Dispose();
        _second.Dispose();
    }

    private bool OwnsState(int aggregate) => _plan.StateOwners[aggregate] == aggregate;

    private static StateAddresses Addresses(nint* groups, int count, int offset, ScratchBuffer scratch)
    {
        var addresses = scratch.Get<nint>(Math.Max(count, 1));
        Shift(groups, addresses, count, offset);
        return new StateAddresses(new ReadOnlySpan<nint>(addresses, count));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Shift(nint* groups, nint* addresses, int count, int offset)
    {
        for (var i = 0; i < count; i++)
            addresses[i] = groups[i] + offset;
    }
}

using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;

namespace SqlSpark.Execution.Operators.Windows;

/// <summary>States of an aggregate side by side, with a kernel and the heap that they refer to.</summary>
internal sealed unsafe class FrameStates : IDisposable
{
    private readonly StringHeap _heap;
    private readonly ScratchBuffer _states;
    private readonly ScratchBuffer _addresses;
    private readonly VectorWriter _results;
    private readonly WindowColumn.Aggregate _function;

    /// <summary>No states.</summary>
    /// <param name="function">The function.</param>
    /// <param name="account">Pays for states.</param>
    public FrameStates(WindowColumn.Aggregate function, MemoryAccount account)
    {
        _function = function;
        _heap = new StringHeap(account);
        _states = new ScratchBuffer(account);
        _addresses = new ScratchBuffer(account);
        _results = new VectorWriter(function.Type, account);
        Kernel = function.Function.CreateKernel(new AggregateContext(account, _heap));
        Stride = Math.Max(16, (Kernel.StateBytes + 15) & ~15);
    }

    /// <summary>The kernel.</summary>
    public IAggregateKernel Kernel { get; }

    /// <summary>Bytes from one state to the next.</summary>
    public int Stride { get; }

    /// <summary>The first state.</summary>
    public nint First => *Addresses;

    /// <summary>The addresses of states.</summary>
    public nint* Addresses => _addresses.Get<nint>(1);

    /// <summary>Some of the states.</summary>
    public StateAddresses Range(int start, int count) => new(new ReadOnlySpan<nint>(Addresses + start, count));

    /// <summary>Makes room for states, once.</summary>
    public void Reserve(int count)
    {
        var first = (nint)_states.Get<byte>((long)Stride * count);
        var addresses = _addresses.Get<nint>(count);
        for (var i = 0; i < count; i++)
            addresses[i] = first + ((nint)i * Stride);
    }

    /// <summary>Makes states of no rows.</summary>
    public void Initialize(int start, int count) => Kernel.Initialize(Range(start, count));

    /// <summary>Forgets what states refer to; the states are of no use until they are initialized.</summary>
    public void ForgetValues() => _heap.Reset();

    /// <summary>Writes the results of the first states.</summary>
    public void Finish(int count, WindowResults results)
    {
        if (count == 0)
            return;
        _results.Begin(count);
        var errors = RowErrors.Throwing;
        Kernel.Finish(Range(0, count), _results, ref errors);
        if (errors.HasFailed)
            throw errors.FirstError.ToException(_function.Context);
        results.Append(_results.Publish());
    }

    /// <inheritdoc />
    public void Dispose()
    {
        (Kernel as IDisposable)?.Dispose();
        _heap.Dispose();
        _states.Dispose();
        _addresses.Dispose();
        _results.Dispose();
    }
}

using System.Collections.Concurrent;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Collections;

namespace SqlSpark.Execution.Operators.RuntimeFilters;

/// <summary>The run-time filters of one run: joins publish them, scans look at them. Frees their memory when the run has ended. Thread-safe.</summary>
internal sealed class RuntimeFilterSet : IDisposable
{
    private readonly ConcurrentDictionary<int, RuntimeFilter> _filters = new();
    private readonly ConcurrentQueue<IDisposable> _contents = [];    // no bag: that one has a finalizer, which may run before that of an abandoned query

    /// <summary>The filter of a target.</summary>
    public RuntimeFilter Of(RuntimeFilterTarget target) =>
        _filters.GetOrAdd(target.Id, static (_, target) => new RuntimeFilter(target.Column, target.Type), target);

    /// <summary>Tells all targets of a source what matches.</summary>
    public void Publish(EquatableArray<RuntimeFilterTarget> targets, RuntimeFilterContent content)
    {
        foreach (var target in targets)
            Of(target).Publish(content);
    }

    /// <summary>Keeps memory of filters until the run has ended.</summary>
    public void Own(IDisposable content) => _contents.Enqueue(content);

    /// <inheritdoc />
    public void Dispose()
    {
        while (_contents.TryDequeue(out var content))
            content.Dispose();
    }
}

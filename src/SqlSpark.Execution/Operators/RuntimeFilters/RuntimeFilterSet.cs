using System.Collections.Concurrent;
using SqlSpark.Catalyst.Sources;

namespace SqlSpark.Execution.Operators.RuntimeFilters;

/// <summary>The run-time filters of one run: joins publish them, scans look at them. Frees their memory when the run has ended. Thread-safe.</summary>
internal sealed class RuntimeFilterSet : IDisposable
{
    private readonly ConcurrentDictionary<int, RuntimeFilter> _filters = new();

    // No bag: it has parts with finalizers, which may be gone when a query that nobody reads any more is ended by its own.
    private readonly ConcurrentStack<IDisposable> _contents = new();

    /// <summary>The filter of a target.</summary>
    public RuntimeFilter Of(RuntimeFilterTarget target) =>
        _filters.GetOrAdd(target.Id, static (_, target) => new RuntimeFilter(target.Column, target.Type), target);

    /// <summary>Tells all targets of a source what matches.</summary>
    public void Publish(RuntimeFilterSource source, RuntimeFilterContent content)
    {
        foreach (var target in source.Targets)
            Of(target).Publish(content);
    }

    /// <summary>Keeps memory of filters until the run has ended.</summary>
    public void Own(IDisposable content) => _contents.Push(content);

    /// <inheritdoc />
    public void Dispose()
    {
        while (_contents.TryPop(out var content))
            content.Dispose();
    }
}

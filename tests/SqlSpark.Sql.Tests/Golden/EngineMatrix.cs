namespace SqlSpark.Sql.Golden;

/// <summary>The engines of all shapes, made on first use.</summary>
public sealed class EngineMatrix : IDisposable
{
    private readonly Dictionary<(int WorkerCount, bool IsChecked), TestEngine> _engines = [];

    public void Dispose()
    {
        foreach (var engine in _engines.Values)
            engine.Dispose();
    }

    internal TestEngine Of(ExecutionShape shape)
    {
        var key = (shape.WorkerCount, shape.IsChecked);
        if (!_engines.TryGetValue(key, out var engine))
            _engines.Add(key, engine = new TestEngine(shape.WorkerCount, shape.IsChecked));
        return engine;
    }
}

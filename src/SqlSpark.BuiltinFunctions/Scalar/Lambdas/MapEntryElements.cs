using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Lambdas;

/// <summary>The entries of the maps of a batch laid out one after the other: those of live rows only, so that a lambda sees no other.</summary>
internal sealed class MapEntryElements(MapType type, MemoryAccount account) : IDisposable
{
    private readonly GatherRegister _keys = new(type.KeyType, account);
    private readonly GatherRegister _values = new(type.ValueType, account);
    private readonly Vector[] _parameters = new Vector[2];
    private int[] _sources = [];
    private int[] _parents = [];

    /// <summary>Entries of live rows.</summary>
    public int Count { get; private set; }

    /// <summary>The keys.</summary>
    public Vector Keys => _parameters[0];

    /// <summary>The values.</summary>
    public Vector Values => _parameters[1];

    /// <summary>Lays out the entries of the maps of live rows.</summary>
    public void Begin(Vector maps, Rows rows)
    {
        var reader = new ListReader(maps);
        Count = 0;
        foreach (var row in rows)
            Count = checked(Count + reader[row].Length);
        if (_sources.Length < Count)
            (_sources, _parents) = (new int[Count], new int[Count]);

        var next = 0;
        foreach (var row in rows)
        {
            var (offset, length) = reader[row];
            for (var i = 0; i < length; i++)
                (_sources[next], _parents[next++]) = (offset + i, row);
        }

        _parameters[0] = _keys.Gather(reader.Vector.Elements, _sources.AsSpan(0, Count));
        _parameters[1] = _values.Gather(reader.Vector.MapValues, _sources.AsSpan(0, Count));
    }

    /// <summary>Runs a lambda over keys and values.</summary>
    public Vector Apply(LambdaEvaluator lambda) => lambda.Evaluate(Count, _parameters, _parents.AsSpan(0, Count));

    public void Dispose()
    {
        _keys.Dispose();
        _values.Dispose();
    }
}

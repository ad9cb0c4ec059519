using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Lambdas;

/// <summary>The elements of the arrays of a batch laid out one after the other: those of live rows only, so that a lambda sees no other.</summary>
internal sealed class ArrayElements(DataType elementType, MemoryAccount account) : IDisposable
{
    private readonly GatherRegister _elements = new(elementType, account);
    private readonly VectorWriter _positions = new(IntegerType.Instance, account);
    private readonly Vector[] _parameters = new Vector[2];
    private int[] _sources = [];
    private int[] _parents = [];

    /// <summary>Elements of live rows.</summary>
    public int Count { get; private set; }

    /// <summary>The elements.</summary>
    public Vector Values => _parameters[0];

    /// <summary>Lays out the elements of the arrays of live rows.</summary>
    public void Begin(Vector arrays, Rows rows)
    {
        var reader = new ListReader(arrays);
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

        _parameters[0] = _elements.Gather(reader.Vector.Elements, _sources.AsSpan(0, Count));
    }

    /// <summary>Runs a lambda over the elements and, if it wants them, their positions in their arrays, from 0.</summary>
    public Vector Apply(LambdaEvaluator lambda)
    {
        if (lambda.ParameterCount > 1)
            _parameters[1] = Positions();
        return lambda.Evaluate(Count, _parameters, _parents.AsSpan(0, Count));
    }

    /// <summary>Writes the place of each live row's elements, when all are kept in order from <paramref name="first"/> on.</summary>
    public static void WriteEntries(Vector arrays, Rows rows, int first, Span<ListEntry> entries)
    {
        var reader = new ListReader(arrays);
        foreach (var row in rows)
        {
            var length = reader[row].Length;
            entries[row] = new ListEntry(length == 0 ? 0 : first, length);
            first += length;
        }
    }

    public void Dispose()
    {
        _elements.Dispose();
        _positions.Dispose();
    }

    private Vector Positions()
    {
        _positions.Begin(Count);
        var positions = _positions.Values<int>();
        for (var i = 0; i < Count; i++)
            positions[i] = i > 0 && _parents[i] == _parents[i - 1] ? positions[i - 1] + 1 : 0;
        return _positions.Publish();
    }
}

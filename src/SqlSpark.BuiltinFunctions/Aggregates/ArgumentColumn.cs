using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary>An argument of an aggregate, brought from any encoding and width to the one that a kernel reads.</summary>
internal sealed class ArgumentColumn(DataType type, MemoryAccount account) : IDisposable
{
    private readonly VectorWriter _flat = new(type, account);
    private readonly VectorWriter _wide = new(type, account);

    /// <summary>The values as a flat vector, as narrow as they are stored.</summary>
    public Vector Flatten(Vector vector) => VectorCopy.Flatten(vector, _flat);

    /// <summary>The values as a flat vector of <typeparamref name="T"/>.</summary>
    public ReadOnlySpan<T> Read<T>(Vector vector)
        where T : unmanaged
    {
        var flat = (FlatVector)VectorCopy.Flatten(vector, _flat);
        if (flat.Physical.IsInteger() && flat.Physical != type.PhysicalType)
            flat = (FlatVector)VectorCopy.Widen(flat, _wide);
        return flat.Values<T>();
    }

    public void Dispose()
    {
        _flat.Dispose();
        _wide.Dispose();
    }
}

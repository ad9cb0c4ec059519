using System.Numerics;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using Vector = SqlSpark.Core.Columnar.Vector;

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

    /// <summary>The values as integers of <typeparamref name="T"/>, which is at least as wide as they are stored.</summary>
    public ReadOnlySpan<T> ReadIntegers<T>(FlatVector flat)
        where T : unmanaged, INumberBase<T>
    {
        if (System.Runtime.CompilerServices.Unsafe.SizeOf<T>() == flat.Physical.ByteWidth())
            return flat.Values<T>();
        _wide.Begin(flat.Length, PhysicalOf<T>());
        Widths.WidenTo(flat, _wide.Values<T>());
        return ((FlatVector)_wide.Publish()).Values<T>();
    }

    public void Dispose()
    {
        _flat.Dispose();
        _wide.Dispose();
    }

    private static PhysicalType PhysicalOf<T>()
        where T : unmanaged => System.Runtime.CompilerServices.Unsafe.SizeOf<T>() switch
        {
            1 => PhysicalType.Int8,
            2 => PhysicalType.Int16,
            4 => PhysicalType.Int32,
            8 => PhysicalType.Int64,
            _ => PhysicalType.Int128,
        };
}

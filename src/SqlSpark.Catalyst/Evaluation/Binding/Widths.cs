using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Evaluation.Binding;

/// <summary>Integers in the widths that vectors store them in.</summary>
public static class Widths
{
    /// <summary>The vector with its values as wide as its type asks for.</summary>
    /// <param name="vector">A flat or constant vector of integers.</param>
    /// <param name="writer">A register for the result.</param>
    public static Vector ToFullWidth(Vector vector, VectorWriter writer)
    {
        var flat = (FlatVector)(vector is ConstantVector constant ? constant.Value : vector);
        writer.Begin(flat.Length);
        writer.SetValidity(flat.Validity);
        WidenTo(flat, writer);
        var wide = writer.Publish();
        return vector is ConstantVector ? new ConstantVector(wide, vector.Length) : wide;
    }

    /// <summary>Writes the values in the writer's width.</summary>
    public static void WidenTo(FlatVector from, VectorWriter writer)
    {
        switch (writer.Physical)
        {
            case PhysicalType.Int8:
                from.Values<sbyte>().CopyTo(writer.Values<sbyte>());
                break;
            case PhysicalType.Int16:
                WidenTo(from, writer.Values<short>());
                break;
            case PhysicalType.Int32:
                WidenTo(from, writer.Values<int>());
                break;
            case PhysicalType.Int64:
                WidenTo(from, writer.Values<long>());
                break;
            default:
                WidenTo(from, writer.Values<Int128>());
                break;
        }
    }

    /// <summary>Writes the values as <typeparamref name="T"/>, which is no narrower than they are.</summary>
    public static void WidenTo<T>(FlatVector from, Span<T> result)
        where T : unmanaged, System.Numerics.INumberBase<T>
    {
        switch (from.Physical)
        {
            case PhysicalType.Int8:
                Widen<sbyte, T>(from, result);
                break;
            case PhysicalType.Int16:
                Widen<short, T>(from, result);
                break;
            case PhysicalType.Int32:
                Widen<int, T>(from, result);
                break;
            case PhysicalType.Int64:
                Widen<long, T>(from, result);
                break;
            case PhysicalType.Int128:
                Widen<Int128, T>(from, result);
                break;
            default:
                throw InternalErrors.Unreachable(from.Physical);
        }
    }

    /// <summary>One value of any width.</summary>
    public static Int128 Read(FlatVector vector, int row) => vector.Physical switch
    {
        PhysicalType.Int8 => vector.Values<sbyte>()[row],
        PhysicalType.Int16 => vector.Values<short>()[row],
        PhysicalType.Int32 => vector.Values<int>()[row],
        PhysicalType.Int64 => vector.Values<long>()[row],
        _ => vector.Values<Int128>()[row],
    };

    /// <summary>Writes one value, which fits, in the writer's width.</summary>
    public static void Write(VectorWriter writer, int row, Int128 value)
    {
        switch (writer.Physical)
        {
            case PhysicalType.Int8:
                writer.Values<sbyte>()[row] = (sbyte)value;
                break;
            case PhysicalType.Int16:
                writer.Values<short>()[row] = (short)value;
                break;
            case PhysicalType.Int32:
                writer.Values<int>()[row] = (int)value;
                break;
            case PhysicalType.Int64:
                writer.Values<long>()[row] = unchecked((long)value);
                break;
            default:
                writer.Values<Int128>()[row] = value;
                break;
        }
    }

    /// <summary>The value of a constant of any width.</summary>
    public static T ConstantOf<T>(ConstantVector vector)
        where T : unmanaged, System.Numerics.INumberBase<T> => T.CreateTruncating(Read((FlatVector)vector.Value, 0));

    /// <summary>The narrowest storage for a value.</summary>
    public static PhysicalType NarrowestFor(Int128 value) => value switch
    {
        _ when value == (sbyte)value => PhysicalType.Int8,
        _ when value == (short)value => PhysicalType.Int16,
        _ when value == (int)value => PhysicalType.Int32,
        _ when value == (long)value => PhysicalType.Int64,
        _ => PhysicalType.Int128,
    };

    /// <summary>The wider of two storages.</summary>
    public static PhysicalType Max(PhysicalType left, PhysicalType right) => left > right ? left : right;

    private static void Widen<TFrom, T>(FlatVector from, Span<T> result)
        where TFrom : unmanaged, System.Numerics.INumberBase<TFrom>
        where T : unmanaged, System.Numerics.INumberBase<T>
    {
        if (typeof(TFrom) == typeof(T))
            from.Values<T>().CopyTo(result);
        else
            WidenKernels.Widen(from.Values<TFrom>(), result);
    }
}

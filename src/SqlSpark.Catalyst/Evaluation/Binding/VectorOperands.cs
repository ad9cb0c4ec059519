using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;

namespace SqlSpark.Catalyst.Evaluation.Binding;

/// <summary>A boolean column as an operand of generic loops; <typeparamref name="T"/> is bool.</summary>
internal readonly ref struct BitColumn<T>(ReadOnlySpan<ulong> words) : IOperand<T>
    where T : unmanaged
{
    private readonly ReadOnlySpan<ulong> _words = words;

    public T this[int row]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Unsafe.BitCast<bool, T>(Bitmaps.Get(_words, row));
    }
}

/// <summary>Reads a flat or constant vector row by row: for operations that cost more than the test for a constant.</summary>
/// <typeparam name="T">The CLR type of the vector's values; bool for bits.</typeparam>
public readonly ref struct RowReader<T> : IOperand<T>
    where T : unmanaged
{
    private readonly ReadOnlySpan<T> _values;
    private readonly ReadOnlySpan<ulong> _bits;
    private readonly int _rowMask;

    /// <summary>A reader of a flat or constant vector.</summary>
    public RowReader(Vector vector)
    {
        var flat = (FlatVector)(vector is ConstantVector constant ? constant.Value : vector);
        _rowMask = vector is ConstantVector ? 0 : -1;
        if (typeof(T) == typeof(bool))
            _bits = flat.Bits;
        else
            _values = flat.Values<T>();
    }

    /// <summary>The value of a row.</summary>
    public T this[int row]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(bool) ? Unsafe.BitCast<bool, T>(Bitmaps.Get(_bits, row & _rowMask)) : _values[row & _rowMask];
    }
}

/// <summary>Writes a register row by row.</summary>
/// <typeparam name="T">The CLR type of the values; bool for bits.</typeparam>
public readonly ref struct RowWriter<T>
    where T : unmanaged
{
    private readonly Span<T> _values;
    private readonly Span<ulong> _bits;

    /// <summary>A writer of a register that was begun.</summary>
    public RowWriter(VectorWriter writer)
    {
        if (typeof(T) == typeof(bool))
            _bits = writer.Bits;
        else
            _values = writer.Values<T>();
    }

    /// <summary>The value of a row.</summary>
    public T this[int row]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        set
        {
            if (typeof(T) == typeof(bool))
                Bitmaps.Assign(_bits, row, Unsafe.BitCast<T, bool>(value));
            else
                _values[row] = value;
        }
    }
}

/// <summary>Single values out of vectors for kernels that are written over CLR types.</summary>
internal static class VectorOperands
{
    /// <summary>The value of a constant that is not NULL.</summary>
    public static T ConstantOf<T>(ConstantVector vector)
        where T : unmanaged
    {
        var value = (FlatVector)vector.Value;
        return typeof(T) == typeof(bool) ? Unsafe.BitCast<bool, T>(Bitmaps.Get(value.Bits, 0)) : value.Values<T>()[0];
    }
}

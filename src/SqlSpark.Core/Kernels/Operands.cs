using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;

namespace SqlSpark.Core.Kernels;

/// <summary>One argument of a row-wise kernel, read by row: flat, constant, boolean or coded. A type, so that loops are compiled for each.</summary>
public interface IOperand<T>
{
    /// <summary>The value of a row.</summary>
    T this[int row] { get; }
}

/// <summary>A flat column.</summary>
public readonly ref struct FlatOperand<T>(ReadOnlySpan<T> values) : IOperand<T>
{
    private readonly ReadOnlySpan<T> _values = values;

    /// <inheritdoc />
    public T this[int row]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _values[row];
    }
}

/// <summary>The same value in every row.</summary>
public readonly struct ConstantOperand<T>(T value) : IOperand<T>
{
    private readonly T _value = value;

    /// <inheritdoc />
    public T this[int row]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _value;
    }
}

/// <summary>A boolean column.</summary>
public readonly ref struct BitOperand(ReadOnlySpan<ulong> words) : IOperand<bool>
{
    private readonly ReadOnlySpan<ulong> _words = words;

    /// <inheritdoc />
    public bool this[int row]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Bitmaps.Get(_words, row);
    }
}

/// <summary>A column of codes into the values of a dictionary.</summary>
/// <typeparam name="TCode">byte, ushort or int.</typeparam>
/// <typeparam name="T">The type of the values.</typeparam>
public readonly ref struct CodedOperand<TCode, T>(ReadOnlySpan<TCode> codes, ReadOnlySpan<T> values) : IOperand<T>
    where TCode : unmanaged
{
    private readonly ReadOnlySpan<TCode> _codes = codes;
    private readonly ReadOnlySpan<T> _values = values;

    /// <inheritdoc />
    public T this[int row]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _values[Codes.ToInt32(_codes[row])];
    }
}

/// <summary>Codes of dictionaries: unsigned in 1 and 2 bytes, signed in 4.</summary>
internal static class Codes
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ToInt32<TCode>(TCode code)
        where TCode : unmanaged
    {
        if (typeof(TCode) == typeof(byte))
            return Unsafe.BitCast<TCode, byte>(code);
        return typeof(TCode) == typeof(ushort) ? Unsafe.BitCast<TCode, ushort>(code) : Unsafe.BitCast<TCode, int>(code);
    }
}

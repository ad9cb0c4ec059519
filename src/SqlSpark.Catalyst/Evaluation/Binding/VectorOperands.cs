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

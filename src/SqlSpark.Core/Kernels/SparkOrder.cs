using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;

namespace SqlSpark.Core.Kernels;

/// <summary>
/// The order of single values as Spark defines it: integers and bytes as usual; NaN equals NaN and is larger than any other
/// number; -0.0 equals 0.0.
/// </summary>
/// <remarks>Spark: <c>SQLOrderingUtil.compareDoubles</c>, <c>compareFloats</c>.</remarks>
public static class SparkOrder
{
    /// <summary>True when the values are equal in Spark's order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreEqual<T>(T left, T right)
        where T : unmanaged
    {
        if (typeof(T) == typeof(double))
        {
            var (a, b) = ((double)(object)left, (double)(object)right);
            return a == b || (double.IsNaN(a) && double.IsNaN(b));
        }

        if (typeof(T) == typeof(float))
        {
            var (a, b) = ((float)(object)left, (float)(object)right);
            return a == b || (float.IsNaN(a) && float.IsNaN(b));
        }

        return EqualityComparer<T>.Default.Equals(left, right);
    }

    /// <summary>True when <paramref name="left"/> comes before <paramref name="right"/> in Spark's order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsLess<T>(T left, T right)
        where T : unmanaged
    {
        if (typeof(T) == typeof(double))
        {
            var (a, b) = ((double)(object)left, (double)(object)right);
            return !double.IsNaN(a) && !(a >= b);
        }

        if (typeof(T) == typeof(float))
        {
            var (a, b) = ((float)(object)left, (float)(object)right);
            return !float.IsNaN(a) && !(a >= b);
        }

        if (typeof(T) == typeof(sbyte))
            return (sbyte)(object)left < (sbyte)(object)right;
        if (typeof(T) == typeof(short))
            return (short)(object)left < (short)(object)right;
        if (typeof(T) == typeof(int))
            return (int)(object)left < (int)(object)right;
        if (typeof(T) == typeof(long))
            return (long)(object)left < (long)(object)right;
        if (typeof(T) == typeof(ulong))
            return (ulong)(object)left < (ulong)(object)right;
        if (typeof(T) == typeof(Int128))
            return (Int128)(object)left < (Int128)(object)right;
        return IsLess(Unsafe.As<T, Utf8View>(ref left), Unsafe.As<T, Utf8View>(ref right));
    }

    /// <summary>Negative, zero or positive, as <paramref name="left"/> comes before, with or after <paramref name="right"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Compare<T>(T left, T right)
        where T : unmanaged
    {
        if (typeof(T) == typeof(Utf8View))
            return Compare(Unsafe.As<T, Utf8View>(ref left), Unsafe.As<T, Utf8View>(ref right));
        return IsLess(left, right) ? -1 : IsLess(right, left) ? 1 : 0;
    }

    /// <summary>Orders strings and binaries by unsigned bytes, then by length; the first four bytes usually decide.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Compare(Utf8View left, Utf8View right)
    {
        var a = System.Buffers.Binary.BinaryPrimitives.ReverseEndianness((uint)(left.Head >> 32));
        var b = System.Buffers.Binary.BinaryPrimitives.ReverseEndianness((uint)(right.Head >> 32));
        return a != b ? (a < b ? -1 : 1) : left.CompareTo(right);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsLess(Utf8View left, Utf8View right) => Compare(left, right) < 0;
}

using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SqlSpark.Core.Kernels;

/// <summary>Conversions of columns to wider integers, and of integers to floating point: always exact or correctly rounded, never failing.</summary>
public static unsafe class WidenKernels
{
    /// <summary>Converts every value: to a wider integer, or to float or double.</summary>
    /// <typeparam name="TFrom">sbyte, short, int, long or float.</typeparam>
    /// <typeparam name="TTo">A type that is wider, or floating point.</typeparam>
    public static void Widen<TFrom, TTo>(ReadOnlySpan<TFrom> values, Span<TTo> result)
        where TFrom : unmanaged, INumberBase<TFrom>
        where TTo : unmanaged, INumberBase<TTo>
    {
        Debug.Assert(result.Length >= values.Length, "spans of unequal length");
        fixed (TFrom* from = values)
        fixed (TTo* to = result)
            WidenRows(from, to, values.Length);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void WidenRows<TFrom, TTo>(TFrom* from, TTo* to, int rowCount)
        where TFrom : unmanaged, INumberBase<TFrom>
        where TTo : unmanaged, INumberBase<TTo>
    {
        var row = 0;
        if (Vector512.IsHardwareAccelerated && Avx512BW.IsSupported)
        {
            if (typeof(TTo) == typeof(long) && typeof(TFrom) != typeof(long))
            {
                for (; row + 8 <= rowCount; row += 8)
                    ToInt64(from + row).Store((long*)to + row);
            }
            else if (typeof(TTo) == typeof(int) && sizeof(TFrom) < 4)
            {
                for (; row + 16 <= rowCount; row += 16)
                    ToInt32(from + row).Store((int*)to + row);
            }
            else if (typeof(TTo) == typeof(short) && typeof(TFrom) == typeof(sbyte))
            {
                for (; row + 32 <= rowCount; row += 32)
                    Avx512BW.ConvertToVector512Int16(Vector256.Load((sbyte*)from + row)).Store((short*)to + row);
            }
            else if (typeof(TTo) == typeof(double) && typeof(TFrom) == typeof(float))
            {
                for (; row + 8 <= rowCount; row += 8)
                    Avx512F.ConvertToVector512Double(Vector256.Load((float*)from + row)).Store((double*)to + row);
            }
            else if (typeof(TTo) == typeof(double) && typeof(TFrom) != typeof(Int128))
            {
                for (; row + 8 <= rowCount; row += 8)
                    Vector512.ConvertToDouble(typeof(TFrom) == typeof(long) ? Vector512.Load((long*)from + row) : ToInt64(from + row)).Store((double*)to + row);
            }
        }
        else if (Avx2.IsSupported)
        {
            if (typeof(TTo) == typeof(long) && typeof(TFrom) == typeof(int))
            {
                for (; row + 4 <= rowCount; row += 4)
                    Avx2.ConvertToVector256Int64((int*)from + row).Store((long*)to + row);
            }
            else if (typeof(TTo) == typeof(long) && typeof(TFrom) == typeof(short))
            {
                for (; row + 4 <= rowCount; row += 4)
                    Avx2.ConvertToVector256Int64((short*)from + row).Store((long*)to + row);
            }
            else if (typeof(TTo) == typeof(int) && typeof(TFrom) == typeof(short))
            {
                for (; row + 8 <= rowCount; row += 8)
                    Avx2.ConvertToVector256Int32((short*)from + row).Store((int*)to + row);
            }
            else if (typeof(TTo) == typeof(double) && typeof(TFrom) == typeof(int))
            {
                for (; row + 4 <= rowCount; row += 4)
                    Avx.ConvertToVector256Double(Vector128.Load((int*)from + row)).Store((double*)to + row);
            }
        }

        for (; row < rowCount; row++)
            to[row] = Convert<TFrom, TTo>(from[row]);
    }

    /// <summary>Converts one value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TTo Convert<TFrom, TTo>(TFrom value)
        where TFrom : unmanaged, INumberBase<TFrom>
        where TTo : unmanaged, INumberBase<TTo>
    {
        if (typeof(TTo) == typeof(Int128) && typeof(TFrom) != typeof(Int128))
        {
            var low = long.CreateTruncating(value);
            return Unsafe.BitCast<Int128, TTo>(new Int128((ulong)(low >> 63), (ulong)low));
        }

        return TTo.CreateTruncating(value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<long> ToInt64<TFrom>(TFrom* from)
        where TFrom : unmanaged
    {
        if (typeof(TFrom) == typeof(int))
            return Avx512F.ConvertToVector512Int64(Vector256.Load((int*)from));
        if (typeof(TFrom) == typeof(short))
            return Avx512F.ConvertToVector512Int64(Vector128.Load((short*)from));
        return Avx512F.ConvertToVector512Int64(Vector128.CreateScalarUnsafe(*(long*)from).AsSByte());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> ToInt32<TFrom>(TFrom* from)
        where TFrom : unmanaged => typeof(TFrom) == typeof(short)
            ? Avx512F.ConvertToVector512Int32(Vector256.Load((short*)from))
            : Avx512F.ConvertToVector512Int32(Vector128.Load((sbyte*)from));
}

using System.Buffers;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Collections;

/// <summary>Sorts elements by number; NULLs come first in ascending order and last in descending order. Stable. Lists are short, so nothing is made per list.</summary>
internal static class ElementOrder
{
    /// <summary>Up to how many elements each is moved to its place; longer lists are halved.</summary>
    private const int ShortLength = 24;

    /// <summary>Sorts.</summary>
    public static void Sort(Vector elements, Span<int> numbers, bool isAscending)
    {
        if (numbers.Length < 2)
            return;
        if (elements is FlatVector { MayHaveNulls: false } flat)
        {
            switch (flat.Physical)
            {
                case PhysicalType.Int32:
                    SortBy(new Whole<int>(flat, isAscending), numbers);
                    return;
                case PhysicalType.Int64:
                    SortBy(new Whole<long>(flat, isAscending), numbers);
                    return;
            }
        }

        SortBy(new Any(elements, isAscending), numbers);
    }

    private static void SortBy<TOrder>(TOrder order, Span<int> numbers)
        where TOrder : struct, IOrder, allows ref struct
    {
        if (numbers.Length <= ShortLength)
        {
            SortShort(order, numbers);
            return;
        }

        var rented = ArrayPool<int>.Shared.Rent(numbers.Length);
        SortLong(order, numbers, rented.AsSpan(0, numbers.Length));
        ArrayPool<int>.Shared.Return(rented);
    }

    private static void SortShort<TOrder>(TOrder order, Span<int> numbers)
        where TOrder : struct, IOrder, allows ref struct
    {
        for (var i = 1; i < numbers.Length; i++)
        {
            var number = numbers[i];
            var place = i;
            while (place > 0 && order.IsBefore(number, numbers[place - 1]))
            {
                numbers[place] = numbers[place - 1];
                place--;
            }

            numbers[place] = number;
        }
    }

    private static void SortLong<TOrder>(TOrder order, Span<int> numbers, Span<int> scratch)
        where TOrder : struct, IOrder, allows ref struct
    {
        if (numbers.Length <= ShortLength)
        {
            SortShort(order, numbers);
            return;
        }

        var half = numbers.Length / 2;
        SortLong(order, numbers[..half], scratch[..half]);
        SortLong(order, numbers[half..], scratch[half..]);
        numbers[..half].CopyTo(scratch);
        var (left, right) = (0, half);
        for (var i = 0; left < half; i++)
            numbers[i] = right < numbers.Length && order.IsBefore(numbers[right], scratch[left]) ? numbers[right++] : scratch[left++];
    }

    private interface IOrder
    {
        bool IsBefore(int number, int other);
    }

    private readonly ref struct Whole<T>(FlatVector vector, bool isAscending) : IOrder
        where T : unmanaged, IComparable<T>
    {
        private readonly ReadOnlySpan<T> _values = vector.Values<T>();

        public bool IsBefore(int number, int other)
        {
            var order = _values[number].CompareTo(_values[other]);
            return isAscending ? order < 0 : order > 0;
        }
    }

    private readonly struct Any(Vector elements, bool isAscending) : IOrder
    {
        public bool IsBefore(int number, int other)
        {
            var order = VectorComparer.Compare(elements, number, elements, other);
            return isAscending ? order < 0 : order > 0;
        }
    }
}

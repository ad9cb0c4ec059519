using System.Collections;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace SqlSpark.Core.Collections;

/// <summary>
/// An immutable list that compares by its elements. Plan nodes store their lists in it, because records that hold equal
/// <see cref="ImmutableArray{T}"/> values are not equal themselves.
/// </summary>
/// <typeparam name="T">The element type; compared with its default equality comparer.</typeparam>
[CollectionBuilder(typeof(EquatableArray), nameof(EquatableArray.Create))]
public readonly struct EquatableArray<T> : IEquatable<EquatableArray<T>>, IReadOnlyList<T>
{
    private readonly T[]? _items;

    internal EquatableArray(T[] items) => _items = items;

    /// <summary>The list without elements.</summary>
    public static EquatableArray<T> Empty => default;

    private T[] Items => _items ?? [];

    /// <summary>The number of elements.</summary>
    public int Count => _items?.Length ?? 0;

    /// <summary>The number of elements.</summary>
    public int Length => _items?.Length ?? 0;

    /// <summary>True when there are no elements.</summary>
    public bool IsEmpty => Count == 0;

    /// <summary>The element at <paramref name="index"/>.</summary>
    public T this[int index] => Items[index];

    /// <summary>The elements as a span over the same storage.</summary>
    public ReadOnlySpan<T> AsSpan() => _items;

    /// <summary>
    /// Maps every element. Returns this list itself when <paramref name="map"/> returned every element unchanged (by
    /// reference for classes, by value for structs), so that callers can test for change cheaply.
    /// </summary>
    public EquatableArray<T> MapUnchanged(Func<T, T> map)
    {
        ArgumentNullException.ThrowIfNull(map);
        var items = Items;
        for (var i = 0; i < items.Length; i++)
        {
            var mapped = map(items[i]);
            if (Same(mapped, items[i]))
                continue;

            var result = new T[items.Length];
            Array.Copy(items, result, i);
            result[i] = mapped;
            for (i++; i < items.Length; i++)
                result[i] = map(items[i]);
            return new EquatableArray<T>(result);
        }

        return this;
    }

    /// <summary>True when both lists share one storage; a cheap test for "nothing changed".</summary>
    public bool SameStorage(EquatableArray<T> other) => ReferenceEquals(_items, other._items) || (IsEmpty && other.IsEmpty);

    /// <summary>Maps every element to another type.</summary>
    public EquatableArray<TResult> Map<TResult>(Func<T, TResult> map)
    {
        ArgumentNullException.ThrowIfNull(map);
        return IsEmpty ? default : new EquatableArray<TResult>(Array.ConvertAll(Items, item => map(item)));
    }

    /// <summary>This list with one more element at its end.</summary>
    public EquatableArray<T> Add(T item) => new([.. Items, item]);

    /// <summary>This list followed by <paramref name="items"/>.</summary>
    public EquatableArray<T> AddRange(IEnumerable<T> items) => new([.. Items, .. items]);

    /// <summary>This list with the element at <paramref name="index"/> replaced.</summary>
    public EquatableArray<T> SetItem(int index, T item)
    {
        var copy = (T[])Items.Clone();
        copy[index] = item;
        return new EquatableArray<T>(copy);
    }

    /// <inheritdoc />
    public bool Equals(EquatableArray<T> other)
    {
        if (ReferenceEquals(_items, other._items))
            return true;
        if (Count != other.Count)
            return false;

        var comparer = EqualityComparer<T>.Default;
        for (var i = 0; i < Count; i++)
        {
            if (!comparer.Equals(Items[i], other.Items[i]))
                return false;
        }

        return true;
    }

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is EquatableArray<T> other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var item in Items)
            hash.Add(item);
        return hash.ToHashCode();
    }

    /// <summary>Enumerates without allocation.</summary>
    public ReadOnlySpan<T>.Enumerator GetEnumerator() => AsSpan().GetEnumerator();

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => ((IEnumerable<T>)Items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => Items.GetEnumerator();

    /// <summary>Compares by elements.</summary>
    public static bool operator ==(EquatableArray<T> left, EquatableArray<T> right) => left.Equals(right);

    /// <summary>Compares by elements.</summary>
    public static bool operator !=(EquatableArray<T> left, EquatableArray<T> right) => !left.Equals(right);

    private static bool Same(T left, T right) => typeof(T).IsValueType
        ? EqualityComparer<T>.Default.Equals(left, right)
        : ReferenceEquals(left, right);
}

/// <summary>Creates <see cref="EquatableArray{T}"/> values; collection expressions use it too.</summary>
public static class EquatableArray
{
    /// <summary>Copies <paramref name="items"/> into a list.</summary>
    public static EquatableArray<T> Create<T>(ReadOnlySpan<T> items) => items.IsEmpty ? default : new EquatableArray<T>(items.ToArray());

    /// <summary>Copies <paramref name="items"/> into a list.</summary>
    public static EquatableArray<T> ToEquatableArray<T>(this IEnumerable<T> items) => new(items.ToArray());
}

using System.Runtime.CompilerServices;

namespace SqlSpark.Core.Kernels;

/// <summary>Where copied rows go: source row number i of a list to row <c>this[i]</c> of the target.</summary>
internal interface ITargetRows<TSelf>
    where TSelf : struct, ITargetRows<TSelf>, allows ref struct
{
    /// <summary>The target row of the source row at <paramref name="index"/> of the list.</summary>
    int this[int index] { get; }

    /// <summary>The target rows of the part of the list that begins at <paramref name="start"/>.</summary>
    TSelf Skip(int start);
}

/// <summary>One after the other.</summary>
internal readonly struct ConsecutiveRows(int first) : ITargetRows<ConsecutiveRows>
{
    public int this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => first + index;
    }

    public ConsecutiveRows Skip(int start) => new(first + start);
}

/// <summary>At equal distances.</summary>
internal readonly struct SpacedRows(int first, int step) : ITargetRows<SpacedRows>
{
    public int this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => first + (index * step);
    }

    public SpacedRows Skip(int start) => new(first + (start * step), step);
}

/// <summary>Wherever a list says.</summary>
internal readonly ref struct ListedRows(ReadOnlySpan<int> rows) : ITargetRows<ListedRows>
{
    private readonly ReadOnlySpan<int> _rows = rows;

    public int this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _rows[index];
    }

    public ListedRows Skip(int start) => new(_rows[start..]);
}

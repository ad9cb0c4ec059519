using System.Runtime.CompilerServices;

namespace SqlSpark.Core.Kernels;

/// <summary>One side of a dense kernel: a column or a constant, read by row or by register.</summary>
internal interface ILaneSource<T>
    where T : unmanaged
{
    /// <summary>Whether a value may be NaN.</summary>
    static abstract bool MayBeNaN { get; }

    /// <summary>The value of a row.</summary>
    T this[int row] { get; }

    /// <summary>The values of the rows from <paramref name="row"/> on.</summary>
    TLanes Lanes<TLanes>(int row)
        where TLanes : unmanaged, ILanes<TLanes, T>;
}

/// <summary>A column.</summary>
internal readonly unsafe struct ColumnSource<T>(T* address) : ILaneSource<T>
    where T : unmanaged
{
    private readonly T* _address = address;

    public static bool MayBeNaN
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(double) || typeof(T) == typeof(float);
    }

    public T this[int row]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _address[row];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Lanes<TLanes>(int row)
        where TLanes : unmanaged, ILanes<TLanes, T> => TLanes.Load(_address + row);
}

/// <summary>The same value in every row.</summary>
internal readonly struct ConstantSource<T>(T value) : ILaneSource<T>
    where T : unmanaged
{
    private readonly T _value = value;

    public static bool MayBeNaN
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(double) || typeof(T) == typeof(float);
    }

    public T this[int row]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Lanes<TLanes>(int row)
        where TLanes : unmanaged, ILanes<TLanes, T> => TLanes.Create(_value);
}

/// <summary>The same value in every row, which is not NaN.</summary>
internal readonly struct NumberSource<T>(T value) : ILaneSource<T>
    where T : unmanaged
{
    private readonly T _value = value;

    public static bool MayBeNaN => false;

    public T this[int row]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Lanes<TLanes>(int row)
        where TLanes : unmanaged, ILanes<TLanes, T> => TLanes.Create(_value);
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SqlSpark.Core.Kernels;

/// <summary>Lanes of 128 bits.</summary>
internal readonly unsafe struct Lanes128<T>(Vector128<T> value) : ILanes<Lanes128<T>, T>
    where T : unmanaged
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    private readonly Vector128<T> _value = value;

    /// <summary>The register itself.</summary>
    public Vector128<T> Value
    {
        [MethodImpl(Inline)]
        get => _value;
    }

    public static int Count
    {
        [MethodImpl(Inline)]
        get => Vector128<T>.Count;
    }

    public static Lanes128<T> Zero
    {
        [MethodImpl(Inline)]
        get => new(Vector128<T>.Zero);
    }

    [MethodImpl(Inline)]
    public static Lanes128<T> Create(T value) => new(Vector128.Create(value));

    [MethodImpl(Inline)]
    public static Lanes128<T> Load(T* address) => new(Vector128.Load(address));

    [MethodImpl(Inline)]
    public static void Store(Lanes128<T> value, T* address) => value._value.Store(address);

    [MethodImpl(Inline)]
    public static Lanes128<T> operator +(Lanes128<T> left, Lanes128<T> right) => new(left._value + right._value);

    [MethodImpl(Inline)]
    public static Lanes128<T> operator -(Lanes128<T> left, Lanes128<T> right) => new(left._value - right._value);

    [MethodImpl(Inline)]
    public static Lanes128<T> operator *(Lanes128<T> left, Lanes128<T> right) => new(left._value * right._value);

    [MethodImpl(Inline)]
    public static Lanes128<T> operator &(Lanes128<T> left, Lanes128<T> right) => new(left._value & right._value);

    [MethodImpl(Inline)]
    public static Lanes128<T> operator |(Lanes128<T> left, Lanes128<T> right) => new(left._value | right._value);

    [MethodImpl(Inline)]
    public static Lanes128<T> operator ^(Lanes128<T> left, Lanes128<T> right) => new(left._value ^ right._value);

    [MethodImpl(Inline)]
    public static Lanes128<T> operator ~(Lanes128<T> value) => new(~value._value);

    [MethodImpl(Inline)]
    public static Lanes128<T> operator >>(Lanes128<T> value, int bitCount) => new(value._value >> bitCount);

    [MethodImpl(Inline)]
    public static Lanes128<T> operator >>>(Lanes128<T> value, int bitCount) => new(value._value >>> bitCount);

    [MethodImpl(Inline)]
    public static Lanes128<T> operator <<(Lanes128<T> value, int bitCount) => new(value._value << bitCount);

    [MethodImpl(Inline)]
    public static Lanes128<T> Equal(Lanes128<T> left, Lanes128<T> right) => new(Vector128.Equals(left._value, right._value));

    [MethodImpl(Inline)]
    public static ulong EqualBits(Lanes128<T> left, Lanes128<T> right) => Vector128.Equals(left._value, right._value).ExtractMostSignificantBits();

    [MethodImpl(Inline)]
    public static ulong LessThanBits(Lanes128<T> left, Lanes128<T> right) => Vector128.LessThan(left._value, right._value).ExtractMostSignificantBits();

    [MethodImpl(Inline)]
    public static ulong LessThanOrEqualBits(Lanes128<T> left, Lanes128<T> right) => Vector128.LessThanOrEqual(left._value, right._value).ExtractMostSignificantBits();

    [MethodImpl(Inline)]
    public static Lanes128<T> Min(Lanes128<T> left, Lanes128<T> right) => new(Vector128.Min(left._value, right._value));

    [MethodImpl(Inline)]
    public static Lanes128<T> Max(Lanes128<T> left, Lanes128<T> right) => new(Vector128.Max(left._value, right._value));

    [MethodImpl(Inline)]
    public static Lanes128<T> Select(Lanes128<T> mask, Lanes128<T> ifTrue, Lanes128<T> ifFalse) =>
        new(Vector128.ConditionalSelect(mask._value, ifTrue._value, ifFalse._value));

    [MethodImpl(Inline)]
    public static ulong SignBits(Lanes128<T> value) => value._value.ExtractMostSignificantBits();

    [MethodImpl(Inline)]
    public static Lanes128<T> MaskOf(ulong bits)
    {
        if (sizeof(T) == 8)
        {
            var ofLane = Vector128.Create(1L, 2);
            return new(Vector128.Equals(Vector128.Create((long)bits) & ofLane, ofLane).As<long, T>());
        }
        else
        {
            var ofLane = Vector128.Create(1, 2, 4, 8);
            return new(Vector128.Equals(Vector128.Create((int)bits) & ofLane, ofLane).As<int, T>());
        }
    }

    [MethodImpl(Inline)]
    public static T Get(Lanes128<T> value, int lane) => value._value.GetElement(lane);
}

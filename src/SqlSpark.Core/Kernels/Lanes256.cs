using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SqlSpark.Core.Kernels;

/// <summary>Lanes of 256 bits.</summary>
internal readonly unsafe struct Lanes256<T>(Vector256<T> value) : ILanes<Lanes256<T>, T>
    where T : unmanaged
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    private readonly Vector256<T> _value = value;

    /// <summary>The register itself.</summary>
    public Vector256<T> Value
    {
        [MethodImpl(Inline)]
        get => _value;
    }

    public static int Count
    {
        [MethodImpl(Inline)]
        get => Vector256<T>.Count;
    }

    public static Lanes256<T> Zero
    {
        [MethodImpl(Inline)]
        get => new(Vector256<T>.Zero);
    }

    [MethodImpl(Inline)]
    public static Lanes256<T> Create(T value) => new(Vector256.Create(value));

    [MethodImpl(Inline)]
    public static Lanes256<T> Load(T* address) => new(Vector256.Load(address));

    [MethodImpl(Inline)]
    public static void Store(Lanes256<T> value, T* address) => value._value.Store(address);

    [MethodImpl(Inline)]
    public static Lanes256<T> operator +(Lanes256<T> left, Lanes256<T> right) => new(left._value + right._value);

    [MethodImpl(Inline)]
    public static Lanes256<T> operator -(Lanes256<T> left, Lanes256<T> right) => new(left._value - right._value);

    [MethodImpl(Inline)]
    public static Lanes256<T> operator *(Lanes256<T> left, Lanes256<T> right) => new(left._value * right._value);

    [MethodImpl(Inline)]
    public static Lanes256<T> operator &(Lanes256<T> left, Lanes256<T> right) => new(left._value & right._value);

    [MethodImpl(Inline)]
    public static Lanes256<T> operator |(Lanes256<T> left, Lanes256<T> right) => new(left._value | right._value);

    [MethodImpl(Inline)]
    public static Lanes256<T> operator ^(Lanes256<T> left, Lanes256<T> right) => new(left._value ^ right._value);

    [MethodImpl(Inline)]
    public static Lanes256<T> operator ~(Lanes256<T> value) => new(~value._value);

    [MethodImpl(Inline)]
    public static Lanes256<T> operator >>(Lanes256<T> value, int bitCount) => new(value._value >> bitCount);

    [MethodImpl(Inline)]
    public static Lanes256<T> operator >>>(Lanes256<T> value, int bitCount) => new(value._value >>> bitCount);

    [MethodImpl(Inline)]
    public static Lanes256<T> operator <<(Lanes256<T> value, int bitCount) => new(value._value << bitCount);

    [MethodImpl(Inline)]
    public static Lanes256<T> Equal(Lanes256<T> left, Lanes256<T> right) => new(Vector256.Equals(left._value, right._value));

    [MethodImpl(Inline)]
    public static ulong EqualBits(Lanes256<T> left, Lanes256<T> right) => Vector256.Equals(left._value, right._value).ExtractMostSignificantBits();

    [MethodImpl(Inline)]
    public static ulong LessThanBits(Lanes256<T> left, Lanes256<T> right) => Vector256.LessThan(left._value, right._value).ExtractMostSignificantBits();

    [MethodImpl(Inline)]
    public static ulong LessThanOrEqualBits(Lanes256<T> left, Lanes256<T> right) => Vector256.LessThanOrEqual(left._value, right._value).ExtractMostSignificantBits();

    [MethodImpl(Inline)]
    public static Lanes256<T> Min(Lanes256<T> left, Lanes256<T> right) => new(Vector256.Min(left._value, right._value));

    [MethodImpl(Inline)]
    public static Lanes256<T> Max(Lanes256<T> left, Lanes256<T> right) => new(Vector256.Max(left._value, right._value));

    [MethodImpl(Inline)]
    public static Lanes256<T> Select(Lanes256<T> mask, Lanes256<T> ifTrue, Lanes256<T> ifFalse) =>
        new(Vector256.ConditionalSelect(mask._value, ifTrue._value, ifFalse._value));

    [MethodImpl(Inline)]
    public static ulong SignBits(Lanes256<T> value) => value._value.ExtractMostSignificantBits();

    [MethodImpl(Inline)]
    public static Lanes256<T> MaskOf(ulong bits)
    {
        if (sizeof(T) == 8)
        {
            var ofLane = Vector256.Create(1L, 2, 4, 8);
            return new(Vector256.Equals(Vector256.Create((long)bits) & ofLane, ofLane).As<long, T>());
        }
        else
        {
            var ofLane = Vector256.Create(1, 2, 4, 8, 16, 32, 64, 128);
            return new(Vector256.Equals(Vector256.Create((int)bits) & ofLane, ofLane).As<int, T>());
        }
    }

    [MethodImpl(Inline)]
    public static T Get(Lanes256<T> value, int lane) => value._value.GetElement(lane);
}

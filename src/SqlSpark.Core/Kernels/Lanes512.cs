using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SqlSpark.Core.Kernels;

/// <summary>Lanes of 512 bits.</summary>
internal readonly unsafe struct Lanes512<T>(Vector512<T> value) : ILanes<Lanes512<T>, T>
    where T : unmanaged
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    private readonly Vector512<T> _value = value;

    /// <summary>The register itself.</summary>
    public Vector512<T> Value
    {
        [MethodImpl(Inline)]
        get => _value;
    }

    public static int Count
    {
        [MethodImpl(Inline)]
        get => Vector512<T>.Count;
    }

    public static Lanes512<T> Zero
    {
        [MethodImpl(Inline)]
        get => new(Vector512<T>.Zero);
    }

    [MethodImpl(Inline)]
    public static Lanes512<T> Create(T value) => new(Vector512.Create(value));

    [MethodImpl(Inline)]
    public static Lanes512<T> Load(T* address) => new(Vector512.Load(address));

    [MethodImpl(Inline)]
    public static void Store(Lanes512<T> value, T* address) => value._value.Store(address);

    [MethodImpl(Inline)]
    public static Lanes512<T> operator +(Lanes512<T> left, Lanes512<T> right) => new(left._value + right._value);

    [MethodImpl(Inline)]
    public static Lanes512<T> operator -(Lanes512<T> left, Lanes512<T> right) => new(left._value - right._value);

    [MethodImpl(Inline)]
    public static Lanes512<T> operator *(Lanes512<T> left, Lanes512<T> right) => new(left._value * right._value);

    [MethodImpl(Inline)]
    public static Lanes512<T> operator &(Lanes512<T> left, Lanes512<T> right) => new(left._value & right._value);

    [MethodImpl(Inline)]
    public static Lanes512<T> operator |(Lanes512<T> left, Lanes512<T> right) => new(left._value | right._value);

    [MethodImpl(Inline)]
    public static Lanes512<T> operator ^(Lanes512<T> left, Lanes512<T> right) => new(left._value ^ right._value);

    [MethodImpl(Inline)]
    public static Lanes512<T> operator ~(Lanes512<T> value) => new(~value._value);

    [MethodImpl(Inline)]
    public static Lanes512<T> operator >>(Lanes512<T> value, int bitCount) => new(value._value >> bitCount);

    [MethodImpl(Inline)]
    public static Lanes512<T> operator >>>(Lanes512<T> value, int bitCount) => new(value._value >>> bitCount);

    [MethodImpl(Inline)]
    public static Lanes512<T> operator <<(Lanes512<T> value, int bitCount) => new(value._value << bitCount);

    [MethodImpl(Inline)]
    public static Lanes512<T> Equal(Lanes512<T> left, Lanes512<T> right) => new(Vector512.Equals(left._value, right._value));

    [MethodImpl(Inline)]
    public static ulong EqualBits(Lanes512<T> left, Lanes512<T> right) => Vector512.Equals(left._value, right._value).ExtractMostSignificantBits();

    [MethodImpl(Inline)]
    public static ulong LessThanBits(Lanes512<T> left, Lanes512<T> right) => Vector512.LessThan(left._value, right._value).ExtractMostSignificantBits();

    [MethodImpl(Inline)]
    public static ulong LessThanOrEqualBits(Lanes512<T> left, Lanes512<T> right) => Vector512.LessThanOrEqual(left._value, right._value).ExtractMostSignificantBits();

    [MethodImpl(Inline)]
    public static Lanes512<T> Min(Lanes512<T> left, Lanes512<T> right) => new(Vector512.Min(left._value, right._value));

    [MethodImpl(Inline)]
    public static Lanes512<T> Max(Lanes512<T> left, Lanes512<T> right) => new(Vector512.Max(left._value, right._value));

    [MethodImpl(Inline)]
    public static Lanes512<T> Select(Lanes512<T> mask, Lanes512<T> ifTrue, Lanes512<T> ifFalse) =>
        new(Vector512.ConditionalSelect(mask._value, ifTrue._value, ifFalse._value));

    [MethodImpl(Inline)]
    public static ulong SignBits(Lanes512<T> value) => value._value.ExtractMostSignificantBits();

    [MethodImpl(Inline)]
    public static Lanes512<T> MaskOf(ulong bits)
    {
        if (sizeof(T) == 8)
        {
            var ofLane = Vector512.Create(1L, 2, 4, 8, 16, 32, 64, 128);
            return new(Vector512.Equals(Vector512.Create((long)bits) & ofLane, ofLane).As<long, T>());
        }
        else
        {
            var ofLane = Vector512.Create(1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768);
            return new(Vector512.Equals(Vector512.Create((int)bits) & ofLane, ofLane).As<int, T>());
        }
    }

    [MethodImpl(Inline)]
    public static T Get(Lanes512<T> value, int lane) => value._value.GetElement(lane);
}

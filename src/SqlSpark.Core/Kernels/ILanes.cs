namespace SqlSpark.Core.Kernels;

/// <summary>
/// One SIMD register of <typeparamref name="T"/>, of whatever width <typeparamref name="TSelf"/> stands for. Kernels are written
/// once over this interface and compiled for 512, 256 and 128 bits; which one runs is decided by constants of the JIT.
/// </summary>
/// <remarks>Comparisons return masks: all bits of a lane set, or none. Comparisons of floating point follow IEEE 754.</remarks>
internal unsafe interface ILanes<TSelf, T>
    where TSelf : unmanaged, ILanes<TSelf, T>
    where T : unmanaged
{
    /// <summary>Values in a register.</summary>
    static abstract int Count { get; }

    static abstract TSelf Zero { get; }

    static abstract TSelf Create(T value);

    static abstract TSelf Load(T* address);

    static abstract void Store(TSelf value, T* address);

    static abstract TSelf operator +(TSelf left, TSelf right);

    static abstract TSelf operator -(TSelf left, TSelf right);

    static abstract TSelf operator *(TSelf left, TSelf right);

    static abstract TSelf operator &(TSelf left, TSelf right);

    static abstract TSelf operator |(TSelf left, TSelf right);

    static abstract TSelf operator ^(TSelf left, TSelf right);

    static abstract TSelf operator ~(TSelf value);

    /// <summary>Shifts in copies of the sign bit.</summary>
    static abstract TSelf operator >>(TSelf value, int bitCount);

    /// <summary>Shifts in zeros.</summary>
    static abstract TSelf operator >>>(TSelf value, int bitCount);

    static abstract TSelf operator <<(TSelf value, int bitCount);

    static abstract TSelf Equal(TSelf left, TSelf right);

    /// <summary>The lanes where <see cref="Equal"/> holds, as bits.</summary>
    /// <remarks>Of its own, as the other two: the JIT does not see through the mask that lies between a comparison and its bits.</remarks>
    static abstract ulong EqualBits(TSelf left, TSelf right);

    /// <summary>The lanes where <c>left &lt; right</c> holds, as bits.</summary>
    static abstract ulong LessThanBits(TSelf left, TSelf right);

    /// <summary>The lanes where <c>left &lt;= right</c> holds, as bits.</summary>
    static abstract ulong LessThanOrEqualBits(TSelf left, TSelf right);

    /// <summary>Lanes of <paramref name="ifTrue"/> where <paramref name="mask"/> is set, else of <paramref name="ifFalse"/>.</summary>
    static abstract TSelf Select(TSelf mask, TSelf ifTrue, TSelf ifFalse);

    static abstract TSelf Min(TSelf left, TSelf right);

    static abstract TSelf Max(TSelf left, TSelf right);

    /// <summary>Bit i is the sign bit of lane i; of a mask, whether the lane is set.</summary>
    static abstract ulong SignBits(TSelf value);

    /// <summary>The mask whose lane i is set when bit i is. For lanes of 4 and 8 bytes.</summary>
    static abstract TSelf MaskOf(ulong bits);

    /// <summary>One lane.</summary>
    static abstract T Get(TSelf value, int lane);
}

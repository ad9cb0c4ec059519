using System.Numerics;
using System.Runtime.CompilerServices;

namespace SqlSpark.BuiltinFunctions.Scalar.Hashes;

/// <summary>A digest made of 32-bit words over blocks of 64 bytes, for several values at once: lane i of each vector belongs to value i.</summary>
internal interface ILaneHash
{
    /// <summary>The words of the state before the first block.</summary>
    static abstract ReadOnlySpan<uint> InitialState { get; }

    /// <summary>Bytes of the digest; the first words of the last state.</summary>
    static abstract int DigestLength { get; }

    /// <summary>The order of bytes in words, in the length of the value, and in the digest.</summary>
    static abstract bool IsBigEndian { get; }

    /// <summary>Takes one block of each lane into the state.</summary>
    /// <param name="state">A vector for each word of the state.</param>
    /// <param name="words">The 16 words of the blocks; used up.</param>
    static abstract void Mix(Span<Vector<uint>> state, Span<Vector<uint>> words);

    /// <summary>Rotates each lane to the left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector<uint> RotateLeft(Vector<uint> value, int count) => (value << count) | (value >>> (32 - count));
}

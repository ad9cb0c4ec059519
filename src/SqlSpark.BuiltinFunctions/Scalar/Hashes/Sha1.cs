using System.Numerics;
using System.Runtime.CompilerServices;

namespace SqlSpark.BuiltinFunctions.Scalar.Hashes;

/// <summary>SHA-1. FIPS 180-4, section 6.1.</summary>
internal readonly struct Sha1 : ILaneHash
{
    public static ReadOnlySpan<uint> InitialState => [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];

    public static int DigestLength => 20;

    public static bool IsBigEndian => true;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Mix(Span<Vector<uint>> state, Span<Vector<uint>> words)
    {
        var (a, b, c, d, e) = (state[0], state[1], state[2], state[3], state[4]);
        for (var i = 0; i < 80; i++)
        {
            if (i >= 16)
                words[i & 15] = ILaneHash.RotateLeft(words[(i + 13) & 15] ^ words[(i + 8) & 15] ^ words[(i + 2) & 15] ^ words[i & 15], 1);
            var (mixed, constant) = i switch
            {
                < 20 => ((b & c) | (d & ~b), 0x5a827999u),
                < 40 => (b ^ c ^ d, 0x6ed9eba1u),
                < 60 => ((b & c) | (b & d) | (c & d), 0x8f1bbcdcu),
                _ => (b ^ c ^ d, 0xca62c1d6u),
            };
            var first = ILaneHash.RotateLeft(a, 5) + mixed + e + words[i & 15] + new Vector<uint>(constant);
            (e, d, c, b, a) = (d, c, ILaneHash.RotateLeft(b, 30), a, first);
        }

        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
        state[4] += e;
    }
}

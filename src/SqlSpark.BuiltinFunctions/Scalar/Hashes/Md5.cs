using System.Numerics;
using System.Runtime.CompilerServices;

namespace SqlSpark.BuiltinFunctions.Scalar.Hashes;

/// <summary>MD5. RFC 1321.</summary>
internal readonly struct Md5 : ILaneHash
{
    public static ReadOnlySpan<uint> InitialState => [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];

    public static int DigestLength => 16;

    public static bool IsBigEndian => false;

    // floor(2^32 * |sin(i + 1)|)
    private static ReadOnlySpan<uint> Constants =>
    [
        0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501, 0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be,
        0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821, 0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8,
        0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a, 0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c,
        0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70, 0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665,
        0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1, 0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1,
        0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391,
    ];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Mix(Span<Vector<uint>> state, Span<Vector<uint>> words)
    {
        var (a, b, c, d) = (state[0], state[1], state[2], state[3]);
        for (var i = 0; i < 16; i += 4)
        {
            a = Step(a, b, (b & c) | (d & ~b), words, i, i, 7);
            d = Step(d, a, (a & b) | (c & ~a), words, i + 1, i + 1, 12);
            c = Step(c, d, (d & a) | (b & ~d), words, i + 2, i + 2, 17);
            b = Step(b, c, (c & d) | (a & ~c), words, i + 3, i + 3, 22);
        }

        for (var i = 16; i < 32; i += 4)
        {
            a = Step(a, b, (d & b) | (c & ~d), words, i, (5 * i) + 1, 5);
            d = Step(d, a, (c & a) | (b & ~c), words, i + 1, (5 * i) + 6, 9);
            c = Step(c, d, (b & d) | (a & ~b), words, i + 2, (5 * i) + 11, 14);
            b = Step(b, c, (a & c) | (d & ~a), words, i + 3, 5 * i, 20);
        }

        for (var i = 32; i < 48; i += 4)
        {
            a = Step(a, b, b ^ c ^ d, words, i, (3 * i) + 5, 4);
            d = Step(d, a, a ^ b ^ c, words, i + 1, (3 * i) + 8, 11);
            c = Step(c, d, d ^ a ^ b, words, i + 2, (3 * i) + 11, 16);
            b = Step(b, c, c ^ d ^ a, words, i + 3, (3 * i) + 14, 23);
        }

        for (var i = 48; i < 64; i += 4)
        {
            a = Step(a, b, c ^ (b | ~d), words, i, 7 * i, 6);
            d = Step(d, a, b ^ (a | ~c), words, i + 1, (7 * i) + 7, 10);
            c = Step(c, d, a ^ (d | ~b), words, i + 2, (7 * i) + 14, 15);
            b = Step(b, c, d ^ (c | ~a), words, i + 3, (7 * i) + 21, 21);
        }

        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<uint> Step(Vector<uint> sum, Vector<uint> next, Vector<uint> mixed, ReadOnlySpan<Vector<uint>> words, int round, int word, int shift) =>
        next + ILaneHash.RotateLeft(sum + mixed + words[word & 15] + new Vector<uint>(Constants[round]), shift);
}

using System.Numerics;

namespace SqlSpark.BuiltinFunctions.Scalar.Hashes;

/// <summary>SHA-224: SHA-256 from another state, cut. FIPS 180-4, section 6.3.</summary>
internal readonly struct Sha224 : ILaneHash
{
    public static ReadOnlySpan<uint> InitialState => [0xc1059ed8, 0x367cd507, 0x3070dd17, 0xf70e5939, 0xffc00b31, 0x68581511, 0x64f98fa7, 0xbefa4fa4];

    public static int DigestLength => 28;

    public static bool IsBigEndian => true;

    public static void Mix(Span<Vector<uint>> state, Span<Vector<uint>> words) => Sha256.Mix(state, words);
}

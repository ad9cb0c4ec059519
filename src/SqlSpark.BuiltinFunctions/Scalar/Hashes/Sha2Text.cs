using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Hashes;

/// <summary><c>sha2(bytes, bits)</c>: the SHA-2 digest in hexadecimal digits.</summary>
/// <remarks>Spark: <c>Sha2</c> in hash.scala. NULL for a length that there is not.</remarks>
internal static class Sha2Text
{
    public static readonly ScalarFunction Definition = new("sha2")
    {
        Group = FunctionGroup.Hash,
        Since = "1.5.0",
        Usage = "sha2(expr, bitLength) - Returns the SHA-2 digest of a binary of 224, 256, 384 or 512 bits in hexadecimal digits; 0 is 256, another length gives NULL.",
        Examples =
        [
            new("SELECT sha2('Spark', 256)", "529bc3b07127ecb7e53a4dcf1991d9152c24537d919178022b2c42657f79a26b"),
            new("SELECT sha2('Spark', 100)", "NULL"),
            new("SELECT sha2('', 224)", "d14a028c2a3a2bc9476102bb288234c415a2b01f828ea62ac5b3e42f"),
        ],
        Overloads = [OfColumn with { Bind = Bind }],
    };

    private static FunctionOverload OfColumn => Overload.TryUtf8<Utf8View, int, Operation>(BinaryType.Instance, onError: OnError.Null);

    private static BoundFunction Bind(BindCall call) =>
        !call.Arguments[1].IsFoldable ? OfColumn.Bind(call) : call.Constant(1)?.Value switch
        {
            0 or 256 => OfLength<Sha256>(call),
            224 => OfLength<Sha224>(call),
            _ => OfColumn.Bind(call),
        };

    private static BoundFunction OfLength<THash>(BindCall call)
        where THash : struct, ILaneHash =>
        DigestKernel<THash>.Overload.Bind(call) with { Nullable = true, Signature = [THash.DigestLength] };

    /// <summary>For lengths out of a column.</summary>
    private readonly struct Operation : ITryUtf8Operation<Utf8View, int>
    {
        [ThreadStatic]
        private static LaneHasher<Sha224>? _sha224;

        public static bool TryInvoke(Utf8View first, int second, ref Utf8Writer result)
        {
            Span<byte> digest = stackalloc byte[64];
            int length;
            switch (second)
            {
                case 224:
                    length = Sha224.DigestLength;
                    _sha224 ??= new LaneHasher<Sha224>();
                    _sha224.Hash([first]);
                    _sha224.CopyDigest(0, digest);
                    break;
                case 0 or 256:
                    length = System.Security.Cryptography.SHA256.HashData(first.Bytes, digest);
                    break;
                case 384:
                    length = System.Security.Cryptography.SHA384.HashData(first.Bytes, digest);
                    break;
                case 512:
                    length = System.Security.Cryptography.SHA512.HashData(first.Bytes, digest);
                    break;
                default:
                    return false;
            }

            Convert.TryToHexStringLower(digest[..length], result.GetSpan(2 * length), out var written);
            result.Advance(written);
            return true;
        }

        public static RowError Error(Utf8View first, int second) => default;
    }
}

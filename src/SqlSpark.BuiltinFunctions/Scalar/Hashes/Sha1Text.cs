using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Scalar.Hashes;

/// <summary><c>sha1(bytes)</c>: the SHA1 digest in hexadecimal digits.</summary>
/// <remarks>Spark: <c>Sha1</c> in hash.scala.</remarks>
internal static class Sha1Text
{
    public static readonly ScalarFunction Definition = new("sha1")
    {
        Aliases = ["sha"],
        Group = FunctionGroup.Hash,
        Since = "1.5.0",
        Usage = "sha1(expr) - Returns the SHA1 digest of a binary in hexadecimal digits.",
        Examples = [new("SELECT sha1('Spark')", "85f5955f4b27a9a4c2aab6ffe5d7189fc298b92c")],
        Overloads = [DigestKernel<Sha1>.Overload],
    };
}

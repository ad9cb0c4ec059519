using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Scalar.Hashes;

/// <summary><c>md5(bytes)</c>: the MD5 digest in hexadecimal digits.</summary>
/// <remarks>Spark: <c>Md5</c> in hash.scala.</remarks>
internal static class Md5Text
{
    public static readonly ScalarFunction Definition = new("md5")
    {
        Group = FunctionGroup.Hash,
        Since = "1.5.0",
        Usage = "md5(expr) - Returns the MD5 digest of a binary in hexadecimal digits.",
        Examples = [new("SELECT md5('Spark')", "8cde774d6f7333752ed72cacddb05126")],
        Overloads = [DigestKernel<Md5>.Overload],
    };
}

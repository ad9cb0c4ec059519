using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Scalar.Ciphers;

/// <summary><c>aes_encrypt(value, key[, mode[, padding[, iv[, aad]]]])</c>: a binary encrypted by AES.</summary>
/// <remarks>Spark: <c>AesEncrypt</c> in misc.scala. A vector that was not given is random.</remarks>
internal static class AesEncrypt
{
    public static readonly ScalarFunction Definition = new("aes_encrypt")
    {
        Printer = static (name, arguments) => AesCipher.Print(name, arguments, 6),
        Group = FunctionGroup.Misc,
        Since = "3.3.0",
        Usage = "aes_encrypt(expr, key[, mode[, padding[, iv[, aad]]]]) - Returns expr encrypted by AES with a key of 16, 24 or 32 bytes, in the mode GCM, CBC or ECB.",
        Examples =
        [
            new(
                "SELECT base64(aes_encrypt('Spark', 'abcdefghijklmnop12345678ABCDEFGH', 'CBC', 'DEFAULT', unhex('00000000000000000000000000000000')))",
                "AAAAAAAAAAAAAAAAAAAAAPSd4mWyMZ5mhvjiAPQJnfg="),
            new("SELECT base64(aes_encrypt('Spark SQL', '1234567890abcdef', 'ECB', 'PKCS'))", "3lmwu+Mw0H3fi5NDvcu9lg=="),
        ],
        Overloads = [AesCipher.Encryption],
    };
}

using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Scalar.Ciphers;

/// <summary><c>aes_decrypt(value, key[, mode[, padding[, aad]]])</c>: what <c>aes_encrypt</c> encrypted.</summary>
/// <remarks>Spark: <c>AesDecrypt</c> in misc.scala. INVALID_PARAMETER_VALUE.AES_CRYPTO_ERROR.</remarks>
internal static class AesDecrypt
{
    public static readonly ScalarFunction Definition = new("aes_decrypt")
    {
        Printer = static (name, arguments) => AesCipher.Print(name, arguments, 5),
        Group = FunctionGroup.Misc,
        Since = "3.3.0",
        Usage = "aes_decrypt(expr, key[, mode[, padding[, aad]]]) - Returns expr decrypted by AES with a key of 16, 24 or 32 bytes, in the mode GCM, CBC or ECB.",
        Examples =
        [
            new("SELECT aes_decrypt(unhex('83F16B2AA704794132802D248E6BFD4E380078182D1544813898AC97E709B28A94'), '0000111122223333')", "Spark"),
            new("SELECT aes_decrypt(unbase64('2NYmDCjgXTbbxGA3/SnJEfFC/JQ7olk2VQWReIAAFKo='), '1234567890abcdef', 'CBC')", "Apache Spark"),
        ],
        Overloads = [AesCipher.Decryption(OnError.Throw)],
    };
}

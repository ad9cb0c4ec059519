using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Scalar.Ciphers;

/// <summary><c>try_aes_decrypt(value, key[, mode[, padding[, aad]]])</c>: as <c>aes_decrypt</c>, with NULL for an error.</summary>
/// <remarks>Spark: <c>TryAesDecrypt</c> in misc.scala.</remarks>
internal static class TryAesDecrypt
{
    public static readonly ScalarFunction Definition = new("try_aes_decrypt")
    {
        Printer = static (name, arguments) => AesCipher.Print(name, arguments, 5),
        Group = FunctionGroup.Misc,
        Since = "3.5.0",
        Usage = "try_aes_decrypt(expr, key[, mode[, padding[, aad]]]) - Returns expr decrypted as aes_decrypt does, or NULL where that fails.",
        Examples =
        [
            new("SELECT try_aes_decrypt(unhex('6E7CA17BBB468D3084B5744BCA729FB7B2B7BCB8E4472847D02670489D95FA97DBBA7D3210'), '0000111122223333', 'GCM')", "Spark SQL"),
            new("SELECT try_aes_decrypt(X'00', '0000111122223333', 'GCM')", "NULL"),
        ],
        Overloads = [AesCipher.Decryption(OnError.Null)],
    };
}

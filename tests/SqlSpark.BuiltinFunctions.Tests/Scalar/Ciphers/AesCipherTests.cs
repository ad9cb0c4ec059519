using Xunit;

namespace SqlSpark.BuiltinFunctions.Tests.Scalar.Ciphers;

public sealed class AesCipherTests
{
    [Theory]
    [InlineData("GCM")]
    [InlineData("cbc")]
    [InlineData("ECB")]
    public void What_is_encrypted_can_be_decrypted(string mode) =>
        Assert.Equal(
            [true],
            Queries.Rows($"""
                SELECT DISTINCT aes_decrypt(aes_encrypt(t, k, '{mode}'), k, '{mode}') = CAST(t AS BINARY)
                FROM (SELECT repeat('a', CAST(id AS INT)) AS t, substring('abcdefghijklmnop12345678ABCDEFGH', 1, 16 + 8 * CAST(id % 3 AS INT)) AS k FROM range(70))
                """).Select(r => r[0]));

    [Fact]
    public void Vectors_are_random() => Assert.Equal(
        2L, Queries.Value("SELECT count(DISTINCT hex(aes_encrypt(concat('a', id - id), '1234567890abcdef'))) FROM range(2)"));

    [Theory]
    [InlineData("aes_encrypt('a', 'short')", "INVALID_PARAMETER_VALUE.AES_KEY_LENGTH")]
    [InlineData("aes_encrypt('a', '1234567890abcdef', 'CFB')", "UNSUPPORTED_FEATURE.AES_MODE")]
    [InlineData("aes_encrypt('a', '1234567890abcdef', 'GCM', 'PKCS')", "UNSUPPORTED_FEATURE.AES_MODE")]
    [InlineData("aes_encrypt('a', '1234567890abcdef', 'CBC', 'DEFAULT', X'00')", "INVALID_PARAMETER_VALUE.AES_IV_LENGTH")]
    [InlineData("aes_encrypt('a', '1234567890abcdef', 'ECB', 'DEFAULT', X'00')", "UNSUPPORTED_FEATURE.AES_MODE_IV")]
    [InlineData("aes_encrypt('a', '1234567890abcdef', 'CBC', 'DEFAULT', X'', 'aad')", "UNSUPPORTED_FEATURE.AES_MODE_AAD")]
    [InlineData("aes_decrypt(X'00', '1234567890abcdef')", "INVALID_PARAMETER_VALUE.AES_CRYPTO_ERROR")]
    [InlineData("aes_decrypt(X'00112233', '1234567890abcdef', 'CBC')", "INVALID_PARAMETER_VALUE.AES_CRYPTO_ERROR")]
    [InlineData("aes_decrypt(X'00112233', '1234567890abcdef', 'ECB')", "INVALID_PARAMETER_VALUE.AES_CRYPTO_ERROR")]
    [InlineData("aes_decrypt(aes_encrypt('a', '1234567890abcdef'), '1234567890abcdeX')", "INVALID_PARAMETER_VALUE.AES_CRYPTO_ERROR")]
    public void Errors(string expression, string condition)
    {
        Assert.Equal(condition, Queries.Error($"SELECT {expression}").Condition);
        Assert.Equal(condition, Queries.Error($"SELECT {expression}", ansi: false).Condition);
    }

    [Fact]
    public void Rows_that_fail_are_NULL_for_the_twin() =>
        Assert.Equal(
            ["Spark", null, null],
            Queries.Rows("""
                SELECT CAST(try_aes_decrypt(c, '0000111122223333') AS STRING)
                FROM VALUES (unhex('83F16B2AA704794132802D248E6BFD4E380078182D1544813898AC97E709B28A94')), (X'00'), (NULL) AS t(c)
                """).Select(r => r[0]));
}

using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;

namespace SqlSpark.BuiltinFunctions.Scalar.Urls;

/// <summary><c>url_encode(s)</c>: text as application/x-www-form-urlencoded.</summary>
/// <remarks>Spark: <c>UrlEncode</c> in urlExpressions.scala, <c>java.net.URLEncoder</c>.</remarks>
internal static class UrlEncode
{
    public static readonly ScalarFunction Definition = new("url_encode")
    {
        Group = FunctionGroup.Url,
        Since = "3.4.0",
        Usage = "url_encode(str) - Returns str in the form application/x-www-form-urlencoded.",
        Examples = [new("SELECT url_encode('https://spark.apache.org')", "https%3A%2F%2Fspark.apache.org")],
        Overloads = [Overload.Utf8<Utf8View, Operation>()],
    };

    private readonly struct Operation : IUtf8Operation<Utf8View>
    {
        public static void Invoke(Utf8View value, ref Utf8Writer result)
        {
            foreach (var octet in value.Bytes)
            {
                if (char.IsAsciiLetterOrDigit((char)octet) || octet is (byte)'.' or (byte)'-' or (byte)'*' or (byte)'_')
                    result.Append(octet);
                else if (octet == ' ')
                    result.Append((byte)'+');
                else
                    Append(octet, ref result);
            }
        }

        private static void Append(byte octet, ref Utf8Writer result)
        {
            var digits = "0123456789ABCDEF"u8;
            result.Append((byte)'%');
            result.Append(digits[octet >> 4]);
            result.Append(digits[octet & 15]);
        }
    }
}

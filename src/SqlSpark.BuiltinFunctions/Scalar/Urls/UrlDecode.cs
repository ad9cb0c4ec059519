using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;

namespace SqlSpark.BuiltinFunctions.Scalar.Urls;

/// <summary><c>url_decode(s)</c>: text that is written as application/x-www-form-urlencoded.</summary>
/// <remarks>Spark: <c>UrlDecode</c> in urlExpressions.scala. CANNOT_DECODE_URL.</remarks>
internal static class UrlDecode
{
    public static readonly ScalarFunction Definition = new("url_decode")
    {
        Group = FunctionGroup.Url,
        Since = "3.4.0",
        Usage = "url_decode(str) - Returns the text that str writes in the form application/x-www-form-urlencoded.",
        Examples = [new("SELECT url_decode('https%3A%2F%2Fspark.apache.org')", "https://spark.apache.org")],
        Overloads = [Overload.TryUtf8<Utf8View, UrlDecoding>(onError: OnError.Throw)],
    };
}

using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;

namespace SqlSpark.BuiltinFunctions.Scalar.Urls;

/// <summary><c>try_url_decode(s)</c>: text that is written as application/x-www-form-urlencoded.</summary>
/// <remarks>Spark: <c>TryUrlDecode</c> in urlExpressions.scala. CANNOT_DECODE_URL.</remarks>
internal static class TryUrlDecode
{
    public static readonly ScalarFunction Definition = new("try_url_decode")
    {
        Group = FunctionGroup.Url,
        Since = "4.0.0",
        Usage = "try_url_decode(str) - Returns the text that str writes in the form application/x-www-form-urlencoded; NULL when it is none.",
        Examples = [new("SELECT try_url_decode('https%3A%2F%2Fspark.apache.org')", "https://spark.apache.org")],
        Overloads = [Overload.TryUtf8<Utf8View, UrlDecoding>(onError: OnError.Null)],
    };
}

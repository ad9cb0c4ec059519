using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Scalar.Urls;

/// <summary><c>try_parse_url(url, part, key)</c>: a part of a URL.</summary>
/// <remarks>Spark: <c>TryParseUrl</c> in urlExpressions.scala. INVALID_URL in ANSI mode, else NULL.</remarks>
internal static class TryParseUrl
{
    public static readonly ScalarFunction Definition = new("try_parse_url")
    {
        Group = FunctionGroup.Url,
        Since = "4.0.0",
        Usage = "try_parse_url(url, partToExtract[, key]) - Returns a part of url: HOST, PATH, QUERY, REF, PROTOCOL, FILE, AUTHORITY or USERINFO; or the value of key in the query.",
        Examples =
        [
            new("SELECT try_parse_url('http://spark.apache.org/path?query=1', 'HOST')", "spark.apache.org"),
            new("SELECT try_parse_url('http://spark.apache.org/path?query=1', 'QUERY', 'query')", "1"),
        ],
        Overloads =
        [
            Overload.Bound([TypePattern.String, TypePattern.String, TypePattern.String], static call => UrlParsing.Bind(call, OnError.Null)) with { OptionalCount = 1 },
        ],
    };
}

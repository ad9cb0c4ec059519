using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using SqlSpark.Core.Errors;

namespace SqlSpark.Sql.Golden;

/// <summary>Errors as Spark's golden files hold them: the name of the exception and its parts as JSON.</summary>
internal static class ErrorJson
{
    private const string Headline = nameof(SqlSparkException) + "\n";

    private static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The text of an error.</summary>
    public static string Write(SqlSparkException error)
    {
        var json = new JsonObject { ["errorClass"] = error.Condition, ["sqlState"] = error.SqlState };
        if (error.Parameters.Count > 0)
        {
            json["messageParameters"] = new JsonObject(
                error.Parameters.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => KeyValuePair.Create(p.Key, (JsonNode?)DataFolder.Hide(p.Value))));
        }

        // Places in statements that name a folder depend on where it lies.
        if (error.QueryContext is { IsSyntax: false, IsValid: true } context && !context.SqlText.Contains(DataFolder.Path, StringComparison.Ordinal))
        {
            json["queryContext"] = new JsonArray(new JsonObject
            {
                ["startIndex"] = context.StartIndex + 1,
                ["stopIndex"] = context.StopIndex + 1,
                ["fragment"] = context.Fragment,
            });
        }

        return Text(json);
    }

    /// <summary>
    /// An error with only the parts that <paramref name="expected"/> has: files of values known from Spark may leave out what is not known.
    /// Anything else is returned as it is.
    /// </summary>
    public static string OnlyPartsOf(string actual, string expected)
    {
        if (!actual.StartsWith(Headline, StringComparison.Ordinal) || !expected.StartsWith(Headline, StringComparison.Ordinal))
            return actual;
        var known = JsonNode.Parse(expected[Headline.Length..])!.AsObject();
        var json = JsonNode.Parse(actual[Headline.Length..])!.AsObject();
        foreach (var name in json.Select(p => p.Key).Where(key => !known.ContainsKey(key)).ToList())
            json.Remove(name);
        return Text(json);
    }

    private static string Text(JsonObject json) => Headline + json.ToJsonString(Format);
}

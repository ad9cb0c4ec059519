using System.Globalization;
using System.Text;

namespace SqlSpark.BuiltinFunctions.Scalar.Json;

/// <summary>What a step of a path goes into.</summary>
internal enum JsonPathStepKind : byte
{
    /// <summary>The field of an object that has a name.</summary>
    Field,

    /// <summary>One element of an array.</summary>
    Element,

    /// <summary>All elements of an array.</summary>
    AllElements,

    /// <summary><c>.*</c>, which Spark reads and which leads nowhere.</summary>
    AllFields,
}

/// <summary>One step of a path into JSON text.</summary>
/// <param name="Kind">What it goes into.</param>
/// <param name="Name">The name of a field, as UTF-8.</param>
/// <param name="Index">The number of an element, from 0.</param>
internal readonly record struct JsonPathStep(JsonPathStepKind Kind, byte[] Name, int Index);

/// <summary>A path such as <c>$.store.book[0].title</c>. Spark: <c>JsonPathParser</c> in jsonExpressions.scala.</summary>
internal static class JsonPath
{
    /// <summary>The steps; null when the text is no path.</summary>
    public static JsonPathStep[]? Parse(string path)
    {
        if (path.Length == 0 || path[0] != '$')
            return null;
        var steps = new List<JsonPathStep>();
        for (var i = 1; i < path.Length;)
        {
            var isQuoted = path[i] == '[' && i + 1 < path.Length && path[i + 1] == '\'';
            var start = i + (isQuoted ? 2 : 1);
            var end = (path[i], isQuoted) switch
            {
                ('.', _) => path.AsSpan(start).IndexOfAny('.', '[') is var length and >= 0 ? start + length : path.Length,
                ('[', true) => path.IndexOf("']", start, StringComparison.Ordinal),
                ('[', false) => path.IndexOf(']', start),
                _ => -1,
            };
            if (end <= start || StepOf(path[start..end], isSubscript: path[i] == '[' && !isQuoted) is not { } step)
                return null;
            steps.Add(step);
            i = path[i] == '.' ? end : end + (isQuoted ? 2 : 1);
        }

        return [.. steps];
    }

    private static JsonPathStep? StepOf(string text, bool isSubscript)
    {
        if (text == "*")
            return new JsonPathStep(isSubscript ? JsonPathStepKind.AllElements : JsonPathStepKind.AllFields, [], 0);
        if (!isSubscript)
            return new JsonPathStep(JsonPathStepKind.Field, Encoding.UTF8.GetBytes(text), 0);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? new JsonPathStep(JsonPathStepKind.Element, [], index) : null;
    }
}

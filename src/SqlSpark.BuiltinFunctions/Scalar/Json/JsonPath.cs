using System.Globalization;

namespace SqlSpark.BuiltinFunctions.Scalar.Json;

/// <summary>One step of a path into JSON text.</summary>
internal readonly record struct JsonPathStep(string? Name, int Index, bool IsWildcard);

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
            if (path[i] == '.')
            {
                var end = i + 1;
                while (end < path.Length && path[end] is not ('.' or '['))
                    end++;
                if (end == i + 1)
                    return null;
                var name = path[(i + 1)..end];
                steps.Add(name == "*" ? new JsonPathStep(null, -1, true) : new JsonPathStep(name, -1, false));
                i = end;
            }
            else if (path[i] == '[')
            {
                var isQuoted = i + 1 < path.Length && path[i + 1] == '\'';
                var end = isQuoted ? path.IndexOf("']", i + 2, StringComparison.Ordinal) : path.IndexOf(']', i);
                if (end < 0)
                    return null;
                var inner = path[(i + (isQuoted ? 2 : 1))..end];
                if (isQuoted && inner.Length > 0)
                    steps.Add(inner == "*" ? new JsonPathStep(null, -1, true) : new JsonPathStep(inner, -1, false));
                else if (inner == "*")
                    steps.Add(new JsonPathStep(null, 0, true));
                else if (int.TryParse(inner, NumberStyles.None, CultureInfo.InvariantCulture, out var index))
                    steps.Add(new JsonPathStep(null, index, false));
                else
                    return null;
                i = end + (isQuoted ? 2 : 1);
            }
            else
            {
                return null;
            }
        }

        return [.. steps];
    }
}

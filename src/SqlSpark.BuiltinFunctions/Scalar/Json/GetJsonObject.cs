using System.Text.Json;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Json;

/// <summary><c>get_json_object(json, path)</c>: the part of a JSON text under a path.</summary>
/// <remarks>Spark: <c>GetJsonObject</c> in jsonExpressions.scala. NULL when the text is no JSON, the path is none, or nothing is there.</remarks>
internal static class GetJsonObject
{
    public static readonly ScalarFunction Definition = new("get_json_object")
    {
        Group = FunctionGroup.Json,
        Since = "1.5.0",
        Usage = "get_json_object(json_txt, path) - Returns the part of json_txt under path, such as $.a[0].b; NULL when there is none.",
        Examples =
        [
            new("SELECT get_json_object('{\"a\":\"b\"}', '$.a')", "b"),
            new("SELECT get_json_object('[{\"a\":\"b\"},{\"a\":\"c\"}]', '$[*].a')", "[\"b\",\"c\"]"),
            new("SELECT get_json_object('{\"a\":', '$.a')", "NULL"),
        ],
        Overloads = [Overload.Bound([TypePattern.String, TypePattern.String], Bind)],
    };

    private static BoundFunction Bind(BindCall call) =>
        new(StringType.Instance, true, Volatility.Immutable, false, NullBehavior.Propagate, static _ => new Kernel()) { BorrowsArguments = false };

    private sealed class Kernel : IScalarKernel
    {
        private static readonly JsonReaderOptions Options = new() { MaxDepth = 1000 };

        private readonly List<(int Start, int Length, bool IsText)> _matches = [];
        private byte[]? _path;
        private JsonPathStep[]? _steps;

        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var texts = new RowReader<Utf8View>(arguments[0]);
            var paths = new RowReader<Utf8View>(arguments[1]);
            var views = result.Values<Utf8View>();
            var writer = new Utf8Writer(result.Heap);
            foreach (var row in rows)
            {
                var (text, path) = (texts[row], paths[row]);
                if (_path is null || !path.Bytes.SequenceEqual(_path))
                {
                    _path = path.Bytes.ToArray();
                    _steps = JsonPath.Parse(path.ToString());
                }

                if (_steps is null || !TryFind(text.Bytes, out var isArray) || !TryWrite(text.Bytes, isArray, ref writer))
                {
                    writer.Discard();
                    result.SetNull(row);
                    continue;
                }

                views[row] = writer.Finish();
            }
        }

        private bool TryFind(ReadOnlySpan<byte> text, out bool isArray)
        {
            _matches.Clear();
            isArray = false;
            var reader = new Utf8JsonReader(text, Options);
            try
            {
                if (!reader.Read())
                    return false;
                Collect(ref reader, 0, ref isArray);
                return _matches.Count > 0;
            }
            catch (JsonException)
            {
                // What was found before the fault does not count.
                return false;
            }
        }

        /// <summary>Collects what the steps from one on lead to and leaves the reader at the end of the value.</summary>
        private void Collect(ref Utf8JsonReader reader, int step, ref bool isArray)
        {
            if (step == _steps!.Length)
            {
                var start = (int)reader.TokenStartIndex;
                var isText = reader.TokenType == JsonTokenType.String;
                var isNull = reader.TokenType == JsonTokenType.Null;
                reader.Skip();
                if (!isNull || isArray)
                    _matches.Add((start, (int)reader.BytesConsumed - start, isText));
                return;
            }

            var (name, index, isWildcard) = _steps[step];
            if (reader.TokenType == JsonTokenType.StartObject && name is not null)
            {
                var isFound = false;
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    var isWanted = !isFound && reader.ValueTextEquals(name);
                    reader.Read();
                    if (isWanted)
                        Collect(ref reader, step + 1, ref isArray);
                    else
                        reader.Skip();
                    isFound |= isWanted;
                }
            }
            else if (reader.TokenType == JsonTokenType.StartArray && name is null)
            {
                isArray |= isWildcard;
                for (var i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
                {
                    if (isWildcard || i == index)
                        Collect(ref reader, step + 1, ref isArray);
                    else
                        reader.Skip();
                }
            }
            else
            {
                reader.Skip();
            }
        }

        private bool TryWrite(scoped ReadOnlySpan<byte> text, bool isArray, ref Utf8Writer writer)
        {
            if (!isArray || _matches.Count == 1)
            {
                var (start, length, isText) = _matches[0];
                return JsonText.TryAppend(text.Slice(start, length), isText && !isArray, ref writer);
            }

            writer.Append((byte)'[');
            for (var i = 0; i < _matches.Count; i++)
            {
                if (i > 0)
                    writer.Append((byte)',');
                var (start, length, _) = _matches[i];
                if (!JsonText.TryAppend(text.Slice(start, length), isText: false, ref writer))
                    return false;
            }

            writer.Append((byte)']');
            return true;
        }
    }
}

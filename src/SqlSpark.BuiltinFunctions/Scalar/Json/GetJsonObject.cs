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
        private byte[]? _path;
        private JsonPathReader? _reader;

        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var texts = new RowReader<Utf8View>(arguments[0]);
            var paths = new RowReader<Utf8View>(arguments[1]);
            foreach (var row in rows)
            {
                var (text, path) = (texts[row], paths[row]);
                if (_path is null || !path.Bytes.SequenceEqual(_path))
                {
                    _path = path.Bytes.ToArray();
                    _reader = JsonPath.Parse(path.ToString()) is { } steps ? new JsonPathReader(steps) : null;
                }

                if (_reader is not null && _reader.TryFind(text.Bytes))
                    result.SetBytes(row, _reader.Text);
                else
                    result.SetNull(row);
            }
        }
    }
}

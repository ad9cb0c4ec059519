using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Text.Json;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Json;

/// <summary><c>json_object_keys(json)</c>: the keys of a JSON object.</summary>
/// <remarks>Spark: <c>JsonObjectKeys</c> in jsonExpressions.scala. NULL when the text is no object.</remarks>
internal static class JsonObjectKeys
{
    public static readonly ScalarFunction Definition = new("json_object_keys")
    {
        Group = FunctionGroup.Json,
        Since = "3.1.0",
        Usage = "json_object_keys(json_object) - Returns the keys of the outermost JSON object; NULL when it is none.",
        Examples =
        [
            new("SELECT json_object_keys('{\"key\": \"value\", \"b\": {}}')", "[\"key\",\"b\"]"),
            new("SELECT json_object_keys('[]')", "NULL"),
        ],
        Overloads = [Overload.Bound([TypePattern.Uncast(TypePattern.String)], Bind)],
    };

    private static BoundFunction Bind(BindCall call) =>
        new(new ArrayType(StringType.Instance, true), true, Volatility.Immutable, false, NullBehavior.Propagate, static _ => new Kernel()) { BorrowsArguments = false };

    private sealed class Kernel : IScalarKernel
    {
        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var texts = new RowReader<Utf8View>(arguments[0]);
            var entries = result.Entries;
            foreach (var row in rows)
            {
                var first = result.Elements.Length;
                var text = texts[row];
                if (TryRead(text.Bytes, result.Elements))
                    entries[row] = new ListEntry(result.Elements.Length == first ? 0 : first, result.Elements.Length - first);
                else
                    result.SetNull(row);
            }
        }

        private static bool TryRead(ReadOnlySpan<byte> text, VectorWriter keys)
        {
            var scanner = new JsonScanner(text, JsonText.Leniency);
            if (!scanner.Read() || scanner.Kind != JsonKind.StartObject)
                return false;
            while (scanner.Read() && scanner.Kind == JsonKind.Name)
            {
                var writer = new Utf8Writer(keys.Heap);
                writer.Advance(scanner.CopyText(writer.GetSpan(scanner.Raw.Length)));
                var key = keys.Append(1);
                keys.Values<Utf8View>()[key] = writer.Finish();
                if (!scanner.Read() || !scanner.Skip())
                    return false;
            }

            return scanner.Kind == JsonKind.EndObject;
        }
    }
}

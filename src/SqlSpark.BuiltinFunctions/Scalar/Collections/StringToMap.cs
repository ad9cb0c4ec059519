using SqlSpark.BuiltinFunctions.Scalar.Strings;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Collections;

/// <summary><c>str_to_map(text, pairs, keyValues)</c>: a map of the pairs that delimiters separate in a text.</summary>
/// <remarks>Spark: <c>StringToMap</c> in complexTypeCreator.scala. Both delimiters are regular expressions; a pair without the second one has the value NULL.</remarks>
internal static class StringToMap
{
    public static readonly ScalarFunction Definition = new("str_to_map")
    {
        Printer = static (name, arguments) =>
            $"{name}({arguments[0]}, {(arguments.Count > 1 ? arguments[1] : ",")}, {(arguments.Count > 2 ? arguments[2] : ":")})",
        Group = FunctionGroup.Map,
        Since = "2.0.1",
        Usage = "str_to_map(text[, pairDelim[, keyValueDelim]]) - Returns a map of the pairs in text, which regular expressions separate: ',' between pairs and ':' between key and value by default.",
        Examples =
        [
            new("SELECT str_to_map('a:1,b:2,c:3', ',', ':')", "{\"a\":\"1\",\"b\":\"2\",\"c\":\"3\"}"),
            new("SELECT str_to_map('a')", "{\"a\":null}"),
            new("SELECT str_to_map('a=1&b=2=3', '&', '=')", "{\"a\":\"1\",\"b\":\"2=3\"}"),
        ],
        Overloads = [Overload.Bound([TypePattern.String, TypePattern.String, TypePattern.String], Bind) with { OptionalCount = 2 }],
    };

    private static BoundFunction Bind(BindCall call)
    {
        for (var i = 1; i < call.Arguments.Count; i++)
            PatternMatching.Check(call, i);
        var keepsLast = MapAppender.KeepsLast(call);
        return new BoundFunction(
            new MapType(call.Type(0), call.Type(0), true), call.AnyNullable, Volatility.Immutable, true, NullBehavior.Propagate,
            context => new Kernel(call.Name, call.Type(0), keepsLast, context.Account))
        {
            BorrowsArguments = false,
            Signature = [keepsLast],
        };
    }

    private sealed class Kernel(string function, DataType type, bool keepsLast, MemoryAccount account) : IScalarKernel, IDisposable
    {
        private readonly PatternMatching _pairs = new(function);
        private readonly PatternMatching _entries = new(function);
        private readonly VectorWriter _keys = new(type, account);
        private readonly VectorWriter _values = new(type, account);
        private readonly MapBuilder _maps = new(keepsLast);

        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var texts = new RowReader<Utf8View>(arguments[0]);
            var pairs = arguments.Count > 1 ? new RowReader<Utf8View>(arguments[1]) : default;
            var separators = arguments.Count > 2 ? new RowReader<Utf8View>(arguments[2]) : default;
            _keys.Begin(0);
            _values.Begin(0);
            var entries = result.Entries;
            foreach (var row in rows)
            {
                var pair = arguments.Count > 1 ? pairs[row] : Utf8View.Inline(","u8);
                var separator = arguments.Count > 2 ? separators[row] : Utf8View.Inline(":"u8);
                var first = _keys.Length;
                if (_pairs.Find(pair) is not { } pairRegex)
                {
                    errors.Report(row, _pairs.Invalid(pair));
                    continue;
                }

                if (_entries.Find(separator) is not { } entryRegex)
                {
                    errors.Report(row, _entries.Invalid(separator));
                    continue;
                }

                var parts = new PatternParts(pairRegex, pair.Length == 0, _pairs.Characters(texts[row].Bytes), -1);
                while (parts.MoveNext())
                {
                    var entry = new PatternParts(entryRegex, separator.Length == 0, parts.Current, 2);
                    entry.MoveNext();
                    Append(entry.Current, _keys);
                    if (entry.MoveNext())
                        Append(entry.Current, _values);
                    else
                        _values.SetNull(_values.Append(1));
                }

                // The places in the scratch vectors for now; keys are compared when all of them are written.
                entries[row] = new ListEntry(first, _keys.Length - first);
            }

            Build(rows, result, ref errors);
        }

        public void Dispose()
        {
            _keys.Dispose();
            _values.Dispose();
        }

        private void Build(Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var (keys, values) = (_keys.Publish(), _values.Publish());
            var entries = result.Entries;
            _maps.Clear();
            foreach (var row in rows)
            {
                var (offset, length) = entries[row];
                _maps.Begin(result);
                for (var i = offset; i < offset + length; i++)
                    _maps.Add(keys, i, i, row, ref errors);
                entries[row] = _maps.End();
            }

            _maps.Write(keys, values, result);
        }

        private static void Append(ReadOnlySpan<char> text, VectorWriter elements)
        {
            var writer = new Utf8Writer(elements.Heap);
            writer.Append(text);
            var element = elements.Append(1);
            elements.Values<Utf8View>()[element] = writer.Finish();
        }
    }
}

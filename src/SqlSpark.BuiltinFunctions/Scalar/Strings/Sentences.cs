using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary><c>sentences(text, language, country)</c>: the words of each sentence of a text.</summary>
/// <remarks>Spark: <c>Sentences</c> in stringExpressions.scala, <c>java.text.BreakIterator</c>. Languages without blanks between words need dictionaries, which there are none of: they split like others.</remarks>
internal static class Sentences
{
    public static readonly ScalarFunction Definition = new("sentences")
    {
        Printer = static (name, arguments) => $"{name}({arguments[0]}, {(arguments.Count > 1 ? arguments[1] : "")}, {(arguments.Count > 2 ? arguments[2] : "")})",
        Group = FunctionGroup.String,
        Since = "2.0.0",
        Usage = "sentences(str[, lang[, country]]) - Returns an array of the sentences of str, each an array of words.",
        Examples =
        [
            new("SELECT sentences('Hi there! Good morning.')", "[[\"Hi\",\"there\"],[\"Good\",\"morning\"]]"),
            new("SELECT sentences('How''s it going? A well-known 3.14.', 'en')", "[[\"How's\",\"it\",\"going\"],[\"A\",\"well-known\",\"3.14\"]]"),
        ],
        Overloads = [Overload.Bound([TypePattern.String, TypePattern.String, TypePattern.String], Bind) with { OptionalCount = 2 }],
    };

    private static BoundFunction Bind(BindCall call)
    {
        var type = new ArrayType(new ArrayType(call.Type(0), false), false);
        return new BoundFunction(type, call.Arguments[0].Nullable, Volatility.Immutable, false, NullBehavior.Custom, static _ => new Kernel()) { BorrowsArguments = false };
    }

    private sealed class Kernel : IScalarKernel
    {
        private readonly PatternMatching _text = new("sentences");

        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            if (arguments[0] is VoidVector)
            {
                foreach (var row in rows)
                    result.SetNull(row);
                return;
            }

            var texts = new RowReader<Utf8View>(arguments[0]);
            var entries = result.Entries;
            foreach (var row in rows)
            {
                if (arguments[0].IsNull(row))
                {
                    result.SetNull(row);
                    continue;
                }

                var text = _text.Characters(texts[row].Bytes);
                var first = result.Elements.Length;
                while (!text.IsEmpty)
                {
                    var length = TextBreaks.SentenceLength(text);
                    AppendWords(text[..length], result.Elements);
                    text = text[length..];
                }

                entries[row] = new ListEntry(result.Elements.Length == first ? 0 : first, result.Elements.Length - first);
            }
        }

        private static void AppendWords(ReadOnlySpan<char> sentence, VectorWriter sentences)
        {
            var place = sentences.Append(1);
            var words = sentences.Elements;
            var first = words.Length;
            while (!sentence.IsEmpty)
            {
                var length = TextBreaks.WordLength(sentence);
                if (TextBreaks.IsLetterOrDigit(sentence))
                {
                    var writer = new Utf8Writer(words.Heap);
                    writer.Append(sentence[..length]);
                    var word = words.Append(1);
                    words.Values<Utf8View>()[word] = writer.Finish();
                }

                sentence = sentence[length..];
            }

            sentences.Entries[place] = new ListEntry(words.Length == first ? 0 : first, words.Length - first);
        }
    }
}

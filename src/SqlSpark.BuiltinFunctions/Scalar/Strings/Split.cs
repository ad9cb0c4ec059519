using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary><c>split(s, pattern, limit)</c>: the parts of a text between matches of a regular expression.</summary>
/// <remarks>Spark: <c>StringSplit</c> in regexpExpressions.scala. INVALID_PARAMETER_VALUE.PATTERN.</remarks>
internal static class Split
{
    public static readonly ScalarFunction Definition = new("split")
    {
        Printer = static (name, arguments) => $"{name}({string.Join(", ", arguments)}{(arguments.Count == 2 ? ", -1" : "")})",
        Group = FunctionGroup.String,
        Since = "1.5.0",
        Usage = "split(str, regex[, limit]) - Returns the parts of str between matches of regex, at most limit when that is positive.",
        Examples =
        [
            new("SELECT split('oneAtwoBthreeC', '[ABC]')", "[\"one\",\"two\",\"three\",\"\"]"),
            new("SELECT split('oneAtwoBthreeC', '[ABC]', 2)", "[\"one\",\"twoBthreeC\"]"),
        ],
        Overloads = [Overload.Bound([TypePattern.String, TypePattern.String, IntegerType.Instance], Bind) with { OptionalCount = 1 }],
    };

    private static BoundFunction Bind(BindCall call)
    {
        PatternMatching.Check(call, 1);
        return new BoundFunction(new ArrayType(StringType.Instance, false), call.AnyNullable, Volatility.Immutable, true, NullBehavior.Propagate, _ => new Kernel(call.Name)) { BorrowsArguments = false };
    }

    private sealed class Kernel(string function) : IScalarKernel
    {
        private readonly PatternMatching _patterns = new(function);

        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var texts = new RowReader<Utf8View>(arguments[0]);
            var patterns = new RowReader<Utf8View>(arguments[1]);
            var limits = arguments.Count > 2 ? new RowReader<int>(arguments[2]) : default;
            var entries = result.Entries;
            foreach (var row in rows)
            {
                var text = texts[row];
                if (_patterns.Find(patterns[row]) is not { } regex)
                {
                    errors.Report(row, _patterns.Invalid(patterns[row]));
                    continue;
                }

                var first = result.Elements.Length;
                var parts = new PatternParts(regex, patterns[row].Length == 0, _patterns.Characters(text.Bytes), arguments.Count > 2 ? limits[row] : -1);
                while (parts.MoveNext())
                    AppendText(parts.Current, result.Elements);
                entries[row] = new ListEntry(first, result.Elements.Length - first);
            }
        }

        private static void AppendText(ReadOnlySpan<char> text, VectorWriter elements)
        {
            var writer = new Utf8Writer(elements.Heap);
            writer.Append(text);
            var element = elements.Append(1);
            elements.Values<Utf8View>()[element] = writer.Finish();
        }
    }
}

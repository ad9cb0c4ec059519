using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary><c>regexp_extract_all(s, pattern, group)</c>: what a group of a regular expression matches, everywhere.</summary>
/// <remarks>Spark: <c>RegExpExtractAll</c> in regexpExpressions.scala. INVALID_PARAMETER_VALUE.PATTERN.</remarks>
internal static class RegexpExtractAll
{
    public static readonly ScalarFunction Definition = new("regexp_extract_all")
    {
        Printer = static (name, arguments) => $"{name}({string.Join(", ", arguments)}{(arguments.Count == 2 ? ", 1" : "")})",
        Group = FunctionGroup.String,
        Since = "3.1.0",
        Usage = "regexp_extract_all(str, regexp[, idx]) - Returns all that the group idx of regexp matches in str, 1 by default, 0 for the whole.",
        Examples = [new("SELECT regexp_extract_all('100-200, 300-400', '(\\\\d+)-(\\\\d+)', 1)", "[\"100\",\"300\"]")],
        Overloads = [Overload.Bound([TypePattern.String, TypePattern.String, IntegerType.Instance], Bind) with { OptionalCount = 1 }],
    };

    private static BoundFunction Bind(BindCall call)
    {
        PatternMatching.Check(call, 1);
        return new BoundFunction(new ArrayType(StringType.Instance, true), call.AnyNullable, Volatility.Immutable, true, NullBehavior.Propagate, _ => new Kernel(call.Name)) { BorrowsArguments = false };
    }

    private sealed class Kernel(string function) : IScalarKernel
    {
        private readonly PatternMatching _patterns = new(function);

        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var texts = new RowReader<Utf8View>(arguments[0]);
            var patterns = new RowReader<Utf8View>(arguments[1]);
            var indices = arguments.Count > 2 ? new RowReader<int>(arguments[2]) : default;
            var entries = result.Entries;
            foreach (var row in rows)
            {
                var text = texts[row];
                if (_patterns.Find(patterns[row]) is not { } regex)
                {
                    errors.Report(row, _patterns.Invalid(patterns[row]));
                    continue;
                }

                var index = arguments.Count > 2 ? indices[row] : 1;
                var groupCount = regex.GetGroupNumbers().Length - 1;
                if (index < 0 || index > groupCount)
                {
                    errors.Report(row, RegexpExtract.InvalidGroup("regexp_extract_all", groupCount, index));
                    continue;
                }

                var first = result.Elements.Length;
                for (var match = regex.Match(text.ToString()); match.Success; match = match.NextMatch())
                    AppendText(match.Groups[index].ValueSpan, result.Elements);
                var count = result.Elements.Length - first;
                entries[row] = new ListEntry(count == 0 ? 0 : first, count);
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

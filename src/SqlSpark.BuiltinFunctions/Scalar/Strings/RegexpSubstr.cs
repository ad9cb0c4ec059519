using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary><c>regexp_substr(s, pattern)</c>: the first part that matches a regular expression; NULL when there is none.</summary>
/// <remarks>Spark: <c>RegexpSubstr</c> in regexpExpressions.scala. INVALID_PARAMETER_VALUE.PATTERN.</remarks>
internal static class RegexpSubstr
{
    public static readonly ScalarFunction Definition = new("regexp_substr")
    {
        Group = FunctionGroup.String,
        Since = "3.4.0",
        Usage = "regexp_substr(str, regexp) - Returns the first part of str that matches regexp; NULL when there is none.",
        Examples =
        [
            new("SELECT regexp_substr('Steven Jones and Stephen Smith', 'Ste(v|ph)en')", "Steven"),
            new("SELECT regexp_substr('Steven Jones', 'Jeck')", "NULL"),
        ],
        Overloads = [Overload.Bound([TypePattern.String, TypePattern.String], Bind)],
    };

    private static BoundFunction Bind(BindCall call)
    {
        PatternMatching.Check(call, 1);
        return new BoundFunction(StringType.Instance, true, Volatility.Immutable, true, NullBehavior.Propagate, _ => new Kernel(call.Name)) { BorrowsArguments = false };
    }

    private sealed class Kernel(string function) : IScalarKernel
    {
        private readonly PatternMatching _patterns = new(function);

        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var texts = new RowReader<Utf8View>(arguments[0]);
            var patterns = new RowReader<Utf8View>(arguments[1]);
            var writer = new Utf8Writer(result.Heap);
            foreach (var row in rows)
            {
                var text = texts[row];
                if (_patterns.Find(patterns[row]) is not { } regex)
                {
                    errors.Report(row, _patterns.Invalid(patterns[row]));
                    continue;
                }

                var characters = _patterns.Characters(text.Bytes);
                result.SetNull(row);
                foreach (var match in regex.EnumerateMatches(characters))
                {
                    Bitmaps.Set(result.Validity, row);
                    writer.Append(characters.Slice(match.Index, match.Length));
                    result.Values<Utf8View>()[row] = writer.Finish();
                    break;
                }
            }
        }
    }
}

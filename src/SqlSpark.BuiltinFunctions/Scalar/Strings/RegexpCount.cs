using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary><c>regexp_count(s, pattern)</c>: how often a regular expression matches.</summary>
/// <remarks>Spark: <c>RegexpCount</c> in regexpExpressions.scala. INVALID_PARAMETER_VALUE.PATTERN.</remarks>
internal static class RegexpCount
{
    public static readonly ScalarFunction Definition = new("regexp_count")
    {
        Group = FunctionGroup.String,
        Since = "3.4.0",
        Usage = "regexp_count(str, regexp) - Returns how often regexp matches in str.",
        Examples = [new("SELECT regexp_count('Steven Jones and Stephen Smith', 'Ste(v|ph)en')", "2")],
        Overloads = [Overload.Bound([TypePattern.String, TypePattern.String], Bind)],
    };

    private static BoundFunction Bind(BindCall call)
    {
        PatternMatching.Check(call, 1);
        return new BoundFunction(IntegerType.Instance, call.AnyNullable, Volatility.Immutable, true, NullBehavior.Propagate, _ => new Kernel(call.Name));
    }

    private sealed class Kernel(string function) : IScalarKernel
    {
        private readonly PatternMatching _patterns = new(function);

        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var texts = new RowReader<Utf8View>(arguments[0]);
            var patterns = new RowReader<Utf8View>(arguments[1]);
            var counts = result.Values<int>();
            foreach (var row in rows)
            {
                var text = texts[row];
                if (_patterns.Find(patterns[row]) is not { } regex)
                {
                    errors.Report(row, _patterns.Invalid(patterns[row]));
                    continue;
                }

                counts[row] = regex.Count(_patterns.Characters(text.Bytes));
            }
        }
    }
}

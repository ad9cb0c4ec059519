using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary><c>regexp_instr(s, pattern)</c>: where a regular expression first matches, counted from 1; 0 when nowhere.</summary>
/// <remarks>Spark: <c>RegExpInStr</c> in regexpExpressions.scala. INVALID_PARAMETER_VALUE.PATTERN.</remarks>
internal static class RegexpInstr
{
    public static readonly ScalarFunction Definition = new("regexp_instr")
    {
        Printer = static (name, arguments) => $"{name}({string.Join(", ", arguments)}{(arguments.Count == 2 ? ", 0" : "")})",
        Group = FunctionGroup.String,
        Since = "3.4.0",
        Usage = "regexp_instr(str, regexp) - Returns the position at which regexp first matches in str, from 1, or 0.",
        Examples = [new("SELECT regexp_instr('user@spark.apache.org', '@[^.]*')", "5")],
        Overloads = [Overload.Bound([TypePattern.String, TypePattern.String, IntegerType.Instance], Bind) with { OptionalCount = 1 }],
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
            var positions = result.Values<int>();
            foreach (var row in rows)
            {
                var text = texts[row];
                if (_patterns.Find(patterns[row]) is not { } regex)
                {
                    errors.Report(row, _patterns.Invalid(patterns[row]));
                    continue;
                }

                positions[row] = 0;
                foreach (var match in regex.EnumerateMatches(_patterns.Characters(text.Bytes)))
                {
                    positions[row] = match.Index + 1;
                    break;
                }
            }
        }
    }
}

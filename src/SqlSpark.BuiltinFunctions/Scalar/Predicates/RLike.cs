using SqlSpark.BuiltinFunctions.Scalar.Strings;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Predicates;

/// <summary><c>rlike(s, pattern)</c>: whether a part of a text matches a regular expression.</summary>
/// <remarks>Spark: <c>RLike</c> in regexpExpressions.scala. INVALID_PARAMETER_VALUE.PATTERN.</remarks>
internal static class RLike
{
    public static readonly ScalarFunction Definition = new("rlike")
    {
        Aliases = ["regexp", "regexp_like"],
        Printer = static (name, arguments) => $"{name.ToUpperInvariant()}({string.Join(", ", arguments)})",
        Group = FunctionGroup.Predicate,
        Since = "1.0.0",
        Usage = "rlike(str, regexp) - Returns whether a part of str matches regexp.",
        Examples = [new("SELECT rlike('Spark', 'S.*k')", "true"), new("SELECT regexp_like('Spark', '^park')", "false")],
        Overloads = [Overload.Bound([TypePattern.String, TypePattern.String], Bind)],
    };

    private static BoundFunction Bind(BindCall call)
    {
        PatternMatching.Check(call, 1);
        return new BoundFunction(BooleanType.Instance, call.AnyNullable, Volatility.Immutable, true, NullBehavior.Propagate, _ => new Kernel(call.Name));
    }

    private sealed class Kernel(string function) : IScalarKernel
    {
        private readonly PatternMatching _patterns = new(function);

        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var texts = new RowReader<Utf8View>(arguments[0]);
            var patterns = new RowReader<Utf8View>(arguments[1]);
            var bits = result.Bits;
            foreach (var row in rows)
            {
                var text = texts[row];
                if (_patterns.Find(patterns[row]) is not { } regex)
                {
                    errors.Report(row, _patterns.Invalid(patterns[row]));
                    continue;
                }

                Bitmaps.Assign(bits, row, regex.IsMatch(_patterns.Characters(text.Bytes)));
            }
        }
    }
}

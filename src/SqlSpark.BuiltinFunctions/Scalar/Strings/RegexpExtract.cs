using System.Globalization;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary><c>regexp_extract(s, pattern, group)</c>: what a group of a regular expression first matches; empty when nothing does.</summary>
/// <remarks>Spark: <c>RegExpExtract</c> in regexpExpressions.scala. INVALID_PARAMETER_VALUE.PATTERN.</remarks>
internal static class RegexpExtract
{
    public static readonly ScalarFunction Definition = new("regexp_extract")
    {
        Printer = static (name, arguments) => $"{name}({string.Join(", ", arguments)}{(arguments.Count == 2 ? ", 1" : "")})",
        Group = FunctionGroup.String,
        Since = "1.5.0",
        Usage = "regexp_extract(str, regexp[, idx]) - Returns what the group idx of regexp first matches in str, 1 by default, 0 for the whole; an empty string when nothing does.",
        Examples = [new("SELECT regexp_extract('100-200', '(\\\\d+)-(\\\\d+)', 1)", "100")],
        Overloads = [Overload.Bound([TypePattern.String, TypePattern.String, IntegerType.Instance], Bind) with { OptionalCount = 1 }],
    };

    private static readonly RowErrorKind GroupKind = new("INVALID_PARAMETER_VALUE.REGEX_GROUP_INDEX", "functionName", "parameter", "groupCount", "groupIndex");

    /// <summary>INVALID_PARAMETER_VALUE.REGEX_GROUP_INDEX.</summary>
    internal static RowError InvalidGroup(string function, int count, int index) => new(
        GroupKind, ErrorFormat.SqlId(function), ErrorFormat.SqlId("idx"), count.ToString(CultureInfo.InvariantCulture), index.ToString(CultureInfo.InvariantCulture));

    private static BoundFunction Bind(BindCall call)
    {
        PatternMatching.Check(call, 1);
        return new BoundFunction(StringType.Instance, call.AnyNullable, Volatility.Immutable, true, NullBehavior.Propagate, _ => new Kernel(call.Name)) { BorrowsArguments = false };
    }

    private sealed class Kernel(string function) : IScalarKernel
    {
        private readonly PatternMatching _patterns = new(function);

        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var texts = new RowReader<Utf8View>(arguments[0]);
            var patterns = new RowReader<Utf8View>(arguments[1]);
            var indices = arguments.Count > 2 ? new RowReader<int>(arguments[2]) : default;
            var writer = new Utf8Writer(result.Heap);
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
                    errors.Report(row, InvalidGroup("regexp_extract", groupCount, index));
                    continue;
                }

                // Groups are found in strings only.
                var group = regex.Match(text.ToString()).Groups[index];
                writer.Append(group.ValueSpan);
                result.Values<Utf8View>()[row] = writer.Finish();
            }
        }
    }
}

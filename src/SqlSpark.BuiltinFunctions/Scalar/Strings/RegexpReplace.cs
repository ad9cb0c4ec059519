using System.Text.RegularExpressions;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary><c>regexp_replace(s, pattern, by, position)</c>: a text with all that matches a regular expression replaced.</summary>
/// <remarks>Spark: <c>RegExpReplace</c> in regexpExpressions.scala. INVALID_PARAMETER_VALUE.PATTERN.</remarks>
internal static class RegexpReplace
{
    public static readonly ScalarFunction Definition = new("regexp_replace")
    {
        Printer = static (name, arguments) => $"{name}({string.Join(", ", arguments)}{(arguments.Count == 3 ? ", 1" : "")})",
        Group = FunctionGroup.String,
        Since = "1.5.0",
        Usage = "regexp_replace(str, regexp, rep[, position]) - Returns str with all that regexp matches from position on replaced by rep, in which $1 is what the first group matches.",
        Examples =
        [
            new("SELECT regexp_replace('100-200', '(\\\\d+)', 'num')", "num-num"),
            new("SELECT regexp_replace('ab', '(a)(b)', '$2$1')", "ba"),
        ],
        Overloads =
        [
            Overload.Bound([TypePattern.String, TypePattern.String, TypePattern.String, IntegerType.Instance], Bind) with { OptionalCount = 1 },
        ],
    };

    private static readonly RowErrorKind PositionKind = new("INVALID_PARAMETER_VALUE.POSITION", "functionName", "parameter", "invalidValue");

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
            var replacements = new RowReader<Utf8View>(arguments[2]);
            var positions = arguments.Count > 3 ? new RowReader<int>(arguments[3]) : default;
            var writer = new Utf8Writer(result.Heap);
            foreach (var row in rows)
            {
                var text = texts[row];
                if (_patterns.Find(patterns[row]) is not { } regex)
                {
                    errors.Report(row, _patterns.Invalid(patterns[row]));
                    continue;
                }

                var start = arguments.Count > 3 ? positions[row] - 1 : 0;
                if (start < 0)
                {
                    errors.Report(row, new RowError(PositionKind, ErrorFormat.SqlId("regexp_replace"), ErrorFormat.SqlId("position"), ErrorFormat.SqlValue(start + 1)));
                    continue;
                }

                var characters = _patterns.Characters(text.Bytes);
                if (start > characters.Length || !regex.IsMatch(characters, start))
                {
                    result.SetBytes(row, text.Bytes);
                    continue;
                }

                if (!TryReplace(regex, characters.ToString(), replacements[row].ToString(), start, ref writer))
                {
                    writer.Discard();
                    errors.Report(row, _patterns.Invalid(replacements[row]));
                    continue;
                }

                result.Values<Utf8View>()[row] = writer.Finish();
            }
        }
        private static bool TryReplace(Regex regex, string text, string replacement, int start, ref Utf8Writer writer)
        {
            var end = 0;
            for (var match = regex.Match(text, start); match.Success; match = match.NextMatch())
            {
                writer.Append(text.AsSpan(end, match.Index - end));
                if (!TryExpand(match, replacement, ref writer))
                    return false;
                end = match.Index + match.Length;
            }

            writer.Append(text.AsSpan(end));
            return true;
        }

        /// <summary>Java: <c>Matcher.appendReplacement</c>: $n and ${name} are groups, a backslash takes the next character as it is.</summary>
        private static bool TryExpand(Match match, string replacement, ref Utf8Writer writer)
        {
            for (var i = 0; i < replacement.Length; i++)
            {
                if (replacement[i] == '\\')
                {
                    if (++i == replacement.Length)
                        return false;
                    writer.Append(replacement.AsSpan(i, 1));
                }
                else if (replacement[i] == '$')
                {
                    if (++i == replacement.Length || !char.IsAsciiDigit(replacement[i]))
                        return false;
                    var group = replacement[i] - '0';
                    if (group >= match.Groups.Count)
                        return false;
                    while (i + 1 < replacement.Length && char.IsAsciiDigit(replacement[i + 1]) && (group * 10) + replacement[i + 1] - '0' < match.Groups.Count)
                        group = (group * 10) + replacement[++i] - '0';
                    writer.Append(match.Groups[group].ValueSpan);
                }
                else
                {
                    var length = replacement.AsSpan(i).IndexOfAny('\\', '$');
                    length = length < 0 ? replacement.Length - i : length;
                    writer.Append(replacement.AsSpan(i, length));
                    i += length - 1;
                }
            }

            return true;
        }
    }
}

using System.Globalization;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Collections;

/// <summary><c>slice(a, start, length)</c>: a part of an array; positions count from 1, negative ones from the end.</summary>
/// <remarks>Spark: <c>Slice</c> in collectionOperations.scala.</remarks>
internal static class Slice
{
    public static readonly ScalarFunction Definition = new("slice")
    {
        Group = FunctionGroup.Array,
        Since = "2.4.0",
        Usage = "slice(x, start, length) - Returns the length elements of x from start on, from 1 or, if negative, from the end.",
        Examples = [new("SELECT slice(array(1, 2, 3, 4), 2, 2)", "[2,3]"), new("SELECT slice(array(1, 2, 3, 4), -2, 2)", "[3,4]")],
        Overloads =
        [
            Overload.Bound([TypePattern.Array, IntegerType.Instance, IntegerType.Instance], static call => ElementChoices.Bind(call, default(Choice), canFail: true)),
        ],
    };

    private static readonly RowErrorKind StartKind = new("INVALID_PARAMETER_VALUE.START", "functionName", "parameter");
    private static readonly RowErrorKind LengthKind = new("INVALID_PARAMETER_VALUE.LENGTH", "functionName", "parameter", "length");

    private readonly struct Choice : IElementChoice
    {
        public bool TryChoose(in Arguments arguments, Vector elements, ListEntry entry, int row, ref ElementNumbers chosen, ref RowErrors errors)
        {
            var (start, length) = (new RowReader<int>(arguments[1])[row], new RowReader<int>(arguments[2])[row]);
            if (start == 0)
            {
                errors.Report(row, new RowError(StartKind, ErrorFormat.SqlId("slice"), ErrorFormat.SqlId("start")));
                return false;
            }

            if (length < 0)
            {
                errors.Report(row, new RowError(LengthKind, ErrorFormat.SqlId("slice"), ErrorFormat.SqlId("length"), length.ToString(CultureInfo.InvariantCulture)));
                return false;
            }

            var first = start > 0 ? start - 1 : entry.Length + start;
            for (var i = first; first >= 0 && i < entry.Length && i - first < length; i++)
                chosen.Add(entry.Offset + i);
            return true;
        }
    }
}

using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary><c>levenshtein(a, b, threshold)</c>: the edit distance of two strings in characters; -1 when it is above a threshold.</summary>
/// <remarks>Spark: <c>Levenshtein</c> in stringExpressions.scala, <c>UTF8String.levenshteinDistance</c>.</remarks>
internal static class Levenshtein
{
    public static readonly ScalarFunction Definition = new("levenshtein")
    {
        Group = FunctionGroup.String,
        Since = "1.5.0",
        Usage = "levenshtein(str1, str2[, threshold]) - Returns the Levenshtein distance of two strings, or -1 when it is above threshold.",
        Examples =
        [
            new("SELECT levenshtein('kitten', 'sitting')", "3"),
            new("SELECT levenshtein('kitten', 'sitting', 2)", "-1"),
        ],
        Overloads =
        [
            Overload.Kernel([TypePattern.String, TypePattern.String], IntegerType.Instance, static context => new Kernel(context)),
            Overload.Kernel([TypePattern.String, TypePattern.String, IntegerType.Instance], IntegerType.Instance, static context => new Kernel(context)),
        ],
    };

    private sealed class Kernel(KernelContext context) : IScalarKernel, IDisposable
    {
        private readonly EditDistance _distance = new(context.Account);

        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var left = new RowReader<Utf8View>(arguments[0]);
            var right = new RowReader<Utf8View>(arguments[1]);
            var thresholds = arguments.Count > 2 ? new RowReader<int>(arguments[2]) : default;
            var distances = result.Values<int>();
            foreach (var row in rows)
            {
                var (first, second) = (left[row], right[row]);
                var threshold = arguments.Count > 2 ? thresholds[row] : int.MaxValue;
                distances[row] = _distance.Between(first.Bytes, second.Bytes, threshold, context.Cancellation);
            }
        }

        public void Dispose() => _distance.Dispose();
    }
}

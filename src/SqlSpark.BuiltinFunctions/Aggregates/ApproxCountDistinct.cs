using System.Globalization;
using System.Numerics;
using SqlSpark.BuiltinFunctions.Scalar.Hashes;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Text;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary><c>approx_count_distinct(a[, relativeSD])</c>: about how many different values there are.</summary>
/// <remarks>
/// Spark: <c>HyperLogLogPlusPlus</c>, <c>HyperLogLogPlusPlusHelper</c>: the same registers, of <c>xxhash64</c>, and the same estimate, so the answer equals Spark's. A precision for which
/// the table of estimates lacks a line is refused.
/// </remarks>
internal static class ApproxCountDistinct
{
    public static readonly AggregateFunction Definition = new("approx_count_distinct")
    {
        ParameterNames = ["expr", "relativeSD"],
        Group = FunctionGroup.Aggregate,
        Since = "1.6.0",
        Usage = "approx_count_distinct(expr[, relativeSD]) - Returns about how many different values there are, by HyperLogLog++ with the given relative standard deviation, 0.05 by default.",
        Examples = [new("SELECT approx_count_distinct(col1) FROM VALUES (1), (1), (2), (2), (3) AS tab(col1)", "3")],
        Overloads = [new([HashableTypes.Pattern, DoubleType.Instance], Bind) { OptionalCount = 1 }],
    };

    private const double DefaultDeviation = 0.05;

    private static BoundAggregate Bind(BindCall call)
    {
        Collations.RequireBinary(call.Type(0));
        var deviation = DefaultDeviation;
        if (call.Arguments.Count > 1)
        {
            deviation = call.Arguments[1].IsFoldable
                ? call.Constant(1)?.Value as double? ?? throw BuiltinErrors.UnexpectedNull(call, "relativeSD")
                : throw BuiltinErrors.NotFoldable(call, 1, "relativeSD", "DOUBLE");
        }

        var precision = deviation > 0 ? Math.Ceiling(2 * Math.Log(1.106 / deviation) / Math.Log(2)) : double.NaN;
        if (!(precision is >= 4 and <= 24))
            throw BuiltinErrors.OutOfRange(call, "relativeSD", "[0.0003, 0.39]", FloatingPointText.Format(deviation));
        if (!DistinctEstimate.Supports((int)precision))
        {
            throw SqlSparkException.Create(
                "UNSUPPORTED_FEATURE.FUNCTION", null, ("functionName", ErrorFormat.SqlId(string.Create(CultureInfo.InvariantCulture, $"approx_count_distinct with relativeSD {deviation}"))));
        }

        var operation = new Operation((int)precision);
        return new BoundAggregate(LongType.Instance, false, false, context => new BlobKernel<Operation>(operation, context))
        {
            IgnoresDuplicates = true,
            EmptyValue = 0L,
            Signature = [precision],
        };
    }

    /// <summary>A byte for each register: the most leading zeros of hashes that begin with its number, plus one.</summary>
    private readonly struct Operation(int precision) : IBlobOperation
    {
        public int ByteLength => 1 << precision;

        public bool TryAdd(Span<byte> state, in Arguments arguments, int row, out long fault)
        {
            fault = 0;
            var hash = (ulong)RowHashes<long, SeededXxHash>.OfRow(arguments[0], row, 42);
            var register = (int)(hash >>> (64 - precision));
            var zeros = (byte)(BitOperations.LeadingZeroCount((hash << precision) | (1UL << (precision - 1))) + 1);
            if (zeros > state[register])
                state[register] = zeros;
            return true;
        }

        public void Merge(Span<byte> into, ReadOnlySpan<byte> from)
        {
            for (var i = 0; i < into.Length; i++)
                into[i] = Math.Max(into[i], from[i]);
        }

        public void Finish(ReadOnlySpan<byte> state, VectorWriter result, int row) => result.Values<long>()[row] = DistinctEstimate.Of(state, precision);

        public RowError Error(long fault) => throw InternalErrors.Unreachable(fault.ToString(CultureInfo.InvariantCulture));
    }
}

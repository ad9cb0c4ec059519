using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary><c>histogram_numeric(a, bins)</c>: the centres and heights of bins that are about the distribution of the values.</summary>
/// <remarks>
/// Spark: <c>HistogramNumeric</c>, <c>NumericHistogram</c> (Ben-Haim, Tom-Tov: A Streaming Parallel Decision Tree Algorithm, algorithm 1). The values are taken in the order of the rows, as Spark
/// does within a partition.
/// </remarks>
internal static class HistogramNumeric
{
    public static readonly AggregateFunction Definition = new("histogram_numeric")
    {
        Group = FunctionGroup.Aggregate,
        Since = "3.3.0",
        Usage = "histogram_numeric(expr, nb) - Returns an array of nb bins at most, structs of the centre x and the height y, about the distribution of the values.",
        Examples = [new("SELECT histogram_numeric(col, 5) FROM VALUES (0), (1), (2), (10) AS tab(col)", "[{\"x\":0,\"y\":1.0},{\"x\":1,\"y\":1.0},{\"x\":2,\"y\":1.0},{\"x\":10,\"y\":1.0}]")],
        Overloads = [new([Values, IntegerType.Instance], Bind)],
    };

    private const int FewestBins = 2;

    private static TypePattern Values => TypePattern.OneOf(
        DoubleType.Instance,
        TypePattern.Where("NUMERIC", DoubleType.Instance, static t => t.IsNumeric || t is DateType or TimestampType or TimestampNtzType or YearMonthIntervalType or DayTimeIntervalType));

    private static BoundAggregate Bind(BindCall call)
    {
        if (!call.Arguments[1].IsFoldable)
            throw BuiltinErrors.NotFoldable(call, 1, "nb", "INT");
        var bins = call.Constant(1)?.Value as int? ?? throw BuiltinErrors.UnexpectedNull(call, "nb");
        if (bins < FewestBins)
            throw BuiltinErrors.OutOfRange(call, "nb", $"[{FewestBins}, {int.MaxValue}]", bins.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var type = call.Type(0);
        var bin = new StructType([new StructField("x", type), new StructField("y", DoubleType.Instance)]);
        return new BoundAggregate(new ArrayType(bin), true, false, context => new Kernel(type, bins, context)) { IsOrderSensitive = true, Signature = [bins] };
    }

    private sealed class Kernel(DataType type, int binCount, AggregateContext context) : WeightedValuesKernel(takesCounts: false, context)
    {
        public override void Finish(StateAddresses states, VectorWriter result, ref RowErrors errors)
        {
            var bins = new List<(double Center, double Height)>();
            for (var i = 0; i < states.Count; i++)
            {
                var values = Collect(states.Get<WeightedValues>(i));
                if (values.IsEmpty)
                {
                    result.SetNull(i);
                    continue;
                }

                var random = new JavaRandom(31183);
                bins.Clear();
                foreach (var value in values)
                    Add(bins, value.Value, ref random);
                var elements = result.Elements;
                var first = elements.Append(bins.Count);
                for (var bin = 0; bin < bins.Count; bin++)
                {
                    Write(type, elements.Field(0), first + bin, bins[bin].Center);
                    elements.Field(1).Values<double>()[first + bin] = bins[bin].Height;
                }

                result.Entries[i] = new ListEntry(first, bins.Count);
            }
        }

        private void Add(List<(double Center, double Height)> bins, double value, ref JavaRandom random)
        {
            var (low, high) = (0, bins.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (bins[middle].Center < value)
                    low = middle + 1;
                else
                    high = middle;
            }

            if (low < bins.Count && bins[low].Center == value)
            {
                bins[low] = (value, bins[low].Height + 1);
                return;
            }

            bins.Insert(low, (value, 1));
            if (bins.Count > binCount)
                MergeClosest(bins, ref random);
        }

        /// <summary>Makes one bin of the two that lie closest; of several pairs chance takes one.</summary>
        private static void MergeClosest(List<(double Center, double Height)> bins, ref JavaRandom random)
        {
            var (closest, distance, ties) = (0, bins[1].Center - bins[0].Center, 1);
            for (var i = 1; i < bins.Count - 1; i++)
            {
                var next = bins[i + 1].Center - bins[i].Center;
                if (next < distance)
                    (closest, distance, ties) = (i, next, 1);
                else if (next == distance && random.NextDouble() <= 1.0 / ++ties)
                    closest = i;
            }

            var (left, right) = (bins[closest], bins[closest + 1]);
            var height = left.Height + right.Height;
            var center = left.Center * (left.Height / height);
            center += right.Center / height * right.Height;
            bins[closest] = (center, height);
            bins.RemoveAt(closest + 1);
        }
    }
}

using System.Globalization;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Text;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary>How a percentile is found among the values in order.</summary>
internal enum PercentileMethod
{
    /// <summary>Between the two closest values. Spark: <c>Percentile</c>, <c>PercentileCont</c>.</summary>
    Interpolated,

    /// <summary>The first value whose share of rows reaches the percentage. Spark: <c>PercentileDisc</c>.</summary>
    Discrete,

    /// <summary>The lower of the values that <see cref="Interpolated"/> lies between. Spark: <c>spark.sql.legacy.percentileDiscCalculation</c>.</summary>
    Lower,

    /// <summary>As <see cref="Discrete"/>, of the type of the values. Spark: <c>ApproximatePercentile</c>, whose sketch is exact for few values.</summary>
    Approximate,
}

/// <summary>A value and how often it counts.</summary>
internal struct WeightedValue
{
    public double Value;
    public long Count;
}

/// <summary>A chain of chunks of weighted values in the sink's heap.</summary>
internal unsafe struct WeightedValues
{
    private const int FirstCapacity = 4;
    private const int LargestCapacity = 1024;

    private Chunk* _first;
    private Chunk* _last;

    /// <summary>How many pairs there are.</summary>
    public long Length { get; private set; }

    private struct Chunk
    {
        public Chunk* Next;
        public int Count;
        public int Capacity;

        public static WeightedValue* Values(Chunk* chunk) => (WeightedValue*)(chunk + 1);
    }

    public void Add(double value, long count, StringHeap heap)
    {
        if (_last == null || _last->Count == _last->Capacity)
        {
            var capacity = _last == null ? FirstCapacity : Math.Min(_last->Capacity * 2, LargestCapacity);
            var chunk = (Chunk*)heap.Reserve(sizeof(Chunk) + (capacity * sizeof(WeightedValue)));
            *chunk = new Chunk { Capacity = capacity };
            if (_last == null)
                _first = chunk;
            else
                _last->Next = chunk;
            _last = chunk;
        }

        Chunk.Values(_last)[_last->Count++] = new WeightedValue { Value = value, Count = count };
        Length++;
    }

    /// <summary>Adds all of another chain.</summary>
    public void AddAll(in WeightedValues other, StringHeap heap)
    {
        for (var chunk = other._first; chunk != null; chunk = chunk->Next)
        {
            for (var i = 0; i < chunk->Count; i++)
                Add(Chunk.Values(chunk)[i].Value, Chunk.Values(chunk)[i].Count, heap);
        }
    }

    /// <summary>Copies the pairs.</summary>
    public readonly void CopyTo(Span<WeightedValue> values)
    {
        for (var chunk = _first; chunk != null; chunk = chunk->Next)
        {
            new ReadOnlySpan<WeightedValue>(Chunk.Values(chunk), chunk->Count).CopyTo(values);
            values = values[chunk->Count..];
        }
    }
}

/// <summary>Percentiles of all values, which the state keeps.</summary>
/// <param name="type">The type of one percentile.</param>
/// <param name="percentages">From 0 to 1.</param>
/// <param name="isArray">True when the result is an array of percentiles.</param>
/// <param name="method">How they are found.</param>
/// <param name="isDescending">True when the largest value comes first.</param>
/// <param name="context">Memory.</param>
internal sealed class PercentileKernel(DataType type, double[] percentages, bool isArray, PercentileMethod method, bool isDescending, AggregateContext context)
    : WeightedValuesKernel(takesCounts: method == PercentileMethod.Interpolated, context)
{
    public override void Finish(StateAddresses states, VectorWriter result, ref RowErrors errors)
    {
        for (var i = 0; i < states.Count; i++)
        {
            var values = Collect(states.Get<WeightedValues>(i));
            if (values.IsEmpty || percentages.Length == 0)
            {
                result.SetNull(i);
                continue;
            }

            values.Sort(isDescending ? static (a, b) => b.Value.CompareTo(a.Value) : static (a, b) => CompareAscending(a.Value, b.Value));
            if (!isArray)
            {
                Write(type, result, i, Find(values, percentages[0]));
                continue;
            }

            var first = result.Elements.Append(percentages.Length);
            result.Entries[i] = new ListEntry(first, percentages.Length);
            for (var p = 0; p < percentages.Length; p++)
                Write(type, result.Elements, first + p, Find(values, percentages[p]));
        }
    }

    // NaN is the largest number.
    private static int CompareAscending(double left, double right) =>
        double.IsNaN(left) || double.IsNaN(right) ? double.IsNaN(left).CompareTo(double.IsNaN(right)) : left.CompareTo(right);

    private double Find(ReadOnlySpan<WeightedValue> values, double percentage)
    {
        var total = 0L;
        foreach (var value in values)
            total += value.Count;
        if (method is PercentileMethod.Discrete or PercentileMethod.Approximate)
            return At(values, Math.Max((long)Math.Ceiling(percentage * total) - 1, 0));
        var position = (total - 1) * percentage;
        var (lower, upper) = ((long)Math.Floor(position), (long)Math.Ceiling(position));
        if (method == PercentileMethod.Lower)
            return At(values, lower);
        var (low, high) = (At(values, lower), At(values, upper));
        return lower == upper || low == high ? low : ((upper - position) * low) + ((position - lower) * high);
    }

    private static double At(ReadOnlySpan<WeightedValue> values, long position)
    {
        foreach (var value in values)
        {
            if (position < value.Count)
                return value.Value;
            position -= value.Count;
        }

        return values[^1].Value;
    }
}

/// <summary>Binds the functions of percentiles.</summary>
internal static class Percentiles
{
    /// <summary>Values that have percentiles: numbers and intervals.</summary>
    public static TypePattern Values => TypePattern.OneOf(DoubleType.Instance, TypePattern.Where("NUMERIC", DoubleType.Instance, static t => t.IsNumeric || t is YearMonthIntervalType or DayTimeIntervalType));

    /// <summary>One percentage or an array of them.</summary>
    public static TypePattern Percentages => TypePattern.OneOf(
        DoubleType.Instance, TypePattern.Where("ARRAY", new ArrayType(DoubleType.Instance), static t => t is ArrayType { ElementType.IsNumeric: true }), TypePattern.Numeric);

    /// <summary>Binds a call of a value and its percentages.</summary>
    public static BoundAggregate Bind(BindCall call, PercentileMethod method, bool isDescending = false)
    {
        var constant = call.Constant(1) ?? throw BuiltinErrors.NotFoldable(call, 1, "percentage", "DOUBLE");
        if (constant.Value is null && call.Type(1) is not ArrayType)
            throw BuiltinErrors.UnexpectedNull(call, "percentage");
        var isArray = call.Type(1) is ArrayType;
        double[] percentages = constant.Value is System.Collections.IEnumerable list and not string ? [.. list.Cast<object?>().Select(v => v is null ? 0 : ToDouble(v, call.Type(1)))] : [ToDouble(constant.Value!, call.Type(1))];
        if (percentages.Any(static p => p is not (>= 0 and <= 1)))
            throw BuiltinErrors.OutOfRange(call, "percentage", "[0.0, 1.0]", string.Join(",", percentages.Select(FloatingPointText.Format)));
        return Of(call.Type(0), percentages, isArray, method, isDescending);
    }

    /// <summary>The median, as a percentile.</summary>
    public static BoundAggregate BindMedian(BindCall call) => Of(call.Type(0), [0.5], isArray: false, PercentileMethod.Interpolated, isDescending: false);

    private static BoundAggregate Of(DataType argument, double[] percentages, bool isArray, PercentileMethod method, bool isDescending)
    {
        DataType type = argument switch
        {
            _ when method == PercentileMethod.Approximate => argument,
            YearMonthIntervalType => YearMonthIntervalType.Default,
            DayTimeIntervalType => DayTimeIntervalType.Default,
            _ => DoubleType.Instance,
        };
        return new BoundAggregate(isArray ? new ArrayType(type, false) : type, true, false, context => new PercentileKernel(type, percentages, isArray, method, isDescending, context))
        {
            Signature = [method, isDescending],
        };
    }

    /// <summary>Binds a call of the key of WITHIN GROUP, the percentages and whether the order descends.</summary>
    public static BoundAggregate BindOrdered(BindCall call, PercentileMethod method) =>
        Bind(call, method, isDescending: call.Constant(2)?.Value is true) with { Name = call.Name };

    /// <summary>Prints a call with its WITHIN GROUP.</summary>
    public static string PrintOrdered(string name, IReadOnlyList<string> arguments) =>
        $"{name}({arguments[1]}) WITHIN GROUP (ORDER BY {arguments[0]}{(arguments[2] == "true" ? " DESC" : "")})";

    private static double ToDouble(object value, DataType type) => value switch
    {
        Int128 unscaled => (double)unscaled / (double)WideMath.PowerOfTen(ScaleOf(type)),
        _ when ScaleOf(type) > 0 => Convert.ToDouble(value, CultureInfo.InvariantCulture) / (value is decimal or double or float ? 1 : (double)WideMath.PowerOfTen(ScaleOf(type))),
        _ => Convert.ToDouble(value, CultureInfo.InvariantCulture),
    };

    private static int ScaleOf(DataType type) => type switch
    {
        ArrayType array => ScaleOf(array.ElementType),
        DecimalType decimalType => decimalType.Scale,
        _ => 0,
    };
}

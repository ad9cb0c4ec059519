using System.Collections.Immutable;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary>Which measure of spread is asked for.</summary>
internal enum Spread
{
    PopulationVariance,
    SampleVariance,
    PopulationDeviation,
    SampleDeviation,
}

/// <summary>The number of rows, their mean, and the sum of the squares of their distances from it.</summary>
internal struct MomentState
{
    public double Count;
    public double Mean;
    public double Squares;
}

/// <summary>Variances and standard deviations in one pass (Welford), merged as by Chan and others. Spark: <c>CentralMomentAgg</c>.</summary>
/// <param name="spread">The measure.</param>
internal sealed unsafe class MomentKernel(Spread spread) : IAggregateKernel
{
    public int StateBytes => sizeof(MomentState);

    public ImmutableArray<DataType> StateTypes => [DoubleType.Instance, DoubleType.Instance, DoubleType.Instance];

    /// <summary>Binds the function; all measures of a column share their state.</summary>
    public static BoundAggregate Bind(Spread spread) =>
        new(DoubleType.Instance, true, false, _ => new MomentKernel(spread)) { StateKey = typeof(MomentState) };

    public void Initialize(StateAddresses states)
    {
        for (var i = 0; i < states.Count; i++)
            states.Get<MomentState>(i) = default;
    }

    public void Update(StateAddresses states, in Arguments arguments, Rows rows)
    {
        var values = ((FlatVector)arguments[0]).Values<double>();
        foreach (var row in rows)
            Add(ref states.Get<MomentState>(row), values[row]);
    }

    public void UpdateSingle(nint state, in Arguments arguments, Rows rows)
    {
        var values = ((FlatVector)arguments[0]).Values<double>();
        foreach (var row in rows)
            Add(ref *(MomentState*)state, values[row]);
    }

    public void Merge(StateAddresses into, StateAddresses from)
    {
        for (var i = 0; i < into.Count; i++)
        {
            ref var left = ref into.Get<MomentState>(i);
            ref var right = ref from.Get<MomentState>(i);
            var count = left.Count + right.Count;
            var delta = right.Mean - left.Mean;
            var step = count == 0 ? 0 : delta / count;
            left.Squares = left.Squares + right.Squares + (delta * step * left.Count * right.Count);
            left.Mean += step * right.Count;
            left.Count = count;
        }
    }

    public void Finish(StateAddresses states, VectorWriter result, ref RowErrors errors)
    {
        var values = result.Values<double>();
        var isSample = spread is Spread.SampleVariance or Spread.SampleDeviation;
        for (var i = 0; i < states.Count; i++)
        {
            ref var state = ref states.Get<MomentState>(i);
            var divisor = isSample ? state.Count - 1 : state.Count;
            if (divisor <= 0)
            {
                result.SetNull(i);
                continue;
            }

            var variance = state.Squares / divisor;
            values[i] = spread is Spread.PopulationDeviation or Spread.SampleDeviation ? Math.Sqrt(variance) : variance;
        }
    }

    public void Export(StateAddresses states, ReadOnlySpan<VectorWriter> columns)
    {
        for (var i = 0; i < states.Count; i++)
        {
            ref var state = ref states.Get<MomentState>(i);
            columns[0].Values<double>()[i] = state.Count;
            columns[1].Values<double>()[i] = state.Mean;
            columns[2].Values<double>()[i] = state.Squares;
        }
    }

    public void Import(in Arguments columns, StateAddresses states)
    {
        for (var i = 0; i < states.Count; i++)
        {
            states.Get<MomentState>(i) = new MomentState
            {
                Count = StateColumns.Double(columns[0], i),
                Mean = StateColumns.Double(columns[1], i),
                Squares = StateColumns.Double(columns[2], i),
            };
        }
    }

    private static void Add(ref MomentState state, double value)
    {
        state.Count++;
        var delta = value - state.Mean;
        var step = delta / state.Count;
        state.Mean += step;
        state.Squares += delta * (delta - step);
    }
}

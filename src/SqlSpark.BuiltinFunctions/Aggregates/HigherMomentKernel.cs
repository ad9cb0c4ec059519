using System.Collections.Immutable;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary>The number of rows, their mean, and the sums of powers of their distances from it.</summary>
internal struct HigherMomentState
{
    public double Count;
    public double Mean;
    public double Squares;
    public double Cubes;
    public double Fourths;
}

/// <summary>Skewness and kurtosis in one pass, merged as by Meng and others. Spark: <c>CentralMomentAgg</c>.</summary>
/// <param name="isKurtosis">True for the fourth moment.</param>
internal sealed class HigherMomentKernel(bool isKurtosis) : IAggregateKernel
{
    public unsafe int StateBytes => sizeof(HigherMomentState);

    public ImmutableArray<DataType> StateTypes => [.. Enumerable.Repeat<DataType>(DoubleType.Instance, 5)];

    /// <summary>Binds the function; both moments of a column share their state.</summary>
    public static BoundAggregate Bind(bool isKurtosis) =>
        new(DoubleType.Instance, true, false, _ => new HigherMomentKernel(isKurtosis)) { StateKey = typeof(HigherMomentState) };

    public void Initialize(StateAddresses states)
    {
        for (var i = 0; i < states.Count; i++)
            states.Get<HigherMomentState>(i) = default;
    }

    public void Update(StateAddresses states, in Arguments arguments, Rows rows)
    {
        var values = ((FlatVector)arguments[0]).Values<double>();
        foreach (var row in rows)
            Add(ref states.Get<HigherMomentState>(row), values[row]);
    }

    public unsafe void UpdateSingle(nint state, in Arguments arguments, Rows rows)
    {
        var values = ((FlatVector)arguments[0]).Values<double>();
        foreach (var row in rows)
            Add(ref *(HigherMomentState*)state, values[row]);
    }

    public void Merge(StateAddresses into, StateAddresses from)
    {
        for (var i = 0; i < into.Count; i++)
        {
            ref var left = ref into.Get<HigherMomentState>(i);
            ref var right = ref from.Get<HigherMomentState>(i);
            var (n1, n2) = (left.Count, right.Count);
            var count = n1 + n2;
            var delta = right.Mean - left.Mean;
            var step = count == 0 ? 0 : delta / count;
            var mean = left.Mean + (step * n2);
            var squares = left.Squares + right.Squares + (delta * step * n1 * n2);
            var cubes = left.Cubes + right.Cubes + (step * step * delta * n1 * n2 * (n1 - n2)) + (3 * step * ((n1 * right.Squares) - (n2 * left.Squares)));
            var fourths = left.Fourths + right.Fourths + (step * step * step * delta * n1 * n2 * ((n1 * n1) - (n1 * n2) + (n2 * n2)))
                + (6 * step * step * ((n1 * n1 * right.Squares) + (n2 * n2 * left.Squares))) + (4 * step * ((n1 * right.Cubes) - (n2 * left.Cubes)));
            left = new HigherMomentState { Count = count, Mean = mean, Squares = squares, Cubes = cubes, Fourths = fourths };
        }
    }

    public void Finish(StateAddresses states, VectorWriter result, ref RowErrors errors)
    {
        var values = result.Values<double>();
        for (var i = 0; i < states.Count; i++)
        {
            ref var state = ref states.Get<HigherMomentState>(i);
            if (state.Count == 0 || state.Squares == 0)
                result.SetNull(i);
            else
                values[i] = isKurtosis ? (state.Count * state.Fourths / (state.Squares * state.Squares)) - 3 : Math.Sqrt(state.Count) * state.Cubes / Math.Sqrt(state.Squares * state.Squares * state.Squares);
        }
    }

    public void Export(StateAddresses states, ReadOnlySpan<VectorWriter> columns)
    {
        for (var i = 0; i < states.Count; i++)
        {
            ref var state = ref states.Get<HigherMomentState>(i);
            columns[0].Values<double>()[i] = state.Count;
            columns[1].Values<double>()[i] = state.Mean;
            columns[2].Values<double>()[i] = state.Squares;
            columns[3].Values<double>()[i] = state.Cubes;
            columns[4].Values<double>()[i] = state.Fourths;
        }
    }

    public void Import(in Arguments columns, StateAddresses states)
    {
        for (var i = 0; i < states.Count; i++)
        {
            states.Get<HigherMomentState>(i) = new HigherMomentState
            {
                Count = StateColumns.Double(columns[0], i),
                Mean = StateColumns.Double(columns[1], i),
                Squares = StateColumns.Double(columns[2], i),
                Cubes = StateColumns.Double(columns[3], i),
                Fourths = StateColumns.Double(columns[4], i),
            };
        }
    }

    private static void Add(ref HigherMomentState state, double value)
    {
        state.Count++;
        var delta = value - state.Mean;
        var step = delta / state.Count;
        state.Mean += step;
        state.Squares += delta * (delta - step);
        var (deltaSquared, stepSquared) = (delta * delta, step * step);
        state.Cubes = state.Cubes - (3 * step * state.Squares) + (delta * (deltaSquared - stepSquared));
        state.Fourths = state.Fourths - (4 * step * state.Cubes) - (6 * stepSquared * state.Squares) + (delta * ((delta * deltaSquared) - (step * stepSquared)));
    }
}

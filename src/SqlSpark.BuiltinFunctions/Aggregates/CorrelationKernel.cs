using System.Collections.Immutable;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary>The number of pairs, the means of both columns, and the sums of products of distances from them.</summary>
internal struct CorrelationState
{
    public double Count;
    public double FirstMean;
    public double SecondMean;
    public double Products;
    public double FirstSquares;
    public double SecondSquares;
}

/// <summary>What functions of pairs of numbers share: one pass over them, merged as by Chan and others. Spark: <c>PearsonCorrelation</c>.</summary>
internal abstract unsafe class CorrelationKernel : IAggregateKernel
{
    public int StateBytes => sizeof(CorrelationState);

    public ImmutableArray<DataType> StateTypes => [.. Enumerable.Repeat<DataType>(DoubleType.Instance, sizeof(CorrelationState) / sizeof(double))];

    public void Initialize(StateAddresses states)
    {
        for (var i = 0; i < states.Count; i++)
            states.Get<CorrelationState>(i) = default;
    }

    public void Update(StateAddresses states, in Arguments arguments, Rows rows)
    {
        var first = ((FlatVector)arguments[0]).Values<double>();
        var second = ((FlatVector)arguments[1]).Values<double>();
        foreach (var row in rows)
            Add(ref states.Get<CorrelationState>(row), first[row], second[row]);
    }

    public void UpdateSingle(nint state, in Arguments arguments, Rows rows)
    {
        var first = ((FlatVector)arguments[0]).Values<double>();
        var second = ((FlatVector)arguments[1]).Values<double>();
        foreach (var row in rows)
            Add(ref *(CorrelationState*)state, first[row], second[row]);
    }

    public void Merge(StateAddresses into, StateAddresses from)
    {
        for (var i = 0; i < into.Count; i++)
        {
            ref var left = ref into.Get<CorrelationState>(i);
            ref var right = ref from.Get<CorrelationState>(i);
            var count = left.Count + right.Count;
            var (first, second) = (right.FirstMean - left.FirstMean, right.SecondMean - left.SecondMean);
            var (firstStep, secondStep) = count == 0 ? (0, 0) : (first / count, second / count);
            left.Products = left.Products + right.Products + (first * secondStep * left.Count * right.Count);
            left.FirstSquares = left.FirstSquares + right.FirstSquares + (first * firstStep * left.Count * right.Count);
            left.SecondSquares = left.SecondSquares + right.SecondSquares + (second * secondStep * left.Count * right.Count);
            left.FirstMean += firstStep * right.Count;
            left.SecondMean += secondStep * right.Count;
            left.Count = count;
        }
    }

    public abstract void Finish(StateAddresses states, VectorWriter result, ref RowErrors errors);

    public void Export(StateAddresses states, ReadOnlySpan<VectorWriter> columns)
    {
        for (var i = 0; i < states.Count; i++)
        {
            ref var state = ref states.Get<CorrelationState>(i);
            columns[0].Values<double>()[i] = state.Count;
            columns[1].Values<double>()[i] = state.FirstMean;
            columns[2].Values<double>()[i] = state.SecondMean;
            columns[3].Values<double>()[i] = state.Products;
            columns[4].Values<double>()[i] = state.FirstSquares;
            columns[5].Values<double>()[i] = state.SecondSquares;
        }
    }

    public void Import(in Arguments columns, StateAddresses states)
    {
        for (var i = 0; i < states.Count; i++)
        {
            states.Get<CorrelationState>(i) = new CorrelationState
            {
                Count = StateColumns.Double(columns[0], i),
                FirstMean = StateColumns.Double(columns[1], i),
                SecondMean = StateColumns.Double(columns[2], i),
                Products = StateColumns.Double(columns[3], i),
                FirstSquares = StateColumns.Double(columns[4], i),
                SecondSquares = StateColumns.Double(columns[5], i),
            };
        }
    }

    private static void Add(ref CorrelationState state, double first, double second)
    {
        state.Count++;
        var (fromFirst, fromSecond) = (first - state.FirstMean, second - state.SecondMean);
        state.FirstMean += fromFirst / state.Count;
        state.SecondMean += fromSecond / state.Count;
        state.Products += fromFirst * (second - state.SecondMean);
        state.FirstSquares += fromFirst * (first - state.FirstMean);
        state.SecondSquares += fromSecond * (second - state.SecondMean);
    }
}

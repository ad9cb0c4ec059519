using System.Collections.Immutable;
using SqlSpark.BuiltinFunctions.Scalar.Collections;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary>Aggregates whose state keeps all numbers, each with how often it counts.</summary>
/// <param name="takesCounts">True when a third argument, a BIGINT, says how often a value counts.</param>
/// <param name="context">Memory.</param>
internal abstract class WeightedValuesKernel(bool takesCounts, AggregateContext context) : IAggregateKernel, IDisposable
{
    private readonly ScratchBuffer _values = new(context.Account);

    public unsafe int StateBytes => sizeof(WeightedValues);

    public ImmutableArray<DataType> StateTypes => [new ArrayType(DoubleType.Instance, false), new ArrayType(LongType.Instance, false)];

    public void Initialize(StateAddresses states)
    {
        for (var i = 0; i < states.Count; i++)
            states.Get<WeightedValues>(i) = default;
    }

    public void Update(StateAddresses states, in Arguments arguments, Rows rows)
    {
        foreach (var row in rows)
            Add(ref states.Get<WeightedValues>(row), arguments, row);
    }

    public unsafe void UpdateSingle(nint state, in Arguments arguments, Rows rows)
    {
        foreach (var row in rows)
            Add(ref *(WeightedValues*)state, arguments, row);
    }

    public void Merge(StateAddresses into, StateAddresses from)
    {
        for (var i = 0; i < into.Count; i++)
            into.Get<WeightedValues>(i).AddAll(from.Get<WeightedValues>(i), context.Heap);
    }

    /// <inheritdoc />
    public abstract void Finish(StateAddresses states, VectorWriter result, ref RowErrors errors);

    public void Export(StateAddresses states, ReadOnlySpan<VectorWriter> columns)
    {
        for (var i = 0; i < states.Count; i++)
        {
            var values = Collect(states.Get<WeightedValues>(i));
            var first = columns[0].Elements.Append(values.Length);
            columns[1].Elements.Append(values.Length);
            columns[0].Entries[i] = columns[1].Entries[i] = new ListEntry(values.IsEmpty ? 0 : first, values.Length);
            for (var v = 0; v < values.Length; v++)
            {
                columns[0].Elements.Values<double>()[first + v] = values[v].Value;
                columns[1].Elements.Values<long>()[first + v] = values[v].Count;
            }
        }
    }

    public void Import(in Arguments columns, StateAddresses states)
    {
        for (var i = 0; i < states.Count; i++)
        {
            ref var state = ref states.Get<WeightedValues>(i);
            state = default;
            var (values, entry) = VectorFlattening.ListAt(columns[0], i);
            var (counts, countEntry) = VectorFlattening.ListAt(columns[1], i);
            for (var v = 0; v < entry.Length; v++)
                state.Add(StateColumns.Double(values.Elements, entry.Offset + v), (long)StateColumns.Integer(counts.Elements, countEntry.Offset + v), context.Heap);
        }
    }

    public void Dispose() => _values.Dispose();

    /// <summary>The pairs of a state, in the order in which they came, good until the next call.</summary>
    protected Span<WeightedValue> Collect(in WeightedValues state)
    {
        var values = _values.GetSpan<WeightedValue>(checked((int)state.Length));
        state.CopyTo(values);
        return values;
    }

    /// <summary>Writes a number as a value of a type.</summary>
    protected static void Write(DataType type, VectorWriter writer, int row, double value)
    {
        switch (type)
        {
            case DoubleType:
                writer.Values<double>()[row] = value;
                break;
            case FloatType:
                writer.Values<float>()[row] = (float)value;
                break;
            case DecimalType decimalType:
                Widths.Write(writer, row, double.ConvertToInteger<Int128>(Math.Round(value * (double)WideMath.PowerOfTen(decimalType.Scale), MidpointRounding.AwayFromZero)));
                break;
            default:
                Widths.Write(writer, row, double.ConvertToInteger<Int128>(value));
                break;
        }
    }

    private void Add(ref WeightedValues state, in Arguments arguments, int row)
    {
        var value = ToDouble(arguments[0], row);
        var count = takesCounts && arguments.Count > 2 && arguments[2].Type is LongType ? (long)StateColumns.Integer(arguments[2], row) : 1;
        if (count > 0)
            state.Add(value, count, context.Heap);
    }

    private static double ToDouble(Vector vector, int row) => vector.Type switch
    {
        DoubleType => StateColumns.Double(vector, row),
        FloatType => new RowReader<float>(vector)[row],
        DecimalType decimalType => (double)StateColumns.Integer(vector, row) / (double)WideMath.PowerOfTen(decimalType.Scale),
        _ => (double)StateColumns.Integer(vector, row),
    };
}

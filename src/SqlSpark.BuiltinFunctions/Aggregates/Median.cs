using System.Collections.Immutable;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary><c>median(a)</c>: the middle value, or the middle between the two middle ones.</summary>
/// <remarks>Spark: <c>Median</c>. NaN is the largest number. The state is a chain of chunks of values in the sink's heap.</remarks>
internal static class Median
{
    public static readonly AggregateFunction Definition = new("median")
    {
        Group = FunctionGroup.Aggregate,
        Since = "3.4.0",
        Usage = "median(expr) - Returns the median of the values.",
        Examples = [new("SELECT median(col) FROM VALUES (0), (10) AS tab(col)", "5.0")],
        IgnoresOrder = true,
        Overloads =
        [
            new([DoubleType.Instance], static _ => new BoundAggregate(DoubleType.Instance, true, false, context => new Kernel(context))),
            new([TypePattern.Where("ANSI INTERVAL", DayTimeIntervalType.Default, static t => t is YearMonthIntervalType or DayTimeIntervalType)], Percentiles.BindMedian),
        ],
    };

    /// <summary>A chunk: the address of the next one, the values used and those there is room for, then the values.</summary>
    private unsafe struct Chunk
    {
        public const int FirstCapacity = 4;
        public const int LargestCapacity = 2048;

        public Chunk* Next;
        public int Count;
        public int Capacity;

        public static double* Values(Chunk* chunk) => (double*)(chunk + 1);
    }

    private unsafe struct State
    {
        public Chunk* First;
        public Chunk* Last;
        public long Count;

        public void Add(double value, StringHeap heap)
        {
            if (Last == null || Last->Count == Last->Capacity)
                Grow(heap);
            Chunk.Values(Last)[Last->Count++] = value;
            Count++;
        }

        private void Grow(StringHeap heap)
        {
            var capacity = Last == null ? Chunk.FirstCapacity : Math.Min(Last->Capacity * 2, Chunk.LargestCapacity);
            var chunk = (Chunk*)heap.Reserve(sizeof(Chunk) + (capacity * sizeof(double)));
            *chunk = new Chunk { Capacity = capacity };
            if (Last == null)
                First = chunk;
            else
                Last->Next = chunk;
            Last = chunk;
        }
    }

    private sealed unsafe class Kernel(AggregateContext context) : IAggregateKernel, IDisposable
    {
        private readonly ScratchBuffer _values = new(context.Account);

        public int StateBytes => sizeof(State);

        public ImmutableArray<DataType> StateTypes => [new ArrayType(DoubleType.Instance, ContainsNull: false)];

        public void Initialize(StateAddresses states)
        {
            for (var i = 0; i < states.Count; i++)
                states.Get<State>(i) = default;
        }

        public void Update(StateAddresses states, in Arguments arguments, Rows rows)
        {
            var values = ((FlatVector)arguments[0]).Values<double>();
            foreach (var row in rows)
                states.Get<State>(row).Add(values[row], context.Heap);
        }

        public void UpdateSingle(nint state, in Arguments arguments, Rows rows)
        {
            var values = ((FlatVector)arguments[0]).Values<double>();
            foreach (var row in rows)
                ((State*)state)->Add(values[row], context.Heap);
        }

        public void Merge(StateAddresses into, StateAddresses from)
        {
            for (var i = 0; i < into.Count; i++)
            {
                for (var chunk = from.Get<State>(i).First; chunk != null; chunk = chunk->Next)
                {
                    for (var value = 0; value < chunk->Count; value++)
                        into.Get<State>(i).Add(Chunk.Values(chunk)[value], context.Heap);
                }
            }
        }

        public void Finish(StateAddresses states, VectorWriter result, ref RowErrors errors)
        {
            var medians = result.Values<double>();
            for (var i = 0; i < states.Count; i++)
            {
                ref var state = ref states.Get<State>(i);
                if (state.Count == 0)
                    result.SetNull(i);
                else
                    medians[i] = Middle(Collect(in state));
            }
        }

        public void Export(StateAddresses states, ReadOnlySpan<VectorWriter> columns)
        {
            for (var i = 0; i < states.Count; i++)
            {
                var values = Collect(in states.Get<State>(i));
                var first = columns[0].Elements.Append(values.Length);
                columns[0].Entries[i] = new ListEntry(values.IsEmpty ? 0 : first, values.Length);
                values.CopyTo(columns[0].Elements.Values<double>().Slice(first, values.Length));
            }
        }

        public void Import(in Arguments columns, StateAddresses states)
        {
            for (var i = 0; i < states.Count; i++)
            {
                ref var state = ref states.Get<State>(i);
                state = default;
                var (list, row) = columns[0] is ConstantVector constant ? ((ListVector)constant.Value, 0) : ((ListVector)columns[0], i);
                var (offset, length) = list.Entries[row];
                for (var element = offset; element < offset + length; element++)
                    state.Add(StateColumns.Double(list.Elements, element), context.Heap);
            }
        }

        public void Dispose() => _values.Dispose();

        private Span<double> Collect(in State state)
        {
            var values = _values.GetSpan<double>(checked((int)state.Count));
            var at = 0;
            for (var chunk = state.First; chunk != null; chunk = chunk->Next)
            {
                new ReadOnlySpan<double>(Chunk.Values(chunk), chunk->Count).CopyTo(values[at..]);
                at += chunk->Count;
            }

            return values;
        }

        private static double Middle(Span<double> values)
        {
            // Sort puts NaN first; as the largest number it belongs behind all others.
            values.Sort();
            var nanCount = 0;
            while (nanCount < values.Length && double.IsNaN(values[nanCount]))
                nanCount++;
            var lower = Ranked(values, nanCount, (values.Length - 1) / 2);
            var upper = Ranked(values, nanCount, values.Length / 2);
            return lower.Equals(upper) ? lower : (0.5 * lower) + (0.5 * upper);
        }

        private static double Ranked(ReadOnlySpan<double> sorted, int nanCount, int rank) =>
            rank < sorted.Length - nanCount ? sorted[rank + nanCount] : double.NaN;
    }
}

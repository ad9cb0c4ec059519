using System.Collections.Immutable;
using SqlSpark.BuiltinFunctions.Scalar.Collections;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary>What becomes of all values of a group.</summary>
internal enum CollectForm : byte
{
    /// <summary>An array of them.</summary>
    All,

    /// <summary>An array of them, each once.</summary>
    Distinct,

    /// <summary>The most frequent one, of several the first.</summary>
    MostFrequent,

    /// <summary>The most frequent one, of several the smallest.</summary>
    MostFrequentSmallest,

    /// <summary>The most frequent one, of several the largest.</summary>
    MostFrequentLargest,
}

/// <summary><c>collect_list(a)</c>: the values that are not NULL as an array, in the order of the rows.</summary>
/// <remarks>Spark: <c>CollectList</c>. The state is a chain of chunks of encoded values in the sink's heap.</remarks>
internal static class CollectList
{
    public static readonly AggregateFunction Definition = new("collect_list")
    {
        Aliases = ["array_agg"],
        Group = FunctionGroup.Aggregate,
        Since = "2.0.0",
        Usage = "collect_list(expr) - Returns the values in an array, duplicates too, without NULLs.",
        Examples = [new("SELECT collect_list(col) FROM VALUES (1), (2), (1) AS tab(col)", "[1,2,1]")],
        Overloads = [new([TypePattern.Any], Bind)],
    };

    internal static BoundAggregate Bind(BindCall call) => Bind(call, CollectForm.All);

    /// <summary>Binds a function of all values.</summary>
    internal static BoundAggregate Bind(BindCall call, CollectForm form)
    {
        var type = new ArrayType(call.Type(0), ContainsNull: false);
        var isList = form is CollectForm.All or CollectForm.Distinct;
        return new BoundAggregate(isList ? type : type.ElementType, !isList, false, context => new Kernel(type, form, context))
        {
            IsOrderSensitive = isList,
            IgnoresDuplicates = form == CollectForm.Distinct,
            Signature = [form],
            EmptyValue = isList ? EquatableArray<object?>.Empty : null,
        };
    }

    /// <summary>A chunk: the address of the next one, the bytes used and the bytes there are, then the values.</summary>
    private unsafe struct Chunk
    {
        public const int FirstLength = 48;
        public const int LargestLength = 16 * 1024;

        public Chunk* Next;
        public int Length;
        public int Capacity;

        public static byte* Content(Chunk* chunk) => (byte*)(chunk + 1);
    }

    private unsafe struct State
    {
        public Chunk* First;
        public Chunk* Last;
        public long Count;

        public void Append(ReadOnlySpan<byte> bytes, long count, StringHeap heap)
        {
            if (Last == null || Last->Capacity - Last->Length < bytes.Length)
                Grow(bytes.Length, heap);
            bytes.CopyTo(new Span<byte>(Chunk.Content(Last) + Last->Length, Last->Capacity - Last->Length));
            Last->Length += bytes.Length;
            Count += count;
        }

        private void Grow(int byteLength, StringHeap heap)
        {
            var capacity = Math.Max(byteLength, Last == null ? Chunk.FirstLength : Math.Min(Last->Capacity * 2, Chunk.LargestLength));
            var chunk = (Chunk*)heap.Reserve(checked(sizeof(Chunk) + ((capacity + 15) & ~15)));
            *chunk = new Chunk { Capacity = (capacity + 15) & ~15 };
            if (Last == null)
                First = chunk;
            else
                Last->Next = chunk;
            Last = chunk;
        }
    }

    private sealed unsafe class Kernel(ArrayType type, CollectForm form, AggregateContext context) : IAggregateKernel, IDisposable
    {
        private readonly ValueEncoder _encoder = new(context.Account);

        public int StateBytes => sizeof(State);

        public ImmutableArray<DataType> StateTypes => [type];

        public void Initialize(StateAddresses states)
        {
            for (var i = 0; i < states.Count; i++)
                states.Get<State>(i) = default;
        }

        public void Update(StateAddresses states, in Arguments arguments, Rows rows)
        {
            foreach (var row in rows)
                states.Get<State>(row).Append(_encoder.Encode(arguments[0], row), 1, context.Heap);
        }

        public void UpdateSingle(nint state, in Arguments arguments, Rows rows)
        {
            foreach (var row in rows)
                ((State*)state)->Append(_encoder.Encode(arguments[0], row), 1, context.Heap);
        }

        public void Merge(StateAddresses into, StateAddresses from)
        {
            for (var i = 0; i < into.Count; i++)
            {
                ref var other = ref from.Get<State>(i);
                ref var state = ref into.Get<State>(i);
                for (var chunk = other.First; chunk != null; chunk = chunk->Next)
                    state.Append(new ReadOnlySpan<byte>(Chunk.Content(chunk), chunk->Length), 0, context.Heap);
                state.Count += other.Count;
            }
        }

        public void Finish(StateAddresses states, VectorWriter result, ref RowErrors errors)
        {
            switch (form)
            {
                case CollectForm.All:
                    Write(states, result);
                    break;
                case CollectForm.Distinct:
                    WriteOnce(states, result);
                    break;
                default:
                    WriteMostFrequent(states, result);
                    break;
            }
        }

        public void Export(StateAddresses states, ReadOnlySpan<VectorWriter> columns) => Write(states, columns[0]);

        public void Import(in Arguments columns, StateAddresses states)
        {
            for (var i = 0; i < states.Count; i++)
            {
                states.Get<State>(i) = default;
                var (list, row) = columns[0] is ConstantVector constant ? ((ListVector)constant.Value, 0) : ((ListVector)columns[0], i);
                var (offset, length) = list.Entries[row];
                for (var element = offset; element < offset + length; element++)
                    states.Get<State>(i).Append(_encoder.Encode(list.Elements, element), 1, context.Heap);
            }
        }

        public void Dispose() => _encoder.Dispose();

        /// <summary>Decodes all values of a state and copies those of them that are new.</summary>
        private void WriteOnce(StateAddresses states, VectorWriter result)
        {
            using var values = new VectorWriter(type, context.Account);
            values.Begin(states.Count);
            Write(states, values);
            var lists = (ListVector)values.Publish();
            var entries = result.Entries;
            var (seen, chosen) = (default(ElementSet), default(ElementNumbers));
            chosen.Clear();
            for (var i = 0; i < states.Count; i++)
            {
                seen.Clear();
                var first = chosen.Count;
                var (offset, length) = lists.Entries[i];
                for (var element = offset; element < offset + length; element++)
                {
                    if (seen.Add(lists.Elements, element))
                        chosen.Add(element);
                }

                entries[i] = new ListEntry(chosen.Count == first ? 0 : first, chosen.Count - first);
            }

            VectorCopy.Append(lists.Elements, chosen.Numbers, result.Elements, StringCopy.Keep);
        }

        /// <summary>Decodes all values of a state, counts equal ones and copies the first of those that there are most of.</summary>
        private void WriteMostFrequent(StateAddresses states, VectorWriter result)
        {
            using var values = new VectorWriter(type, context.Account);
            values.Begin(states.Count);
            Write(states, values);
            var lists = (ListVector)values.Publish();
            var seen = default(ElementSet);
            var counts = new List<(int Element, int Count)>();
            var chosen = new int[states.Count];
            for (var i = 0; i < states.Count; i++)
            {
                seen.Clear();
                counts.Clear();
                var (offset, length) = lists.Entries[i];
                for (var element = offset; element < offset + length; element++)
                {
                    if (seen.Add(lists.Elements, element))
                        counts.Add((element, 1));
                    else
                        Count(counts, seen.IndexOf(lists.Elements, element));
                }

                chosen[i] = Best(counts, lists.Elements);
            }

            if (lists.Elements.Length > 0)
                VectorCopy.Place(lists.Elements, chosen, result, 0, 1, StringCopy.Keep);
            for (var i = 0; i < states.Count; i++)
            {
                if (lists.Entries[i].Length == 0)
                    result.SetNull(i);
            }
        }

        private static void Count(List<(int Element, int Count)> counts, int index) => counts[index] = (counts[index].Element, counts[index].Count + 1);

        private int Best(List<(int Element, int Count)> counts, Vector values)
        {
            var (best, most) = (0, 0);
            foreach (var (element, count) in counts)
            {
                if (count > most || (count == most && IsBetter(values, element, best)))
                    (best, most) = (element, count);
            }

            return best;
        }

        private bool IsBetter(Vector values, int element, int best) => form switch
        {
            CollectForm.MostFrequentSmallest => VectorComparer.Compare(values, element, values, best) < 0,
            CollectForm.MostFrequentLargest => VectorComparer.Compare(values, element, values, best) > 0,
            _ => false,
        };

        private static void Write(StateAddresses states, VectorWriter result)
        {
            var entries = result.Entries;
            for (var i = 0; i < states.Count; i++)
            {
                ref var state = ref states.Get<State>(i);
                var count = checked((int)state.Count);
                var element = result.Elements.Append(count);
                entries[i] = new ListEntry(count == 0 ? 0 : element, count);
                for (var chunk = state.First; chunk != null; chunk = chunk->Next)
                {
                    var bytes = new ReadOnlySpan<byte>(Chunk.Content(chunk), chunk->Length);
                    while (!bytes.IsEmpty)
                        bytes = bytes[ValueCodec.Decode(bytes, result.Elements, element++)..];
                }
            }
        }
    }
}

using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;

namespace SqlSpark.Execution.Operators.Aggregates;

/// <summary>Simple aggregate functions: the sinks are tested, not the functions.</summary>
internal static class TestAggregates
{
    public static BoundAggregate CountAll { get; } = new(LongType.Instance, false, false, _ => new CountKernel()) { IgnoresNulls = false };

    public static BoundAggregate Count { get; } = new(LongType.Instance, false, false, _ => new CountKernel());

    public static BoundAggregate Sum { get; } = new(LongType.Instance, true, true, _ => new SumKernel());

    public static BoundAggregate LongestText { get; } = new(StringType.Instance, true, false, c => new LongestTextKernel(c.Heap));

    public static BoundAggregate List { get; } = new(StringType.Instance, false, false, c => new ListKernel(c.Heap)) { IsOrderSensitive = true };

    /// <summary>Fills in what no sink asks for.</summary>
    private abstract class Kernel<TState> : IAggregateKernel
        where TState : unmanaged
    {
        public int StateBytes => System.Runtime.CompilerServices.Unsafe.SizeOf<TState>();

        public ImmutableArray<DataType> StateTypes => [];

        public void Initialize(StateAddresses states)
        {
            for (var i = 0; i < states.Count; i++)
            {
                Assert16(states.Addresses[i]);
                states.Get<TState>(i) = default;
            }
        }

        public void Update(StateAddresses states, in Arguments arguments, Rows rows)
        {
            foreach (var row in rows)
                Add(ref states.Get<TState>(row), arguments, row);
        }

        public void UpdateSingle(nint state, in Arguments arguments, Rows rows)
        {
            var states = new StateAddresses([state]);
            foreach (var row in rows)
                Add(ref states.Get<TState>(0), arguments, row);
        }

        public void Merge(StateAddresses into, StateAddresses from)
        {
            for (var i = 0; i < into.Count; i++)
                Merge(ref into.Get<TState>(i), from.Get<TState>(i));
        }

        public void Finish(StateAddresses states, VectorWriter result, ref RowErrors errors)
        {
            for (var i = 0; i < states.Count; i++)
                Finish(states.Get<TState>(i), i, result, ref errors);
        }

        public void Export(StateAddresses states, ReadOnlySpan<VectorWriter> columns) => throw new NotSupportedException();

        public void Import(in Arguments columns, StateAddresses states) => throw new NotSupportedException();

        protected abstract void Add(ref TState state, in Arguments arguments, int row);

        protected abstract void Merge(ref TState into, TState from);

        protected abstract void Finish(TState state, int row, VectorWriter result, ref RowErrors errors);

        private static void Assert16(nint address) => Xunit.Assert.Equal(0, address & 15);
    }

    private sealed class CountKernel : Kernel<long>, IAggregateKernel
    {
        public bool TryUpdateFew(nint states, int stride, FewGroups groups, in Arguments arguments)
        {
            Span<long> counts = stackalloc long[groups.Count];
            counts.Clear();
            foreach (var code in groups.Codes)
            {
                if (code == Core.Kernels.GroupKernels.NoGroup)
                    continue;
                counts[code]++;
                new StateAddresses([states + (code * stride)]).Get<long>(0)++;
            }

            Xunit.Assert.Equal(counts, groups.RowCounts);
            return true;
        }

        protected override void Add(ref long state, in Arguments arguments, int row)
        {
            state++;
            for (var i = 0; i < arguments.Count; i++)
                Xunit.Assert.False(arguments[i].IsNull(row));
        }

        protected override void Merge(ref long into, long from) => into += from;

        protected override void Finish(long state, int row, VectorWriter result, ref RowErrors errors) => result.Values<long>()[row] = state;
    }

    private sealed class SumKernel : Kernel<(long Sum, long Count)>
    {
        protected override void Add(ref (long Sum, long Count) state, in Arguments arguments, int row)
        {
            state.Sum += ((FlatVector)arguments[0]).Values<long>()[row];
            state.Count++;
        }

        protected override void Merge(ref (long Sum, long Count) into, (long Sum, long Count) from)
        {
            into.Sum += from.Sum;
            into.Count += from.Count;
        }

        protected override void Finish((long Sum, long Count) state, int row, VectorWriter result, ref RowErrors errors)
        {
            if (state.Count == 0)
                result.SetNull(row);
            else if (state.Sum == long.MaxValue)
                errors.Report(row, RowError.ArithmeticOverflow);
            else
                result.Values<long>()[row] = state.Sum;
        }
    }

    private sealed class LongestTextKernel(StringHeap heap) : Kernel<(Utf8View Text, long Count)>
    {
        protected override void Add(ref (Utf8View Text, long Count) state, in Arguments arguments, int row) =>
            Offer(ref state, ((FlatVector)arguments[0]).Values<Utf8View>()[row]);

        protected override void Merge(ref (Utf8View Text, long Count) into, (Utf8View Text, long Count) from)
        {
            if (from.Count > 0)
                Offer(ref into, from.Text);
        }

        protected override void Finish((Utf8View Text, long Count) state, int row, VectorWriter result, ref RowErrors errors)
        {
            if (state.Count == 0)
                result.SetNull(row);
            else
                result.SetBytes(row, state.Text.Bytes);
        }

        private void Offer(ref (Utf8View Text, long Count) state, Utf8View text)
        {
            var isLonger = text.Length > state.Text.Length || (text.Length == state.Text.Length && text.CompareTo(state.Text) > 0);
            if (state.Count++ == 0 || isLonger)
                state.Text = heap.Copy(text.Bytes);
        }
    }

    /// <summary>The values in the order in which they come, as text.</summary>
    private sealed class ListKernel(StringHeap heap) : Kernel<Utf8View>
    {
        protected override void Add(ref Utf8View state, in Arguments arguments, int row) =>
            Append(ref state, Encoding.UTF8.GetBytes(((long)BoxedValues.Get(arguments[0], row)!).ToString(CultureInfo.InvariantCulture) + ","));

        protected override void Merge(ref Utf8View into, Utf8View from) => Append(ref into, from.Bytes);

        protected override void Finish(Utf8View state, int row, VectorWriter result, ref RowErrors errors) => result.SetBytes(row, state.Bytes);

        private void Append(ref Utf8View state, ReadOnlySpan<byte> bytes) => state = heap.Copy([.. state.Bytes, .. bytes]);
    }
}

using System.Collections.Immutable;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary><c>count(*)</c>, <c>count(a, ...)</c>: the rows, or those in which no argument is NULL.</summary>
/// <remarks>Spark: <c>Count</c>.</remarks>
internal static class Count
{
    public static readonly AggregateFunction Definition = new("count")
    {
        Group = FunctionGroup.Aggregate,
        Usage = "count(*), count(expr[, expr...]) - Returns the number of rows, or of those in which no argument is NULL.",
        Examples =
        [
            new("SELECT count(*) FROM VALUES (NULL), (5), (5), (20) AS tab(col)", "4"),
            new("SELECT count(col) FROM VALUES (NULL), (5), (5), (20) AS tab(col)", "3"),
        ],
        AllowsStar = true,
        Overloads =
        [
            new([TypePattern.Any, TypePattern.Any], static _ => new BoundAggregate(LongType.Instance, false, false, static _ => new Kernel()) { EmptyValue = 0L, AcceptsEncodings = true })
            {
                IsVariadic = true,
            },
        ],
    };

    /// <summary>The state is the count. The operator passes rows without NULL arguments only.</summary>
    private sealed unsafe class Kernel : IAggregateKernel
    {
        public int StateBytes => sizeof(long);

        public ImmutableArray<DataType> StateTypes => [LongType.Instance];

        public void Initialize(StateAddresses states)
        {
            for (var i = 0; i < states.Count; i++)
                states.Get<long>(i) = 0;
        }

        public void Update(StateAddresses states, in Arguments arguments, Rows rows) => GroupKernels.Count(rows, states.Addresses, offset: 0);

        public void UpdateSingle(nint state, in Arguments arguments, Rows rows) => *(long*)state += rows.Count;

        public bool TryUpdateFew(nint states, int stride, FewGroups groups, in Arguments arguments)
        {
            for (var group = 0; group < groups.Count; group++)
                *(long*)(states + ((nint)group * stride)) += groups.RowCounts[group];
            return true;
        }

        public void Merge(StateAddresses into, StateAddresses from)
        {
            for (var i = 0; i < into.Count; i++)
                into.Get<long>(i) += from.Get<long>(i);
        }

        public void Finish(StateAddresses states, VectorWriter result, ref RowErrors errors)
        {
            var counts = result.Values<long>();
            for (var i = 0; i < states.Count; i++)
                counts[i] = states.Get<long>(i);
        }

        public void Export(StateAddresses states, ReadOnlySpan<VectorWriter> columns)
        {
            var counts = columns[0].Values<long>();
            for (var i = 0; i < states.Count; i++)
                counts[i] = states.Get<long>(i);
        }

        public void Import(in Arguments columns, StateAddresses states)
        {
            for (var i = 0; i < states.Count; i++)
                states.Get<long>(i) = (long)StateColumns.Integer(columns[0], i);
        }

        public FrameSupport Frames => FrameSupport.Sliding;

        public void RunFrames(nint state, in FrameRun run, StateAddresses kept)
        {
            var operation = new Counting(ref *(long*)state, kept);
            FrameRuns.Run(run, ref operation);
        }

        private readonly ref struct Counting(ref long count, StateAddresses kept) : IFrameOperation
        {
            private readonly ref long _count = ref count;
            private readonly StateAddresses _kept = kept;

            public void Reset() => _count = 0;

            public void Add(int row) => _count++;

            public void Remove(int row) => _count--;

            public void Keep(int frame) => _kept.Get<long>(frame) = _count;
        }
    }
}

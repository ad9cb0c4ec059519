using System.Collections.Immutable;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Aggregate;

/// <summary><c>count(*)</c> and <c>count(a, ...)</c>: rows, or rows in which no argument is NULL. Never NULL.</summary>
/// <remarks>Spark: <c>Count</c>. The operator leaves out rows with NULL arguments.</remarks>
internal static class Count
{
    public static readonly AggregateFunction Definition = new("count")
    {
        Group = FunctionGroup.Aggregate,
        Usage = "count(*) - Returns the number of rows. count(expr[, expr...]) - Returns the number of rows in which no expr is NULL.",
        Examples =
        [
            new("SELECT count(*) FROM VALUES (NULL), (5), (5), (20) AS tab(col)", "4"),
            new("SELECT count(col) FROM VALUES (NULL), (5), (5), (20) AS tab(col)", "3"),
            new("SELECT count(DISTINCT col) FROM VALUES (NULL), (5), (5), (10) AS tab(col)", "2"),
        ],
        AllowsStar = true,
        Overloads = [new AggregateOverload([TypePattern.Any], Bind) { IsVariadic = true }],
    };

    private static BoundAggregate Bind(BindCall call) =>
        new(LongType.Instance, Nullable: false, CanFail: false, static _ => new Kernel()) { EmptyValue = 0L };

    private sealed class Kernel : AggregateKernel<long>
    {
        public override ImmutableArray<DataType> StateTypes => [LongType.Instance];

        public override void Update(StateAddresses states, in Arguments arguments, Rows rows) => GroupKernels.Count(rows, states.Addresses, 0);

        public override bool TryUpdateFew(nint states, int stride, ReadOnlySpan<byte> codes, in Arguments arguments, Rows rows)
        {
            if (!rows.IsAll)
                return false;
            Span<long> counts = stackalloc long[GroupKernels.FewGroups];
            counts.Clear();
            GroupKernels.CountFew(codes, counts);
            for (var group = 0; group < counts.Length; group++)
            {
                if (counts[group] != 0)
                    GroupState(states, stride, group) += counts[group];
            }

            return true;
        }

        protected override void UpdateOne(ref long state, in Arguments arguments, Rows rows) => state += rows.Count;

        protected override void MergeOne(ref long into, in long from) => into += from;

        protected override void FinishOne(in long state, int row, VectorWriter result, ref RowErrors errors) => result.Values<long>()[row] = state;

        protected override void ExportOne(in long state, int row, ReadOnlySpan<VectorWriter> columns) => columns[0].Values<long>()[row] = state;

        protected override void ImportOne(in Arguments columns, int row, ref long state) => state = ((FlatVector)columns[0]).Values<long>()[row];
    }
}

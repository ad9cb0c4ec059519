using System.Collections.Immutable;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Functions;

/// <summary>
/// An aggregate function in two steps: the first one gives its state as a struct, the second one merges such structs and finishes. What lies between may drop and repeat groups.
/// </summary>
/// <remarks>Spark: the modes <c>Partial</c> and <c>Final</c> of <c>AggregateExpression</c>.</remarks>
public static class PartialAggregates
{
    private static readonly AggregateFunction State = new("aggregate_state") { Group = FunctionGroup.Misc, Usage = "aggregate_state(...) - The state of another aggregate function.", Examples = [] };
    private static readonly AggregateFunction Merged = new("aggregate_merge") { Group = FunctionGroup.Misc, Usage = "aggregate_merge(state) - The result of another aggregate function, of its states.", Examples = [] };

    /// <summary>True when the function may be taken in two steps: without DISTINCT and without an order.</summary>
    public static bool CanSplit(AggregateExpression expression) =>
        expression is { IsDistinct: false, OrderBy.IsEmpty: true, Call.Bound.IsOrderSensitive: false };

    /// <summary>True for the second step of another function.</summary>
    public static bool IsMerge(AggregateExpression expression) => expression.Call.Function == Merged;

    /// <summary>The first step, over the same arguments and with the same FILTER.</summary>
    public static AggregateExpression StateOf(AggregateExpression expression)
    {
        var (call, bound) = (expression.Call, expression.Call.Bound);
        var type = new StructType(KernelOf(bound).StateTypes.Select(static (type, i) => new StructField($"s{i}", type, true)).ToEquatableArray());
        return new AggregateExpression(
            call with
            {
                Function = State,
                Bound = bound with
                {
                    Type = type,
                    Nullable = false,
                    CanFail = false,
                    CreateKernel = context => new StateKernel(bound.CreateKernel(context)),
                    Name = $"state_{NameOf(call)}",
                    Pick = null,
                    EmptyValue = null,
                    Signature = [call.Function, .. bound.Signature],
                },
            },
            isDistinct: false,
            expression.Filter);
    }

    /// <summary>The second step.</summary>
    /// <param name="expression">The function as it stood.</param>
    /// <param name="state">The column of its states.</param>
    public static AggregateExpression MergeOf(AggregateExpression expression, AttributeReference state)
    {
        var (call, bound) = (expression.Call, expression.Call.Bound);
        return new AggregateExpression(new AggregateCall(
            Merged,
            [state],
            bound with
            {
                CreateKernel = context => new MergeKernel(bound.CreateKernel(context), context),
                Name = $"merge_{NameOf(call)}",
                IgnoresNulls = true,
                AcceptsEncodings = false,
                StateKey = null,
                Pick = null,
                Signature = [call.Function, .. bound.Signature],
            }));
    }

    private static string NameOf(AggregateCall call) => call.Bound.Name.Length == 0 ? call.Function.Name : call.Bound.Name;

    private static IAggregateKernel KernelOf(BoundAggregate bound)
    {
        // No state is made: the kernel only says what its states are made of.
        using var account = Core.Memory.MemoryPool.Shared.CreateAccount("aggregate states");
        using var heap = new StringHeap(account);
        return bound.CreateKernel(new AggregateContext(account, heap));
    }

    /// <summary>Gives states in the place of results.</summary>
    private sealed class StateKernel(IAggregateKernel inner) : IAggregateKernel, IDisposable
    {
        public int StateBytes => inner.StateBytes;

        public ImmutableArray<DataType> StateTypes => inner.StateTypes;

        public void Initialize(StateAddresses states) => inner.Initialize(states);

        public void Update(StateAddresses states, in Arguments arguments, Rows rows) => inner.Update(states, arguments, rows);

        public void UpdateSingle(nint state, in Arguments arguments, Rows rows) => inner.UpdateSingle(state, arguments, rows);

        public bool TryUpdateFew(nint states, int stride, FewGroups groups, in Arguments arguments) => inner.TryUpdateFew(states, stride, groups, arguments);

        public void Merge(StateAddresses into, StateAddresses from) => inner.Merge(into, from);

        public void Finish(StateAddresses states, VectorWriter result, ref RowErrors errors) => inner.Export(states, result.Children);

        public void Export(StateAddresses states, ReadOnlySpan<VectorWriter> columns) => inner.Export(states, columns);

        public void Import(in Arguments columns, StateAddresses states) => inner.Import(columns, states);

        public void Dispose() => (inner as IDisposable)?.Dispose();
    }

    /// <summary>Takes states in the place of values.</summary>
    private sealed class MergeKernel(IAggregateKernel inner, AggregateContext context) : IAggregateKernel, IDisposable
    {
        private const int Alignment = 16;

        private nint[] _from = [];
        private nint[] _into = [];

        public int StateBytes => inner.StateBytes;

        public ImmutableArray<DataType> StateTypes => inner.StateTypes;

        public void Initialize(StateAddresses states) => inner.Initialize(states);

        public void Update(StateAddresses states, in Arguments arguments, Rows rows) => Merge(states.Addresses, 0, arguments, rows);

        public void UpdateSingle(nint state, in Arguments arguments, Rows rows) => Merge([], state, arguments, rows);

        public void Merge(StateAddresses into, StateAddresses from) => inner.Merge(into, from);

        public void Finish(StateAddresses states, VectorWriter result, ref RowErrors errors) => inner.Finish(states, result, ref errors);

        public void Export(StateAddresses states, ReadOnlySpan<VectorWriter> columns) => inner.Export(states, columns);

        public void Import(in Arguments columns, StateAddresses states) => inner.Import(columns, states);

        public void Dispose() => (inner as IDisposable)?.Dispose();

        /// <summary>Makes states of all rows beside, and merges those that count.</summary>
        private unsafe void Merge(ReadOnlySpan<nint> states, nint single, in Arguments arguments, Rows rows)
        {
            if (rows.IsEmpty)
                return;
            if (_from.Length < rows.Length)
            {
                _from = new nint[rows.Length];
                _into = new nint[rows.Length];
            }

            var stride = (inner.StateBytes + Alignment - 1) / Alignment * Alignment;
            var scratch = context.Account.Allocate(((long)stride * rows.Length) + Alignment);
            try
            {
                var first = ((nint)scratch.Address + Alignment - 1) / Alignment * Alignment;
                for (var row = 0; row < rows.Length; row++)
                    _from[row] = first + ((nint)row * stride);
                var all = new StateAddresses(_from.AsSpan(0, rows.Length));
                inner.Initialize(all);
                inner.Import(new Arguments(FieldsOf(arguments[0])), all);
                var count = 0;
                foreach (var row in rows)
                {
                    _into[count] = states.IsEmpty ? single : states[row];
                    _from[count++] = first + ((nint)row * stride);
                }

                inner.Merge(new StateAddresses(_into.AsSpan(0, count)), new StateAddresses(_from.AsSpan(0, count)));
            }
            finally
            {
                scratch.Release();
            }
        }

        private static ReadOnlySpan<Vector> FieldsOf(Vector states) => states is StructVector record ? record.Fields : throw InternalErrors.Unreachable(states);
    }
}

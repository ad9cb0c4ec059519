using System.Collections.Immutable;
using SqlSpark.BuiltinFunctions.Scalar.Collections;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Aggregates;

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

    internal static BoundAggregate Bind(BindCall call) => Bind(call, isSet: false);

    /// <summary>Binds <c>collect_list</c>, or <c>collect_set</c>, which finishes with each value once.</summary>
    internal static BoundAggregate Bind(BindCall call, bool isSet)
    {
        var type = new ArrayType(call.Type(0), ContainsNull: false);
        return new BoundAggregate(type, false, false, context => new Kernel(type, isSet, context))
        {
            IsOrderSensitive = true,
            IgnoresDuplicates = isSet,
            Signature = [isSet],
            EmptyValue = EquatableArray<object?>.Empty,
        };
    }

    private sealed unsafe class Kernel(ArrayType type, bool isSet, AggregateContext context) : IAggregateKernel, IDisposable
    {
        private readonly ValueEncoder _encoder = new(context.Account);

        public int StateBytes => sizeof(ValueChain);

        public ImmutableArray<DataType> StateTypes => [type];

        public void Initialize(StateAddresses states)
        {
            for (var i = 0; i < states.Count; i++)
                states.Get<ValueChain>(i) = default;
        }

        public void Update(StateAddresses states, in Arguments arguments, Rows rows)
        {
            foreach (var row in rows)
                states.Get<ValueChain>(row).Append(_encoder.Encode(arguments[0], row), context.Heap);
        }

        public void UpdateSingle(nint state, in Arguments arguments, Rows rows)
        {
            foreach (var row in rows)
                ((ValueChain*)state)->Append(_encoder.Encode(arguments[0], row), context.Heap);
        }

        public void Merge(StateAddresses into, StateAddresses from)
        {
            for (var i = 0; i < into.Count; i++)
                into.Get<ValueChain>(i).AppendAll(from.Get<ValueChain>(i), context.Heap);
        }

        public void Finish(StateAddresses states, VectorWriter result, ref RowErrors errors)
        {
            if (isSet)
                WriteOnce(states, result);
            else
                ValueChains.Write(states, result);
        }

        public void Export(StateAddresses states, ReadOnlySpan<VectorWriter> columns) => ValueChains.Write(states, columns[0]);

        public void Import(in Arguments columns, StateAddresses states) => ValueChains.Read(columns[0], states, _encoder, context.Heap);

        public void Dispose() => _encoder.Dispose();

        /// <summary>Decodes all values of a state and copies those of them that are new.</summary>
        private void WriteOnce(StateAddresses states, VectorWriter result)
        {
            using var values = new VectorWriter(type, context.Account);
            values.Begin(states.Count);
            ValueChains.Write(states, values);
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
    }
}

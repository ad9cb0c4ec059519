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

    private sealed class Kernel(ArrayType type, bool isSet, AggregateContext context) : ValueChainKernel(type, context)
    {
        public override void Finish(StateAddresses states, VectorWriter result, ref RowErrors errors)
        {
            if (isSet)
                WriteOnce(states, result);
            else
                ValueChains.Write(states, result);
        }

        /// <summary>Decodes all values of a state and copies those of them that are new.</summary>
        private void WriteOnce(StateAddresses states, VectorWriter result)
        {
            using var values = NewRegister();
            var lists = ReadAll(states, values);
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

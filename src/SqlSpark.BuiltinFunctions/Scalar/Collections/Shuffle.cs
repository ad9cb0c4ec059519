using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Collections;

/// <summary><c>shuffle(a, seed)</c>: the elements in a random order.</summary>
/// <remarks>Spark: <c>Shuffle</c> in collectionOperations.scala. The order for a seed is not that of Spark.</remarks>
internal static class Shuffle
{
    public static readonly ScalarFunction Definition = new("shuffle")
    {
        Group = FunctionGroup.Array,
        Since = "2.4.0",
        Usage = "shuffle(array[, seed]) - Returns the elements of array in a random order.",
        Examples = [new("SELECT sort_array(shuffle(array(1, 20, 3, 5)))", "[1,3,5,20]")],
        Overloads = [Overload.Bound([TypePattern.Array, LongType.Instance], Bind) with { OptionalCount = 1 }],
    };

    private static BoundFunction Bind(BindCall call)
    {
        var seed = call.Arguments.Count > 1 ? call.Constant(1)?.Value as long? ?? throw BuiltinErrors.NotFoldable(call, 1, "seed", "BIGINT") : Random.Shared.NextInt64();
        return new BoundFunction(
            call.Type(0), call.Arguments[0].Nullable, Volatility.Volatile, false, NullBehavior.Propagate, context => new ElementChoiceKernel<Choice>(new Choice(new Random((int)(seed ^ (seed >>> 32)) + context.PartitionOrdinal))))
        {
            IsPositional = true,
            Signature = [seed],
        };
    }

    private readonly struct Choice(Random random) : IElementChoice
    {
        public bool TryChoose(in Arguments arguments, Vector elements, ListEntry entry, int row, ref ElementNumbers chosen, ref RowErrors errors)
        {
            var first = chosen.Count;
            for (var i = entry.Offset; i < entry.Offset + entry.Length; i++)
                chosen.Add(i);
            random.Shuffle(chosen.Numbers[first..]);
            return true;
        }
    }
}

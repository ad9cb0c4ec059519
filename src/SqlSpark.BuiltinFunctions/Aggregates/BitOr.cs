using System.Numerics;
using SqlSpark.Catalyst.Functions;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary><c>bit_or(a)</c>: the bitwise OR of the integers that are not NULL; NULL over none.</summary>
/// <remarks>Spark: <c>BitOrAgg</c> in bitwiseAggregates.scala.</remarks>
internal static class BitOr
{
    public static readonly AggregateFunction Definition = new("bit_or")
    {
        Group = FunctionGroup.Aggregate,
        Since = "3.0.0",
        Usage = "bit_or(expr) - Returns the bitwise OR of the values that are not NULL, or NULL if there are none.",
        Examples =
        [
            new("SELECT bit_or(col) FROM VALUES (3), (5) AS tab(col)", "7"),
            new("SELECT bit_or(col) FROM VALUES (NULL), (6L), (NULL) AS tab(col)", "6"),
        ],
        Overloads = [BitwiseBinding.Overload<Operation>(ignoresDuplicates: true)],
    };

    private readonly struct Operation : IBitwiseOperation
    {
        public static T Invoke<T>(T left, T right)
            where T : unmanaged, IBinaryInteger<T> => left | right;

        public static Vector<T> Invoke<T>(Vector<T> left, Vector<T> right)
            where T : unmanaged, IBinaryInteger<T> => left | right;
    }
}

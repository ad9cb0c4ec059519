using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Hashes;

/// <summary><c>xxhash64(a, b, ...)</c>: a 64-bit hash of all arguments; NULLs leave it as it is.</summary>
/// <remarks>Spark: <c>XxHash64</c> in hash.scala, seed 42.</remarks>
internal static class XxHash
{
    public static readonly ScalarFunction Definition = new("xxhash64")
    {
        Group = FunctionGroup.Hash,
        Since = "3.0.0",
        Usage = "xxhash64(expr1, expr2, ...) - Returns a 64-bit hash value of the arguments.",
        Examples = [new("SELECT xxhash64('Spark', array(123), 2)", "5602566077635097486")],
        Overloads = [Overload.Bound([HashableTypes.Pattern, HashableTypes.Pattern], Bind) with { IsVariadic = true }],
    };

    private static BoundFunction Bind(BindCall call)
    {
        HashableTypes.Check(call);
        return new(LongType.Instance, false, Volatility.Immutable, false, NullBehavior.Custom, static _ => new Kernel());
    }

    private sealed class Kernel : IScalarKernel
    {
        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var hashes = result.Values<long>();
            foreach (var row in rows)
            {
                long hash = 42;
                foreach (var argument in arguments.Vectors)
                    hash = RowHashes<long, SeededXxHash>.OfRow(argument, row, hash);
                hashes[row] = hash;
            }
        }
    }
}

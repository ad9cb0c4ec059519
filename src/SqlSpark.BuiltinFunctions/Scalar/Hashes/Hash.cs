using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Hashes;

/// <summary><c>hash(a, b, ...)</c>: a 32-bit hash of all arguments; NULLs leave it as it is.</summary>
/// <remarks>Spark: <c>Murmur3Hash</c> in hash.scala, seed 42.</remarks>
internal static class Hash
{
    public static readonly ScalarFunction Definition = new("hash")
    {
        Group = FunctionGroup.Hash,
        Since = "2.0.0",
        Usage = "hash(expr1, expr2, ...) - Returns a 32-bit hash value of the arguments.",
        Examples = [new("SELECT hash('Spark', array(123), 2)", "-1321691492")],
        Overloads = [Overload.Bound([HashableTypes.Pattern, HashableTypes.Pattern], Bind) with { IsVariadic = true }],
    };

    private static BoundFunction Bind(BindCall call)
    {
        HashableTypes.Check(call);
        return new(IntegerType.Instance, false, Volatility.Immutable, false, NullBehavior.Custom, static _ => new Kernel());
    }

    private sealed class Kernel : IScalarKernel
    {
        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var hashes = result.Values<int>();
            foreach (var row in rows)
            {
                int hash = 42;
                foreach (var argument in arguments.Vectors)
                    hash = RowHashes<int, MurmurHash>.OfRow(argument, row, hash);
                hashes[row] = hash;
            }
        }
    }
}

using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Miscellaneous;

/// <summary><c>uuid()</c>: a random UUID of version 4.</summary>
/// <remarks>Spark: <c>Uuid</c> in misc.scala.</remarks>
internal static class Uuid
{
    public static readonly ScalarFunction Definition = new("uuid")
    {
        Group = FunctionGroup.Misc,
        Since = "2.3.0",
        Usage = "uuid([seed]) - Returns a random UUID.",
        Examples = [new("SELECT length(uuid())", "36")],
        Overloads = [Overload.Bound([LongType.Instance], Bind) with { OptionalCount = 1 }],
    };

    private static BoundFunction Bind(BindCall call)
    {
        var seed = call.Arguments.Count > 0 ? call.Constant(0)?.Value as long? ?? throw BuiltinErrors.NotFoldable(call, 0, "seed", "BIGINT") : Random.Shared.NextInt64();
        return new BoundFunction(StringType.Instance, false, Volatility.Volatile, false, NullBehavior.Custom, context => new Kernel(new Random((int)(seed ^ (seed >>> 32)) + context.PartitionOrdinal)))
        {
            IsPositional = true,
            BorrowsArguments = false,
            Signature = [seed],
        };
    }

    private sealed class Kernel(Random random) : IScalarKernel
    {
        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            Span<byte> bytes = stackalloc byte[16];
            Span<byte> text = stackalloc byte[36];
            foreach (var row in rows)
            {
                random.NextBytes(bytes);
                bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
                bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
                new Guid(bytes, bigEndian: true).TryFormat(text, out _);
                result.SetBytes(row, text);
            }
        }
    }
}

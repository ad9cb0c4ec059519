using System.Buffers.Binary;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Numbers;

/// <summary><c>rand(seed)</c>: random doubles from 0 to 1, the same for the same seed, partition and order of rows.</summary>
/// <remarks>Spark: <c>Rand</c> in randomExpressions.scala, <c>XORShiftRandom</c>.</remarks>
internal static class Rand
{
    public static readonly ScalarFunction Definition = new("rand")
    {
        Aliases = ["random"],
        Printer = static (_, arguments) => $"rand({string.Join(", ", arguments)})",
        Group = FunctionGroup.Math,
        Since = "1.5.0",
        Usage = "rand([seed]) - Returns random values that are independent and uniformly distributed in [0, 1).",
        Examples = [new("SELECT rand(0)", "0.7604953758285915")],
        Overloads = [Overload.Bound([LongType.Instance], Bind) with { OptionalCount = 1 }],
    };

    private static BoundFunction Bind(BindCall call)
    {
        var seed = 0L;
        if (call.Arguments.Count == 0)
            seed = Random.Shared.NextInt64();
        else if ((call.Constant(0) ?? throw BuiltinErrors.NotFoldable(call, 0, "seed", "BIGINT")).Value is long value)
            seed = value;
        return new BoundFunction(DoubleType.Instance, false, Volatility.Volatile, false, NullBehavior.Custom, context => new Kernel(seed, context))
        {
            IsPositional = true,
            Signature = [seed],
        };
    }

    private sealed class Kernel(long seed, KernelContext context) : IScalarKernel
    {
        private long _state;
        private int _partition = -1;

        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            if (_partition != context.PartitionOrdinal)
            {
                _partition = context.PartitionOrdinal;
                _state = XorShift.InitialState(unchecked(seed + _partition));
            }

            var values = result.Values<double>();
            foreach (var row in rows)
                values[row] = XorShift.NextDouble(ref _state);
        }
    }

    private static class XorShift
    {
        private const int ArraySeed = 0x3C074A61;

        /// <summary>The seed, hashed twice into 64 bits.</summary>
        public static long InitialState(long seed)
        {
            Span<byte> bytes = stackalloc byte[8];
            BinaryPrimitives.WriteInt64BigEndian(bytes, seed);
            var low = Hash(bytes, ArraySeed);
            var high = Hash(bytes, low);
            return ((long)high << 32) | (uint)low;
        }

        public static double NextDouble(ref long state) => (((long)Next(ref state, 26) << 27) + Next(ref state, 27)) * (1.0 / (1L << 53));

        private static int Next(ref long state, int bits)
        {
            var next = state ^ (state << 21);
            next ^= next >>> 35;
            next ^= next << 4;
            state = next;
            return (int)(next & ((1L << bits) - 1));
        }

        /// <summary>MurmurHash3 of eight bytes.</summary>
        private static int Hash(ReadOnlySpan<byte> bytes, int seed)
        {
            var hash = (uint)seed;
            for (var i = 0; i < bytes.Length; i += 4)
            {
                var k = BinaryPrimitives.ReadUInt32LittleEndian(bytes[i..]) * 0xcc9e2d51u;
                k = uint.RotateLeft(k, 15) * 0x1b873593u;
                hash = (uint.RotateLeft(hash ^ k, 13) * 5) + 0xe6546b64u;
            }

            hash ^= (uint)bytes.Length;
            hash = (hash ^ (hash >>> 16)) * 0x85ebca6bu;
            hash = (hash ^ (hash >>> 13)) * 0xc2b2ae35u;
            return (int)(hash ^ (hash >>> 16));
        }
    }
}

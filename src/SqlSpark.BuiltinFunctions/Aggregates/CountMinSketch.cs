using System.Buffers.Binary;
using System.Globalization;
using SqlSpark.BuiltinFunctions.Scalar.Hashes;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Text;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary><c>count_min_sketch(a, eps, confidence, seed)</c>: a sketch of how often values come, in Spark's serialised form.</summary>
/// <remarks>Spark: <c>CountMinSketchAgg</c>, <c>CountMinSketchImpl</c>; version 1 of the form, big-endian.</remarks>
internal static class CountMinSketch
{
    public static readonly AggregateFunction Definition = new("count_min_sketch")
    {
        ParameterNames = ["column", "epsilon", "confidence", "seed"],
        Group = FunctionGroup.Aggregate,
        Since = "2.2.0",
        Usage = "count_min_sketch(column, epsilon, confidence, seed) - Returns a count-min sketch of the values of a column, as Spark serialises it.",
        Examples =
        [
            new(
                "SELECT hex(count_min_sketch(col, 0.5d, 0.5d, 1)) FROM VALUES (1), (2), (1) AS tab(col)",
                "0000000100000000000000030000000100000004000000005D8D6AB90000000000000000000000000000000200000000000000010000000000000000"),
        ],
        Overloads =
        [
            new(
                [
                    TypePattern.Uncast(TypePattern.OneOf(TypePattern.Integral, TypePattern.String, BinaryType.Instance)), TypePattern.Uncast(DoubleType.Instance), TypePattern.Uncast(DoubleType.Instance),
                    TypePattern.Uncast(TypePattern.OneOf(IntegerType.Instance, LongType.Instance)),
                ],
                Bind),
        ],
    };

    private const int MostBytes = 1 << 30;

    private static BoundAggregate Bind(BindCall call)
    {
        var epsilon = (double)Constant(call, 1, "epsilon");
        var confidence = (double)Constant(call, 2, "confidence");
        var seed = Constant(call, 3, "seed") is long wide ? unchecked((int)wide) : (int)Constant(call, 3, "seed");
        if (!(epsilon > 0))
            throw BuiltinErrors.OutOfRange(call, "eps", $"(0.0, {FloatingPointText.Format(double.MaxValue)}]", FloatingPointText.Format(epsilon));
        if (!(confidence > 0 && confidence < 1))
            throw BuiltinErrors.OutOfRange(call, "confidence", "(0.0, 1.0)", FloatingPointText.Format(confidence));
        var width = Math.Ceiling(2 / epsilon);
        var depth = (int)Math.Ceiling(-Math.Log(1 - confidence) / Math.Log(2));
        if (width * depth * sizeof(long) > MostBytes)
            throw BuiltinErrors.OutOfRange(call, "eps", "a sketch of at most 1 GiB", FloatingPointText.Format(epsilon));
        var operation = new Operation((int)width, depth, seed, call.Type(0) is StringType or BinaryType);
        return new BoundAggregate(BinaryType.Instance, false, false, context => new BlobKernel<Operation>(operation, context)) { Signature = [epsilon, confidence, seed] };
    }

    private static object Constant(BindCall call, int index, string name) =>
        !call.Arguments[index].IsFoldable
            ? throw BuiltinErrors.NotFoldable(call, index, name, call.Type(index).Sql)
            : call.Constant(index)?.Value ?? throw BuiltinErrors.UnexpectedNull(call, name);

    /// <summary>The state is the total and the table, row by row, in the machine's order of bytes.</summary>
    private readonly struct Operation : IBlobOperation
    {
        private const long Modulus = (1L << 31) - 1;

        private readonly int _width;
        private readonly long[] _factors;
        private readonly bool _isText;

        public Operation(int width, int depth, int seed, bool isText)
        {
            (_width, _isText) = (width, isText);
            var random = new JavaRandom(seed);
            _factors = new long[depth];
            for (var i = 0; i < depth; i++)
                _factors[i] = random.NextInt(int.MaxValue);
        }

        public int ByteLength => sizeof(long) * (1 + (_width * _factors.Length));

        public bool TryAdd(Span<byte> state, in Arguments arguments, int row, out long fault)
        {
            fault = 0;
            var counts = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, long>(state);
            counts[0]++;
            var table = counts[1..];
            if (_isText)
            {
                var view = StateColumns.Bytes(arguments[0], row);
                var first = MurmurHash.Hash(view.Bytes, 0);
                var second = MurmurHash.Hash(view.Bytes, first);
                for (var i = 0; i < _factors.Length; i++)
                    table[(i * _width) + Math.Abs(unchecked(first + (i * second)) % _width)]++;
                return true;
            }

            var value = (long)StateColumns.Integer(arguments[0], row);
            for (var i = 0; i < _factors.Length; i++)
            {
                var hash = unchecked(_factors[i] * value);
                hash = unchecked(hash + (hash >> 32)) & Modulus;
                table[(i * _width) + ((int)hash % _width)]++;
            }

            return true;
        }

        public void Merge(Span<byte> into, ReadOnlySpan<byte> from)
        {
            var counts = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, long>(into);
            var others = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, long>(from);
            for (var i = 0; i < counts.Length; i++)
                counts[i] += others[i];
        }

        public void Finish(ReadOnlySpan<byte> state, VectorWriter result, int row)
        {
            var counts = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, long>(state);
            var writer = new Utf8Writer(result.Heap);
            var length = 20 + (sizeof(long) * (_factors.Length + counts.Length - 1));
            var bytes = writer.GetSpan(length);
            BinaryPrimitives.WriteInt32BigEndian(bytes, 1);
            BinaryPrimitives.WriteInt64BigEndian(bytes[4..], counts[0]);
            BinaryPrimitives.WriteInt32BigEndian(bytes[12..], _factors.Length);
            BinaryPrimitives.WriteInt32BigEndian(bytes[16..], _width);
            bytes = bytes[20..];
            foreach (var factor in _factors)
            {
                BinaryPrimitives.WriteInt64BigEndian(bytes, factor);
                bytes = bytes[8..];
            }

            foreach (var count in counts[1..])
            {
                BinaryPrimitives.WriteInt64BigEndian(bytes, count);
                bytes = bytes[8..];
            }

            writer.Advance(length);
            result.Values<Utf8View>()[row] = writer.Finish();
        }

        public RowError Error(long fault) => throw InternalErrors.Unreachable(fault.ToString(CultureInfo.InvariantCulture));
    }
}

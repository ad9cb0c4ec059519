using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Hashes;

/// <summary><c>hash(a, b, ...)</c>: a 32-bit hash of all arguments; NULLs leave it as it is.</summary>
/// <remarks>Spark: <c>Murmur3Hash</c> in hash.scala, seed 42.</remarks>
internal static class Hash
{
    private const int Seed = 42;

    public static readonly ScalarFunction Definition = new("hash")
    {
        Group = FunctionGroup.Hash,
        Since = "2.0.0",
        Usage = "hash(expr1, expr2, ...) - Returns a hash value of the arguments.",
        Examples = [new("SELECT hash('Spark', array(123), 2)", "-1321691492")],
        Overloads = [Overload.Bound([Hashable, Hashable], Bind) with { IsVariadic = true }],
    };

    private static TypePattern Hashable => TypePattern.Where("HASHABLE", VoidType.Instance, t => !t.Exists(inner => inner is MapType or VariantType));

    private static BoundFunction Bind(BindCall call)
    {
        foreach (var type in call.Types)
            Collations.RequireBinary(type);
        return new(IntegerType.Instance, false, Volatility.Immutable, false, NullBehavior.Custom, static _ => new Kernel());
    }

    private sealed class Kernel : IScalarKernel
    {
        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var hashes = result.Values<int>();
            foreach (var row in rows)
            {
                var hash = Seed;
                foreach (var argument in arguments.Vectors)
                    hash = OfRow(argument, row, hash);
                hashes[row] = hash;
            }
        }

        private static int OfRow(Vector vector, int row, int seed)
        {
            if (vector.IsNull(row))
                return seed;
            return vector switch
            {
                ConstantVector constant => OfRow(constant.Value, 0, seed),
                DictionaryVector coded => OfRow(coded.Dictionary.Values, coded.Code(row), seed),
                LazyVector lazy => OfRow(lazy.Load(Rows.All(lazy.Length)), row, seed),
                FlatVector flat => OfFlat(flat, row, seed),
                ListVector list => OfElements(list.Elements, list.Entries[row], seed),
                StructVector record => OfFields(record, row, seed),
                _ => throw InternalErrors.Unreachable(vector),
            };
        }

        private static int OfElements(Vector elements, ListEntry entry, int hash)
        {
            for (var i = 0; i < entry.Length; i++)
                hash = OfRow(elements, entry.Offset + i, hash);
            return hash;
        }

        private static int OfFields(StructVector record, int row, int hash)
        {
            foreach (var field in record.Fields)
                hash = OfRow(field, row, hash);
            return hash;
        }

        private static int OfFlat(FlatVector vector, int row, int seed)
        {
            switch (vector.Type)
            {
                case BooleanType:
                    return MurmurHash.Hash(Bitmaps.Get(vector.Bits, row) ? 1 : 0, seed);
                case FloatType:
                    var single = vector.Values<float>()[row];
                    return MurmurHash.Hash(single == 0 ? 0 : float.IsNaN(single) ? 0x7fc00000 : BitConverter.SingleToInt32Bits(single), seed);
                case DoubleType:
                    var number = vector.Values<double>()[row];
                    return MurmurHash.Hash(number == 0 ? 0L : double.IsNaN(number) ? 0x7ff8000000000000L : BitConverter.DoubleToInt64Bits(number), seed);
                case StringType or BinaryType:
                    var view = vector.Values<Utf8View>()[row];
                    return MurmurHash.Hash(view.Bytes, seed);
                case CalendarIntervalType:
                    var (months, days, microseconds) = vector.Values<CalendarInterval>()[row];
                    return MurmurHash.Hash(months, MurmurHash.Hash(days, MurmurHash.Hash(microseconds, seed)));
                case DecimalType { Precision: > DecimalType.MaxLongPrecision }:
                    return OfBigInteger(Widths.Read(vector, row), seed);
                case ByteType or ShortType or IntegerType or DateType or YearMonthIntervalType:
                    return MurmurHash.Hash((int)Widths.Read(vector, row), seed);
                default:
                    return MurmurHash.Hash((long)Widths.Read(vector, row), seed);
            }
        }

        /// <summary>The shortest two's complement, most significant byte first, as Java's <c>BigInteger.toByteArray</c> gives.</summary>
        private static int OfBigInteger(Int128 value, int seed)
        {
            Span<byte> bytes = stackalloc byte[16];
            System.Buffers.Binary.BinaryPrimitives.WriteInt128BigEndian(bytes, value);
            var start = 0;
            while (start < 15 && bytes[start] == (value < 0 ? 0xFF : 0) && (bytes[start + 1] >= 0x80) == (value < 0))
                start++;
            return MurmurHash.Hash(bytes[start..], seed);
        }
    }
}

using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Hashes;

/// <summary>A hash function of numbers and bytes, chained through its seed.</summary>
internal interface IRowHash<THash>
{
    static abstract THash Hash(int value, THash seed);

    static abstract THash Hash(long value, THash seed);

    static abstract THash Hash(ReadOnlySpan<byte> bytes, THash seed);
}

/// <summary>Hashes of values of any type and encoding. Spark: <c>InterpretedHashFunction</c> in hash.scala. NULL leaves the seed as it is.</summary>
internal static class RowHashes<THash, TFunction>
    where TFunction : IRowHash<THash>
{
    public static THash OfRow(Vector vector, int row, THash seed)
    {
        if (vector.IsNull(row))
            return seed;
        return vector switch
        {
            ConstantVector constant => OfRow(constant.Value, 0, seed),
            DictionaryVector coded => OfRow(coded.Dictionary.Values, coded.Code(row), seed),
            LazyVector lazy => OfRow(lazy.Load(Rows.All(lazy.Length)), row, seed),
            FlatVector flat => OfFlat(flat, row, seed),
            ListVector list => OfElements(list, list.Entries[row], seed),
            StructVector record => OfFields(record, row, seed),
            _ => throw InternalErrors.Unreachable(vector),
        };
    }

    private static THash OfElements(ListVector list, ListEntry entry, THash hash)
    {
        for (var i = entry.Offset; i < entry.Offset + entry.Length; i++)
        {
            hash = OfRow(list.Elements, i, hash);
            if (list.Type is MapType)
                hash = OfRow(list.MapValues, i, hash);
        }

        return hash;
    }

    private static THash OfFields(StructVector record, int row, THash hash)
    {
        foreach (var field in record.Fields)
            hash = OfRow(field, row, hash);
        return hash;
    }

    private static THash OfFlat(FlatVector vector, int row, THash seed)
    {
        switch (vector.Type)
        {
            case BooleanType:
                return TFunction.Hash(Bitmaps.Get(vector.Bits, row) ? 1 : 0, seed);
            case FloatType:
                var single = vector.Values<float>()[row];
                return TFunction.Hash(single == 0 ? 0 : float.IsNaN(single) ? 0x7fc00000 : BitConverter.SingleToInt32Bits(single), seed);
            case DoubleType:
                var number = vector.Values<double>()[row];
                return TFunction.Hash(number == 0 ? 0L : double.IsNaN(number) ? 0x7ff8000000000000L : BitConverter.DoubleToInt64Bits(number), seed);
            case StringType or BinaryType:
                var view = vector.Values<Utf8View>()[row];
                return TFunction.Hash(view.Bytes, seed);
            case CalendarIntervalType:
                var (months, days, microseconds) = vector.Values<CalendarInterval>()[row];
                return TFunction.Hash(months, TFunction.Hash(days, TFunction.Hash(microseconds, seed)));
            case DecimalType { Precision: > DecimalType.MaxLongPrecision }:
                return OfBigInteger(Widths.Read(vector, row), seed);
            case ByteType or ShortType or IntegerType or DateType or YearMonthIntervalType:
                return TFunction.Hash((int)Widths.Read(vector, row), seed);
            default:
                return TFunction.Hash((long)Widths.Read(vector, row), seed);
        }
    }

    /// <summary>The shortest two's complement, most significant byte first, as Java's <c>BigInteger.toByteArray</c> gives.</summary>
    private static THash OfBigInteger(Int128 value, THash seed)
    {
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteInt128BigEndian(bytes, value);
        var start = 0;
        while (start < 15 && bytes[start] == (value < 0 ? 0xFF : 0) && (bytes[start + 1] >= 0x80) == (value < 0))
            start++;
        return TFunction.Hash(bytes[start..], seed);
    }
}

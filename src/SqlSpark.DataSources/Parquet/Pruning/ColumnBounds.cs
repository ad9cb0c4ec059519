using System.Buffers.Binary;
using SqlSpark.DataSources.Parquet.Encodings;
using SqlSpark.DataSources.Parquet.Format;
using SqlSpark.DataSources.Parquet.Schemas;

namespace SqlSpark.DataSources.Parquet.Pruning;

/// <summary>What is certain of the values of a column in a part of a file.</summary>
/// <param name="Min">No value is less; null when nothing is known. Integers, dates, times and decimals (unscaled) as Int128, BOOLEAN too; floating point as
/// double; strings and binaries as bytes.</param>
/// <param name="Max">No value is greater, NaN excepted; null when nothing is known.</param>
/// <param name="NullCount">How many are NULL; null when nothing is known.</param>
/// <param name="ValueCount">Values, NULLs included.</param>
/// <param name="MayHaveNan">Whether values may be NaN, which is greater than <paramref name="Max"/>.</param>
internal readonly record struct ColumnBounds(object? Min, object? Max, long? NullCount, long ValueCount, bool MayHaveNan)
{
    /// <summary>True when every value is NULL.</summary>
    public bool IsAllNull => NullCount is { } nulls && nulls >= ValueCount;

    /// <summary>True when a value may be NULL.</summary>
    public bool MayHaveNulls => NullCount is not 0;

    /// <summary>The bounds that statistics give.</summary>
    /// <param name="statistics">The statistics, or null.</param>
    /// <param name="leaf">The column.</param>
    /// <param name="order">How the file says its bounds are ordered.</param>
    /// <param name="valueCount">Values, NULLs included.</param>
    /// <remarks>Which bounds count: parquet.thrift, <c>Statistics</c> and <c>ColumnOrder</c>. Malformed ones count as none.</remarks>
    public static ColumnBounds Of(ParquetStatistics? statistics, ParquetField leaf, ColumnOrder order, long valueCount)
    {
        var isFloating = leaf.Element.Type is ParquetType.Float or ParquetType.Double || leaf.Element.Annotation.Kind == LogicalKind.Float16;
        if (statistics is null)
            return new ColumnBounds(null, null, null, valueCount, isFloating);
        var mayHaveNan = isFloating && statistics.NanCount is not 0;
        object? min = null, max = null;
        if (order is ColumnOrder.TypeDefined or ColumnOrder.Ieee754TotalOrder)
        {
            min = statistics.Min is { } low ? Decode(low, leaf, isMin: true) : null;
            max = statistics.Max is { } high ? Decode(high, leaf, isMin: false) : null;
        }

        // The older bounds are ordered by sign whatever the type: right for numbers with a sign only.
        if (min is null && max is null && IsSigned(leaf))
        {
            min = statistics.LegacyMin is { } low ? Decode(low, leaf, isMin: true) : null;
            max = statistics.LegacyMax is { } high ? Decode(high, leaf, isMin: false) : null;
        }

        return new ColumnBounds(min, max, statistics.NullCount, valueCount, mayHaveNan);
    }

    /// <summary>A bound as it is stored, in the form of <see cref="Min"/>; null where it cannot be understood or says nothing.</summary>
    public static object? Decode(ReadOnlySpan<byte> bytes, ParquetField leaf, bool isMin)
    {
        var annotation = leaf.Element.Annotation;
        var isUnsigned = annotation is { Kind: LogicalKind.Integer, IsSigned: false };
        switch (leaf.Element.Type)
        {
            case ParquetType.Boolean when bytes.Length == 1:
                return (Int128)(bytes[0] & 1);
            case ParquetType.Int32 when bytes.Length == sizeof(int):
                var number = BinaryPrimitives.ReadInt32LittleEndian(bytes);
                return isUnsigned ? (Int128)(uint)number : number;
            case ParquetType.Int64 when bytes.Length == sizeof(long):
                var large = BinaryPrimitives.ReadInt64LittleEndian(bytes);
                return isUnsigned ? (Int128)(ulong)large : large;
            case ParquetType.Float when bytes.Length == sizeof(float):
                return Floating(BinaryPrimitives.ReadSingleLittleEndian(bytes), isMin);
            case ParquetType.Double when bytes.Length == sizeof(double):
                return Floating(BinaryPrimitives.ReadDoubleLittleEndian(bytes), isMin);
            case ParquetType.ByteArray or ParquetType.FixedLenByteArray when annotation.Kind == LogicalKind.Decimal:
                return bytes.Length is > 0 and <= 16 ? BigEndianDecimals.ToInt128(bytes) : null;
            case ParquetType.ByteArray:
                return bytes.ToArray();
            case ParquetType.FixedLenByteArray when annotation.Kind is LogicalKind.None or LogicalKind.Unknown:
                return bytes.ToArray();
            default:
                return null;
        }
    }

    /// <summary>Compares two bounds, or a bound and a literal in the same form.</summary>
    public static int Compare(object left, object right) => (left, right) switch
    {
        (Int128 a, Int128 b) => a.CompareTo(b),
        (double a, double b) => a == b ? 0 : a.CompareTo(b),
        (byte[] a, byte[] b) => a.AsSpan().SequenceCompareTo(b),
        _ => throw new ArgumentException("bounds of different kinds", nameof(right)),
    };

    // NaN bounds nothing, and either zero stands for both.
    private static object? Floating(double value, bool isMin) => value switch
    {
        double.NaN => null,
        0 => isMin ? -0.0 : 0.0,
        _ => value,
    };

    private static bool IsSigned(ParquetField leaf)
    {
        var annotation = leaf.Element.Annotation;
        return leaf.Element.Type is ParquetType.Boolean or ParquetType.Int32 or ParquetType.Int64 or ParquetType.Float or ParquetType.Double
            && annotation is not { Kind: LogicalKind.Integer, IsSigned: false };
    }
}

using SqlSpark.Core.Configuration;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Parquet.Format;

namespace SqlSpark.DataSources.Parquet.Schemas;

/// <summary>The Spark types of leaves.</summary>
/// <param name="conf">The session's settings.</param>
/// <remarks>
/// Spark: <c>ParquetToSparkSchemaConverter.convertPrimitiveField</c>. Beyond it: FLOAT16 is FLOAT, UUID is STRING, INTERVAL is an interval, and times
/// in milliseconds or with UTC adjustment are TIME, where Spark refuses the file. Annotations that are not known count as none.
/// </remarks>
internal sealed class ParquetTypes(ConfSnapshot conf)
{
    private const int IntervalBytes = 12;
    private const int UuidBytes = 16;
    private const int MaxIntDigits = 9;

    /// <summary>The type that a leaf is read as when nobody asks for another.</summary>
    /// <exception cref="Core.Errors.SqlSparkException"><c>PARQUET_TYPE_ILLEGAL</c>.</exception>
    public DataType Of(ParquetField field)
    {
        var annotation = field.Element.Annotation;
        if (annotation.Kind == LogicalKind.Null)
            return VoidType.Instance;
        return field.Element.Type switch
        {
            ParquetType.Boolean => BooleanType.Instance,
            ParquetType.Float => FloatType.Instance,
            ParquetType.Double => DoubleType.Instance,
            ParquetType.Int32 => OfInt32(field, annotation),
            ParquetType.Int64 => OfInt64(field, annotation),
            ParquetType.Int96 => conf.Get(SqlConf.ParquetInt96AsTimestamp) ? TimestampType.Instance : throw ParquetErrors.TypeIllegal(field),
            ParquetType.ByteArray => OfByteArray(field, annotation),
            _ => OfFixedLengthByteArray(field, annotation),
        };
    }

    /// <summary>The largest precision of decimals in big-endian two's complement of so many bytes. Spark: <c>Decimal.maxPrecisionForBytes</c>.</summary>
    public static int MaxPrecision(int byteLength) => byteLength >= DecimalType.MaxPrecision
        ? int.MaxValue
        : (int)Math.Floor(Math.Log10(Math.Pow(2, (8 * byteLength) - 1) - 1));

    private static DataType OfInt32(ParquetField field, LogicalAnnotation annotation) => annotation.Kind switch
    {
        LogicalKind.None or LogicalKind.Unknown => IntegerType.Instance,
        LogicalKind.Integer => (annotation.BitWidth, annotation.IsSigned) switch
        {
            (8, true) => ByteType.Instance,
            (16, true) or (8, false) => ShortType.Instance,
            (32, true) or (16, false) => IntegerType.Instance,
            (32, false) => LongType.Instance,
            _ => throw ParquetErrors.TypeIllegal(field),
        },
        LogicalKind.Date => DateType.Instance,
        LogicalKind.Decimal => ToDecimal(field, annotation, MaxIntDigits),
        LogicalKind.Time when annotation.Unit == ParquetTimeUnit.Millis => TimeType.Default,
        _ => throw ParquetErrors.TypeIllegal(field),
    };

    private DataType OfInt64(ParquetField field, LogicalAnnotation annotation) => annotation.Kind switch
    {
        LogicalKind.None or LogicalKind.Unknown => LongType.Instance,
        LogicalKind.Integer when annotation.BitWidth == 64 => annotation.IsSigned ? LongType.Instance : new DecimalType(20, 0),
        LogicalKind.Decimal => ToDecimal(field, annotation, DecimalType.MaxLongPrecision),
        LogicalKind.Timestamp when annotation.Unit == ParquetTimeUnit.Nanos =>
            conf.Get(SqlConf.LegacyParquetNanosAsLong) ? LongType.Instance : throw ParquetErrors.TypeIllegal(field),
        LogicalKind.Timestamp => annotation.IsAdjustedToUtc || !conf.Get(SqlConf.ParquetInferTimestampNtz)
            ? TimestampType.Instance
            : TimestampNtzType.Instance,
        LogicalKind.Time when annotation.Unit == ParquetTimeUnit.Micros => TimeType.Default,
        _ => throw ParquetErrors.TypeIllegal(field),
    };

    private DataType OfByteArray(ParquetField field, LogicalAnnotation annotation) => annotation.Kind switch
    {
        LogicalKind.String or LogicalKind.Enum or LogicalKind.Json => StringType.Instance,
        LogicalKind.None or LogicalKind.Unknown => conf.Get(SqlConf.ParquetBinaryAsString) ? StringType.Instance : BinaryType.Instance,
        LogicalKind.Bson or LogicalKind.Geometry or LogicalKind.Geography => BinaryType.Instance,
        LogicalKind.Decimal => ToDecimal(field, annotation, DecimalType.MaxPrecision),
        _ => throw ParquetErrors.TypeIllegal(field),
    };

    private static DataType OfFixedLengthByteArray(ParquetField field, LogicalAnnotation annotation) => annotation.Kind switch
    {
        LogicalKind.None or LogicalKind.Unknown => BinaryType.Instance,
        LogicalKind.Decimal => ToDecimal(field, annotation, Math.Min(MaxPrecision(field.Element.TypeLength), DecimalType.MaxPrecision)),
        LogicalKind.Interval when field.Element.TypeLength == IntervalBytes => CalendarIntervalType.Instance,
        LogicalKind.Float16 when field.Element.TypeLength == sizeof(ushort) => FloatType.Instance,
        LogicalKind.Uuid when field.Element.TypeLength == UuidBytes => StringType.Instance,
        _ => throw ParquetErrors.TypeIllegal(field),
    };

    private static DecimalType ToDecimal(ParquetField field, LogicalAnnotation annotation, int maxPrecision)
    {
        var isValid = annotation.Precision >= 1 && annotation.Precision <= maxPrecision && annotation.Scale >= 0 && annotation.Scale <= annotation.Precision;
        return isValid ? new DecimalType(annotation.Precision, annotation.Scale) : throw ParquetErrors.TypeIllegal(field);
    }
}

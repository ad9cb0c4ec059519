using SqlSpark.Core.Kernels;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Time;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Parquet.Format;
using SqlSpark.DataSources.Parquet.Schemas;

namespace SqlSpark.DataSources.Parquet.Values;

/// <summary>Chooses how the values of a leaf are read as a type: the one list of conversions.</summary>
/// <remarks>
/// Spark: <c>ParquetVectorUpdaterFactory</c>. Integers, dates and decimals come in the width that the file has. A reader is made for each worker and
/// column chunk.
/// </remarks>
internal static class ValueReaders
{
    /// <summary>Whether a leaf can be read as a type.</summary>
    public static bool CanRead(ParquetField leaf, DataType type) => Find(leaf, type) is not null;

    /// <summary>A reader of a leaf's values as a type, for which <see cref="CanRead"/> holds.</summary>
    public static ValueReader Create(ParquetField leaf, DataType type, MemoryAccount account) => Find(leaf, type)!(account);

    private static Func<MemoryAccount, ValueReader>? Find(ParquetField leaf, DataType type)
    {
        var element = leaf.Element;
        if (type is VoidType)
            return element.Annotation.Kind == LogicalKind.Null ? static _ => new VoidReader() : null;
        return element.Type switch
        {
            ParquetType.Boolean => type is BooleanType ? static _ => new BooleanReader() : null,
            ParquetType.Int32 => OfInt32(element.Annotation, type),
            ParquetType.Int64 => OfInt64(element.Annotation, type),
            ParquetType.Float => type switch
            {
                FloatType => Same<float>(PhysicalType.Float32),
                DoubleType => static account => new NumberReader<float, double, FloatToDouble>(PhysicalType.Float64, default, account),
                _ => null,
            },
            ParquetType.Double => type is DoubleType ? Same<double>(PhysicalType.Float64) : null,
            ParquetType.Int96 => type is TimestampType or TimestampNtzType ? Fixed(Encodings.Int96Timestamps.Width, PhysicalType.Int64, new Int96ToTimestamp()) : null,
            ParquetType.ByteArray => OfByteArray(element.Annotation, type),
            _ => OfFixedLengthByteArray(element, type),
        };
    }

    private static Func<MemoryAccount, ValueReader>? OfInt32(LogicalAnnotation annotation, DataType type)
    {
        var isUnsigned32 = annotation is { Kind: LogicalKind.Integer, IsSigned: false, BitWidth: 32 };
        var isPlainNumber = annotation.Kind is LogicalKind.None or LogicalKind.Integer or LogicalKind.Unknown;
        return (annotation.Kind, type) switch
        {
            (LogicalKind.Decimal, DecimalType target) => ScaleFactor(annotation, target) switch
            {
                null => null,
                { } factor when target.PhysicalType == PhysicalType.Int128 =>
                    account => new NumberReader<int, Int128, IntToDecimal>(PhysicalType.Int128, new IntToDecimal(factor), account),
                { } factor when factor == 1 => Same<int>(PhysicalType.Int32),
                { } factor => account => new NumberReader<int, long, IntTimesFactor>(PhysicalType.Int64, new IntTimesFactor((long)factor), account),
            },
            (LogicalKind.Date, DateType) => Same<int>(PhysicalType.Int32),
            (LogicalKind.Date, TimestampNtzType) => static account => new NumberReader<int, long, DaysToMicroseconds>(PhysicalType.Int64, default, account),
            (LogicalKind.Time, TimeType) =>
                static account => new NumberReader<int, long, IntTimesFactor>(PhysicalType.Int64, new IntTimesFactor(TimeUnits.NanosPerMicro * TimeUnits.MicrosPerMilli), account),
            (_, LongType) when isUnsigned32 => static account => new NumberReader<int, long, UIntToLong>(PhysicalType.Int64, default, account),
            (_, IntegerType or YearMonthIntervalType) when isPlainNumber && !isUnsigned32 => Same<int>(PhysicalType.Int32),
            (_, LongType) when isPlainNumber => Same<int>(PhysicalType.Int32),
            (_, ByteType) when isPlainNumber => static account => new NumberReader<int, sbyte, IntToSByte>(PhysicalType.Int8, default, account),
            (_, ShortType) when isPlainNumber => static account => new NumberReader<int, short, IntToShort>(PhysicalType.Int16, default, account),
            (_, DoubleType) when isPlainNumber && !isUnsigned32 =>
                static account => new NumberReader<int, double, IntToDouble>(PhysicalType.Float64, default, account),
            (LogicalKind.None, DateType) => Same<int>(PhysicalType.Int32),
            _ => null,
        };
    }

    private static Func<MemoryAccount, ValueReader>? OfInt64(LogicalAnnotation annotation, DataType type)
    {
        var isUnsigned = annotation is { Kind: LogicalKind.Integer, IsSigned: false };
        var isMillis = annotation.Unit == ParquetTimeUnit.Millis;
        return (annotation.Kind, type) switch
        {
            (LogicalKind.Decimal, DecimalType target) => ScaleFactor(annotation, target) switch
            {
                null => null,
                { } factor when target.PhysicalType == PhysicalType.Int128 =>
                    account => new NumberReader<long, Int128, LongToDecimal>(PhysicalType.Int128, new LongToDecimal(factor), account),
                { } factor when factor == 1 => Same<long>(PhysicalType.Int64),
                { } factor => account => new NumberReader<long, long, LongTimesFactor>(PhysicalType.Int64, new LongTimesFactor((long)factor), account),
            },
            (LogicalKind.Timestamp, TimestampType or TimestampNtzType) when isMillis => Times(TimeUnits.MicrosPerMilli),
            (LogicalKind.Timestamp, TimestampType or TimestampNtzType) when annotation.Unit == ParquetTimeUnit.Micros => Same<long>(PhysicalType.Int64),
            (LogicalKind.Timestamp, LongType) when annotation.Unit == ParquetTimeUnit.Nanos => Same<long>(PhysicalType.Int64),
            (LogicalKind.Time, TimeType) when annotation.Unit == ParquetTimeUnit.Micros => Times(TimeUnits.NanosPerMicro),
            (LogicalKind.Integer, DecimalType { Precision: >= 20, Scale: 0 }) when isUnsigned =>
                static account => new NumberReader<long, Int128, ULongToDecimal>(PhysicalType.Int128, default, account),
            (LogicalKind.None or LogicalKind.Integer or LogicalKind.Unknown, LongType or DayTimeIntervalType) when !isUnsigned => Same<long>(PhysicalType.Int64),
            (LogicalKind.None, TimestampType or TimestampNtzType) => Same<long>(PhysicalType.Int64),
            _ => null,
        };
    }

    private static Func<MemoryAccount, ValueReader>? OfByteArray(LogicalAnnotation annotation, DataType type) => type switch
    {
        StringType or BinaryType when annotation.Kind != LogicalKind.Decimal => static _ => new ByteArrayReader(),
        DecimalType target when annotation.Kind == LogicalKind.Decimal && ScaleFactor(annotation, target) is { } factor =>
            account => new DecimalByteArrayReader(target.PhysicalType, factor, account),
        _ => null,
    };

    private static Func<MemoryAccount, ValueReader>? OfFixedLengthByteArray(SchemaElement element, DataType type)
    {
        var annotation = element.Annotation;
        var width = element.TypeLength;
        return type switch
        {
            DecimalType target when annotation.Kind == LogicalKind.Decimal => ScaleFactor(annotation, target) switch
            {
                null => null,
                { } factor when target.PhysicalType == PhysicalType.Int64 => Fixed(width, PhysicalType.Int64, new BytesToDecimal64((long)factor)),
                { } factor => Fixed(width, PhysicalType.Int128, new BytesToDecimal128(factor)),
            },
            FloatType when annotation.Kind == LogicalKind.Float16 => Fixed(width, PhysicalType.Float32, new HalfToFloat()),
            CalendarIntervalType when annotation.Kind == LogicalKind.Interval => Fixed(width, PhysicalType.Interval, new BytesToInterval()),
            StringType when annotation.Kind == LogicalKind.Uuid => Fixed(width, PhysicalType.View, new BytesToUuidText()),
            BinaryType when annotation.Kind != LogicalKind.Decimal => Fixed(width, PhysicalType.View, new BytesToBinary()),
            _ => null,
        };
    }

    /// <summary>By what unscaled values are multiplied to have the scale asked for; null when the type cannot hold every value of the file's.</summary>
    private static Int128? ScaleFactor(LogicalAnnotation annotation, DecimalType target)
    {
        var moreDigits = target.Scale - annotation.Scale;
        if (moreDigits < 0 || target.Precision - target.Scale < annotation.Precision - annotation.Scale)
            return null;
        return WideMath.PowerOfTen(moreDigits);
    }

    private static Func<MemoryAccount, ValueReader> Same<T>(PhysicalType physical)
        where T : unmanaged => account => new NumberReader<T, T, SameValue<T>>(physical, default, account);

    private static Func<MemoryAccount, ValueReader> Times(long factor) =>
        account => new NumberReader<long, long, LongTimesFactor>(PhysicalType.Int64, new LongTimesFactor(factor), account);

    private static Func<MemoryAccount, ValueReader> Fixed(int width, PhysicalType physical, IBytesConversion conversion) =>
        account => new FixedBytesReader(width, physical, conversion, account);
}

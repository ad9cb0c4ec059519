namespace SqlSpark.DataSources.Parquet.Format;

/// <summary>What a field means beyond its storage. parquet.thrift: <c>LogicalType</c>, with the ids of its union.</summary>
internal enum LogicalKind
{
    /// <summary>No annotation.</summary>
    None = 0,
    String = 1,
    Map = 2,
    List = 3,
    Enum = 4,
    Decimal = 5,
    Date = 6,
    Time = 7,
    Timestamp = 8,

    /// <summary>Has no number in the union: only the older annotation knows intervals.</summary>
    Interval = 9,
    Integer = 10,

    /// <summary>A column that is always NULL.</summary>
    Null = 11,
    Json = 12,
    Bson = 13,
    Uuid = 14,
    Float16 = 15,
    Variant = 16,
    Geometry = 17,
    Geography = 18,

    /// <summary>An annotation that this reader does not know; the storage alone counts.</summary>
    Unknown = 255,
}

/// <summary>The unit of times and timestamps. parquet.thrift: <c>TimeUnit</c>.</summary>
internal enum ParquetTimeUnit
{
    Millis = 1,
    Micros = 2,
    Nanos = 3,
}

/// <summary>An annotation with its parameters; the default value is none.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Scale">Of decimals.</param>
/// <param name="Precision">Of decimals.</param>
/// <param name="Unit">Of times and timestamps.</param>
/// <param name="IsAdjustedToUtc">Of times and timestamps.</param>
/// <param name="BitWidth">Of integers: 8, 16, 32 or 64.</param>
/// <param name="IsSigned">Of integers.</param>
internal readonly record struct LogicalAnnotation(
    LogicalKind Kind,
    int Scale = 0,
    int Precision = 0,
    ParquetTimeUnit Unit = ParquetTimeUnit.Micros,
    bool IsAdjustedToUtc = false,
    int BitWidth = 0,
    bool IsSigned = true)
{
    /// <summary>Reads the union.</summary>
    public static LogicalAnnotation Read(ref ThriftReader reader)
    {
        var annotation = default(LogicalAnnotation);
        var field = 0;
        while (reader.NextField(ref field, out var type))
        {
            reader.Expect(type, ThriftType.Struct);
            var kind = field is > 0 and <= (int)LogicalKind.Geography ? (LogicalKind)field : LogicalKind.Unknown;
            switch (kind)
            {
                case LogicalKind.Decimal:
                    annotation = ReadDecimal(ref reader);
                    break;
                case LogicalKind.Time or LogicalKind.Timestamp:
                    annotation = ReadTime(ref reader, kind);
                    break;
                case LogicalKind.Integer:
                    annotation = ReadInteger(ref reader);
                    break;
                default:
                    annotation = new LogicalAnnotation(kind);
                    reader.Skip(type);
                    break;
            }
        }

        return annotation;
    }

    /// <summary>The annotation that stands for an older one.</summary>
    /// <param name="converted">The older annotation.</param>
    /// <param name="scale">The scale beside it, for decimals.</param>
    /// <param name="precision">The precision beside it, for decimals.</param>
    public static LogicalAnnotation Of(ConvertedType converted, int scale, int precision) => converted switch
    {
        ConvertedType.Utf8 => new(LogicalKind.String),
        ConvertedType.Map or ConvertedType.MapKeyValue => new(LogicalKind.Map),
        ConvertedType.List => new(LogicalKind.List),
        ConvertedType.Enum => new(LogicalKind.Enum),
        ConvertedType.Decimal => new(LogicalKind.Decimal, scale, precision),
        ConvertedType.Date => new(LogicalKind.Date),
        ConvertedType.TimeMillis => new(LogicalKind.Time, Unit: ParquetTimeUnit.Millis, IsAdjustedToUtc: true),
        ConvertedType.TimeMicros => new(LogicalKind.Time, Unit: ParquetTimeUnit.Micros, IsAdjustedToUtc: true),
        ConvertedType.TimestampMillis => new(LogicalKind.Timestamp, Unit: ParquetTimeUnit.Millis, IsAdjustedToUtc: true),
        ConvertedType.TimestampMicros => new(LogicalKind.Timestamp, Unit: ParquetTimeUnit.Micros, IsAdjustedToUtc: true),
        ConvertedType.UInt8 => new(LogicalKind.Integer, BitWidth: 8, IsSigned: false),
        ConvertedType.UInt16 => new(LogicalKind.Integer, BitWidth: 16, IsSigned: false),
        ConvertedType.UInt32 => new(LogicalKind.Integer, BitWidth: 32, IsSigned: false),
        ConvertedType.UInt64 => new(LogicalKind.Integer, BitWidth: 64, IsSigned: false),
        ConvertedType.Int8 => new(LogicalKind.Integer, BitWidth: 8),
        ConvertedType.Int16 => new(LogicalKind.Integer, BitWidth: 16),
        ConvertedType.Int32 => new(LogicalKind.Integer, BitWidth: 32),
        ConvertedType.Int64 => new(LogicalKind.Integer, BitWidth: 64),
        ConvertedType.Json => new(LogicalKind.Json),
        ConvertedType.Bson => new(LogicalKind.Bson),
        ConvertedType.Interval => new(LogicalKind.Interval),
        _ => new(LogicalKind.Unknown),
    };

    /// <summary>The older annotation for readers that know no other, or null where there is none.</summary>
    public ConvertedType? ToConverted() => Kind switch
    {
        LogicalKind.String => ConvertedType.Utf8,
        LogicalKind.Map => ConvertedType.Map,
        LogicalKind.List => ConvertedType.List,
        LogicalKind.Enum => ConvertedType.Enum,
        LogicalKind.Decimal => ConvertedType.Decimal,
        LogicalKind.Date => ConvertedType.Date,
        LogicalKind.Time when Unit == ParquetTimeUnit.Millis && IsAdjustedToUtc => ConvertedType.TimeMillis,
        LogicalKind.Time when Unit == ParquetTimeUnit.Micros && IsAdjustedToUtc => ConvertedType.TimeMicros,
        LogicalKind.Timestamp when Unit == ParquetTimeUnit.Millis && IsAdjustedToUtc => ConvertedType.TimestampMillis,
        LogicalKind.Timestamp when Unit == ParquetTimeUnit.Micros && IsAdjustedToUtc => ConvertedType.TimestampMicros,
        LogicalKind.Integer => (BitWidth, IsSigned) switch
        {
            (8, true) => ConvertedType.Int8,
            (16, true) => ConvertedType.Int16,
            (32, true) => ConvertedType.Int32,
            (64, true) => ConvertedType.Int64,
            (8, false) => ConvertedType.UInt8,
            (16, false) => ConvertedType.UInt16,
            (32, false) => ConvertedType.UInt32,
            (64, false) => ConvertedType.UInt64,
            _ => null,
        },
        LogicalKind.Json => ConvertedType.Json,
        LogicalKind.Bson => ConvertedType.Bson,
        LogicalKind.Interval => ConvertedType.Interval,
        _ => null,
    };

    /// <summary>Writes the union. There is something to write only where <see cref="Kind"/> has a number in it.</summary>
    public void Write(ThriftWriter writer)
    {
        var last = 0;
        var inner = 0;
        switch (Kind)
        {
            case LogicalKind.Decimal:
                writer.Struct(ref last, (int)Kind);
                writer.Field(ref inner, 1, Scale);
                writer.Field(ref inner, 2, Precision);
                writer.Stop();
                break;
            case LogicalKind.Time or LogicalKind.Timestamp:
                writer.Struct(ref last, (int)Kind);
                writer.Field(ref inner, 1, IsAdjustedToUtc);
                writer.Struct(ref inner, 2);
                var unit = 0;
                writer.EmptyStruct(ref unit, (int)Unit);
                writer.Stop();
                writer.Stop();
                break;
            case LogicalKind.Integer:
                writer.Struct(ref last, (int)Kind);
                writer.Field(ref inner, 1, (sbyte)BitWidth);
                writer.Field(ref inner, 2, IsSigned);
                writer.Stop();
                break;
            default:
                writer.EmptyStruct(ref last, (int)Kind);
                break;
        }

        writer.Stop();
    }

    private static LogicalAnnotation ReadDecimal(ref ThriftReader reader)
    {
        var annotation = new LogicalAnnotation(LogicalKind.Decimal);
        var field = 0;
        while (reader.NextField(ref field, out var type))
        {
            switch (field)
            {
                case 1:
                    annotation = annotation with { Scale = reader.ReadInt32(type) };
                    break;
                case 2:
                    annotation = annotation with { Precision = reader.ReadInt32(type) };
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        return annotation;
    }

    private static LogicalAnnotation ReadTime(ref ThriftReader reader, LogicalKind kind)
    {
        var annotation = new LogicalAnnotation(kind);
        var field = 0;
        while (reader.NextField(ref field, out var type))
        {
            switch (field)
            {
                case 1:
                    annotation = annotation with { IsAdjustedToUtc = reader.ReadBoolean(type) };
                    break;
                case 2:
                    reader.Expect(type, ThriftType.Struct);
                    var unit = 0;
                    while (reader.NextField(ref unit, out var unitType))
                    {
                        annotation = annotation with { Unit = (ParquetTimeUnit)unit };
                        reader.Skip(unitType);
                    }

                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        return Enum.IsDefined(annotation.Unit) ? annotation : new LogicalAnnotation(LogicalKind.Unknown);
    }

    private static LogicalAnnotation ReadInteger(ref ThriftReader reader)
    {
        var annotation = new LogicalAnnotation(LogicalKind.Integer);
        var field = 0;
        while (reader.NextField(ref field, out var type))
        {
            switch (field)
            {
                case 1:
                    annotation = annotation with { BitWidth = reader.ReadSByte(type) };
                    break;
                case 2:
                    annotation = annotation with { IsSigned = reader.ReadBoolean(type) };
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        return annotation;
    }
}

using SqlSpark.Core.Errors;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Time;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Csv.Writing;

/// <summary>Writes CSV files.</summary>
/// <param name="options">How they look.</param>
internal sealed class CsvFileWriterFactory(CsvWriteOptions options) : IFileWriterFactory
{
    /// <inheritdoc />
    public string Extension => options.Extension;

    /// <inheritdoc />
    public IFileWriter Create(IWritableFile target, FileWriteContext context) => new CsvFileWriter(target, options, context);

    /// <summary>Whether values of a type can be written. Spark: <c>CSVFileFormat.supportDataType</c>.</summary>
    public static bool IsSupported(DataType type) => CsvColumns.IsSupported(type) || type is YearMonthIntervalType or DayTimeIntervalType;

    /// <summary>The cells of a column of a supported type.</summary>
    public static CsvCells CreateCells(DataType type, CsvOptions options, MemoryAccount account) => type switch
    {
        BooleanType => new CsvBooleanCells(type, account),
        ByteType => new CsvFormattedCells<sbyte, CsvIntegerFormat<sbyte>>(type, default, account),
        ShortType => new CsvFormattedCells<short, CsvIntegerFormat<short>>(type, default, account),
        IntegerType => new CsvFormattedCells<int, CsvIntegerFormat<int>>(type, default, account),
        LongType => new CsvFormattedCells<long, CsvIntegerFormat<long>>(type, default, account),
        FloatType => new CsvFormattedCells<float, CsvFloatFormat>(type, default, account),
        DoubleType => new CsvFormattedCells<double, CsvDoubleFormat>(type, default, account),
        DecimalType { PhysicalType: PhysicalType.Int64 } narrow => new CsvFormattedCells<long, CsvDecimalFormat<long>>(type, new(narrow.Scale), account),
        DecimalType wide => new CsvFormattedCells<Int128, CsvDecimalFormat<Int128>>(type, new(wide.Scale), account),
        StringType => new CsvStringCells(type, account),
        BinaryType => new CsvBinaryCells(type, account),
        DateType when options.Patterns.Dates is { } pattern => new CsvPatternCells(type, pattern, ZoneRules.Utc, account),
        TimestampType when options.Patterns.Timestamps is { } pattern => new CsvPatternCells(type, pattern, ZoneRules.Of(options.TimeZone), account),
        TimestampNtzType when options.Patterns.Locals is { } pattern => new CsvPatternCells(type, pattern, ZoneRules.Utc, account),
        DateType => new CsvFormattedCells<int, CsvDateFormat>(type, default, account),
        TimestampType => new CsvFormattedCells<long, CsvTimestampFormat>(type, new(ZoneRules.Of(options.TimeZone)), account),
        TimestampNtzType => new CsvFormattedCells<long, CsvLocalTimestampFormat>(type, default, account),
        YearMonthIntervalType yearMonth => new CsvFormattedCells<int, CsvYearMonthFormat>(type, new(yearMonth), account),
        DayTimeIntervalType dayTime => new CsvFormattedCells<long, CsvDayTimeFormat>(type, new(dayTime), account),
        _ => throw InternalErrors.Unreachable(type),
    };
}

using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;

namespace SqlSpark.DataSources.Csv;

/// <summary>Makes the column for a type.</summary>
internal static class CsvColumns
{
    /// <summary>Whether values of a type can be read.</summary>
    public static bool IsSupported(DataType type) => type is BooleanType or ByteType or ShortType or IntegerType or LongType or FloatType or DoubleType
        or DecimalType or StringType or BinaryType or DateType or TimestampType or TimestampNtzType;

    /// <summary>A column of a supported type.</summary>
    public static CsvColumn Create(DataType type, CsvOptions options, StringHeap heap, MemoryAccount account) => type switch
    {
        BooleanType => new CsvBooleanColumn(options, account),
        ByteType => new CsvFixedColumn<sbyte, Int8Reader>(type, new Int8Reader(), options, account),
        ShortType => new CsvFixedColumn<short, Int16Reader>(type, new Int16Reader(), options, account),
        IntegerType => new CsvFixedColumn<int, Int32Reader>(type, new Int32Reader(), options, account),
        LongType => new CsvFixedColumn<long, Int64Reader>(type, new Int64Reader(), options, account),
        FloatType => new CsvFixedColumn<float, FloatReader>(type, new FloatReader(options), options, account),
        DoubleType => new CsvFixedColumn<double, DoubleReader>(type, new DoubleReader(options), options, account),
        DecimalType { PhysicalType: PhysicalType.Int64 } narrow =>
            new CsvFixedColumn<long, Decimal64Reader>(type, new Decimal64Reader(narrow), options, account),
        DecimalType wide => new CsvFixedColumn<Int128, Decimal128Reader>(type, new Decimal128Reader(wide), options, account),
        DateType when options.Patterns.Dates is null => new CsvFixedColumn<int, DateReader>(type, new DateReader(), options, account),
        DateType => new CsvFixedColumn<int, PatternDateReader>(type, new PatternDateReader(options.NewDates()), options, account),
        TimestampType => new CsvFixedColumn<long, InstantReader>(type, new InstantReader(options.NewDates()), options, account),
        TimestampNtzType => new CsvFixedColumn<long, LocalTimestampReader>(type, new LocalTimestampReader(options.NewDates()), options, account),
        StringType or BinaryType => new CsvStringColumn(type, options, heap, account),
        _ => throw Core.Errors.InternalErrors.Unreachable(type),
    };
}

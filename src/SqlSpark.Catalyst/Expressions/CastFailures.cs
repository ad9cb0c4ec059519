using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Expressions;

/// <summary>Which casts may raise an error for some value. Exact for numbers, since rules that move expressions ask.</summary>
internal static class CastFailures
{
    /// <summary>True when some value raises an error in ANSI mode.</summary>
    public static bool InAnsiMode(DataType from, DataType to) => (from, to) switch
    {
        _ when from.Equals(to) => false,
        (VoidType, _) => false,
        (VariantType, _) or (_, VariantType) => true,
        (StringType, StringType text) => text.LengthKind != StringLengthKind.Unbounded,
        (StringType, BinaryType or CalendarIntervalType) => false,
        (StringType, _) => true,
        (_, StringType text) => text.LengthKind != StringLengthKind.Unbounded,
        (IntegralType, IntegralType) => IntegralBytes(to) < IntegralBytes(from),
        (FloatType or DoubleType, IntegralType or DecimalType) => true,
        (DecimalType d, IntegralType) => d.Precision - d.Scale > IntegralDigits(to),
        (_, DecimalType d) => MayOverflow(from, d),
        (TimestampType, ByteType or ShortType or IntegerType) => true,
        (TimeType, ByteType or ShortType) => true,
        (FloatType or DoubleType, TimestampType) => true,
        (ArrayType, ArrayType) or (MapType, MapType) or (StructType, StructType) => from.Children.Zip(to.Children).Any(p => InAnsiMode(p.First, p.Second)),
        _ => InLegacyMode(from, to),
    };

    /// <summary>True when some value raises an error outside of ANSI mode too.</summary>
    public static bool InLegacyMode(DataType from, DataType to) => (from, to) switch
    {
        _ when from.Equals(to) => false,
        (VoidType, _) => false,
        (VariantType, _) or (_, VariantType) => true,
        (_, StringType text) => text.LengthKind != StringLengthKind.Unbounded,
        (StringType, YearMonthIntervalType or DayTimeIntervalType) => true,
        (DateType, TimestampType or TimestampNtzType) => true,
        (TimestampType, TimestampNtzType) or (TimestampNtzType, TimestampType) => true,
        (ByteType or ShortType, YearMonthIntervalType or DayTimeIntervalType) => false,
        (IntegerType, YearMonthIntervalType interval) => interval.End == YearMonthField.Year,
        (IntegerType, DayTimeIntervalType interval) => interval.End == DayTimeField.Day,
        (LongType or DecimalType, YearMonthIntervalType or DayTimeIntervalType) => true,
        (YearMonthIntervalType, ByteType or ShortType) => true,
        (DayTimeIntervalType, ByteType or ShortType or IntegerType) => true,
        (YearMonthIntervalType or DayTimeIntervalType, DecimalType) => true,
        (ArrayType, ArrayType) or (MapType, MapType) or (StructType, StructType) => from.Children.Zip(to.Children).Any(p => InLegacyMode(p.First, p.Second)),
        _ => false,
    };

    /// <summary>True when a number may have more digits before the point than the decimal.</summary>
    public static bool MayOverflow(DataType from, DecimalType to)
    {
        var room = to.Precision - to.Scale;
        return from switch
        {
            BooleanType => room < 1,
            DecimalType d => d.Precision - d.Scale + (to.Scale < d.Scale ? 1 : 0) > room,
            IntegralType => IntegralDigits(from) + 1 > room,
            TimeType => (to.Scale < 9 ? 6 : 5) > room,
            _ => true,
        };
    }

    /// <summary>Digits of the largest power of ten that fits an integral type.</summary>
    private static int IntegralDigits(DataType type) => type switch
    {
        ByteType => 2,
        ShortType => 4,
        IntegerType => 9,
        _ => 18,
    };

    private static int IntegralBytes(DataType type) => type.PhysicalType.ByteWidth();
}

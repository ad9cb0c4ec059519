using System.Numerics;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Text;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Csv;

/// <summary>Reads values of one type. Serves one worker. Spark: <c>UnivocityParser.makeConverter</c>.</summary>
internal abstract class CsvValueReader
{
    /// <summary>Reads a text that is not NULL; false when it is no value of the type.</summary>
    public abstract bool TryRead(ReadOnlySpan<byte> text, VectorWriter result, int row);

    /// <summary>The reader of a type; null when the type has none.</summary>
    public static CsvValueReader? Create(DataType type, CsvSettings settings, TextDates dates) => type switch
    {
        BooleanType => new BooleanReader(),
        ByteType => new IntegerReader<sbyte>(),
        ShortType => new IntegerReader<short>(),
        IntegerType => new IntegerReader<int>(),
        LongType => new IntegerReader<long>(),
        FloatType => new FloatReader(settings),
        DoubleType => new DoubleReader(settings),
        DecimalType decimalType => new DecimalReader(decimalType),
        StringType or BinaryType => new TextReader(),
        DateType => new DateReader(dates),
        TimestampType => new TimestampReader(dates),
        TimestampNtzType => new LocalTimestampReader(dates),
        TimeType => new TimeReader(),
        CalendarIntervalType => new CalendarReader(),
        YearMonthIntervalType interval => new YearMonthReader(interval),
        DayTimeIntervalType interval => new DayTimeReader(interval),
        _ => null,
    };

    /// <summary>The number that a text of the options stands for: not a number, or an infinity.</summary>
    public static double? Special(ReadOnlySpan<byte> text, CsvSettings settings)
    {
        if (text.SequenceEqual(settings.NanText))
            return double.NaN;
        if (text.SequenceEqual(settings.PositiveInfinity))
            return double.PositiveInfinity;
        return text.SequenceEqual(settings.NegativeInfinity) ? double.NegativeInfinity : null;
    }

    private sealed class BooleanReader : CsvValueReader
    {
        public override bool TryRead(ReadOnlySpan<byte> text, VectorWriter result, int row)
        {
            var isTrue = System.Text.Ascii.EqualsIgnoreCase(text, "true"u8);
            Bitmaps.Assign(result.Bits, row, isTrue);
            return isTrue || System.Text.Ascii.EqualsIgnoreCase(text, "false"u8);
        }
    }

    private sealed class IntegerReader<T> : CsvValueReader
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        public override bool TryRead(ReadOnlySpan<byte> text, VectorWriter result, int row)
        {
            if (text.IsEmpty || text[0] <= ' ' || text[^1] <= ' ' || !IntegerText.TryParse(text, allowFraction: false, out var value)
                || value < long.CreateChecked(T.MinValue) || value > long.CreateChecked(T.MaxValue))
                return false;
            result.Values<T>()[row] = T.CreateTruncating(value);
            return true;
        }
    }

    private sealed class FloatReader(CsvSettings settings) : CsvValueReader
    {
        public override bool TryRead(ReadOnlySpan<byte> text, VectorWriter result, int row)
        {
            if (Special(text, settings) is { } special)
            {
                result.Values<float>()[row] = (float)special;
                return true;
            }

            return FloatingPointText.TryParse(text, out result.Values<float>()[row]);
        }
    }

    private sealed class DoubleReader(CsvSettings settings) : CsvValueReader
    {
        public override bool TryRead(ReadOnlySpan<byte> text, VectorWriter result, int row)
        {
            if (Special(text, settings) is { } special)
            {
                result.Values<double>()[row] = special;
                return true;
            }

            return FloatingPointText.TryParse(text, out result.Values<double>()[row]);
        }
    }

    private sealed class DecimalReader(DecimalType type) : CsvValueReader
    {
        public override bool TryRead(ReadOnlySpan<byte> text, VectorWriter result, int row)
        {
            if (DecimalText.Parse(text, type.Precision, type.Scale, out var unscaled) != DecimalParse.Success)
                return false;
            if (result.Physical == PhysicalType.Int64)
                result.Values<long>()[row] = (long)unscaled;
            else
                result.Values<Int128>()[row] = unscaled;
            return true;
        }
    }

    private sealed class TextReader : CsvValueReader
    {
        public override bool TryRead(ReadOnlySpan<byte> text, VectorWriter result, int row)
        {
            result.SetBytes(row, text);
            return true;
        }
    }

    private sealed class DateReader(TextDates dates) : CsvValueReader
    {
        public override bool TryRead(ReadOnlySpan<byte> text, VectorWriter result, int row) => dates.TryDate(text, out result.Values<int>()[row]);
    }

    private sealed class TimestampReader(TextDates dates) : CsvValueReader
    {
        public override bool TryRead(ReadOnlySpan<byte> text, VectorWriter result, int row) => dates.TryTimestamp(text, out result.Values<long>()[row]);
    }

    private sealed class LocalTimestampReader(TextDates dates) : CsvValueReader
    {
        public override bool TryRead(ReadOnlySpan<byte> text, VectorWriter result, int row) => dates.TryLocalTimestamp(text, out result.Values<long>()[row]);
    }

    private sealed class TimeReader : CsvValueReader
    {
        public override bool TryRead(ReadOnlySpan<byte> text, VectorWriter result, int row) => TimeText.TryParse(text, out result.Values<long>()[row]);
    }

    private sealed class CalendarReader : CsvValueReader
    {
        public override bool TryRead(ReadOnlySpan<byte> text, VectorWriter result, int row)
        {
            var isInterval = CalendarIntervalReader.Parse(text, out var interval, out _) == IntervalFault.None;
            result.Values<CalendarInterval>()[row] = interval;
            return isInterval;
        }
    }

    private sealed class YearMonthReader(YearMonthIntervalType type) : CsvValueReader
    {
        public override bool TryRead(ReadOnlySpan<byte> text, VectorWriter result, int row) =>
            IntervalText.ParseYearMonth(text, type, out result.Values<int>()[row]) == IntervalFault.None;
    }

    private sealed class DayTimeReader(DayTimeIntervalType type) : CsvValueReader
    {
        public override bool TryRead(ReadOnlySpan<byte> text, VectorWriter result, int row) =>
            IntervalText.ParseDayTime(text, type, out result.Values<long>()[row]) == IntervalFault.None;
    }
}

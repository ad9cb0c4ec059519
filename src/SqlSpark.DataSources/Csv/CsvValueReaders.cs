using System.Runtime.CompilerServices;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Text;
using SqlSpark.Core.Types;

namespace SqlSpark.DataSources.Csv;

/// <summary>Reads one value of a column.</summary>
/// <typeparam name="T">The storage of a value.</typeparam>
internal unsafe interface ICsvValueReader<T>
    where T : unmanaged
{
    /// <summary>Reads a text that is not NULL; 64 bytes after it can be read.</summary>
    bool TryRead(byte* start, int length, out T value);
}

/// <summary>TINYINT.</summary>
internal unsafe struct Int8Reader : ICsvValueReader<sbyte>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool TryRead(byte* start, int length, out sbyte value)
    {
        var isNumber = CsvNumbers.TryReadLong(start, length, out var number);
        value = (sbyte)number;
        return isNumber && value == number;
    }
}

/// <summary>SMALLINT.</summary>
internal unsafe struct Int16Reader : ICsvValueReader<short>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool TryRead(byte* start, int length, out short value)
    {
        var isNumber = CsvNumbers.TryReadLong(start, length, out var number);
        value = (short)number;
        return isNumber && value == number;
    }
}

/// <summary>INT.</summary>
internal unsafe struct Int32Reader : ICsvValueReader<int>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool TryRead(byte* start, int length, out int value)
    {
        var isNumber = CsvNumbers.TryReadLong(start, length, out var number);
        value = (int)number;
        return isNumber && value == number;
    }
}

/// <summary>BIGINT.</summary>
internal unsafe struct Int64Reader : ICsvValueReader<long>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool TryRead(byte* start, int length, out long value) => CsvNumbers.TryReadLong(start, length, out value);
}

/// <summary>FLOAT, with the options' texts for what is no number.</summary>
internal unsafe struct FloatReader(CsvOptions options) : ICsvValueReader<float>
{
    public readonly bool TryRead(byte* start, int length, out float value)
    {
        var text = new ReadOnlySpan<byte>(start, length);
        if (CsvSpecialNumbers.TryRead(text, options, out var special))
        {
            value = (float)special;
            return true;
        }

        return CsvNumbers.TryReadFloat(text, out value);
    }
}

/// <summary>DOUBLE, with the options' texts for what is no number.</summary>
internal unsafe struct DoubleReader(CsvOptions options) : ICsvValueReader<double>
{
    private readonly bool _mayBeDigits = CsvSpecialNumbers.MayBeginWithDigit(options);

    public readonly bool TryRead(byte* start, int length, out double value)
    {
        var text = new ReadOnlySpan<byte>(start, length);
        if ((_mayBeDigits || length == 0 || (uint)(*start - '0') > 9) && CsvSpecialNumbers.TryRead(text, options, out value))
            return true;
        return CsvNumbers.TryReadDouble(text, out value);
    }
}

/// <summary>DECIMAL of up to 18 digits.</summary>
internal unsafe struct Decimal64Reader(DecimalType type) : ICsvValueReader<long>
{
    private readonly int _precision = type.Precision;
    private readonly int _scale = type.Scale;
    private readonly ulong _limit = (ulong)WideMath.PowerOfTen64(type.Precision);

    public readonly bool TryRead(byte* start, int length, out long value)
    {
        var text = new ReadOnlySpan<byte>(start, length);
        var isNegative = false;
        if (((length <= 8 && CsvNumbers.TryReadShortDecimal(start, length, out var digits, out var scale))
            || CsvNumbers.TryReadPlain(text, out digits, out scale, out isNegative)) && scale <= _scale)
        {
            var unscaled = (ulong)digits;
            for (; scale < _scale && unscaled < _limit; scale++)
                unscaled *= 10;
            if (unscaled < _limit)
            {
                value = isNegative ? -(long)unscaled : (long)unscaled;
                return true;
            }
        }

        var isNumber = CsvDecimals.TryRead(text, _precision, _scale, out var wide);
        value = (long)wide;
        return isNumber;
    }
}

/// <summary>DECIMAL of more than 18 digits.</summary>
internal unsafe struct Decimal128Reader(DecimalType type) : ICsvValueReader<Int128>
{
    private readonly int _precision = type.Precision;
    private readonly int _scale = type.Scale;

    public readonly bool TryRead(byte* start, int length, out Int128 value) =>
        CsvDecimals.TryRead(new ReadOnlySpan<byte>(start, length), _precision, _scale, out value);
}

/// <summary>DATE.</summary>
internal unsafe struct DateReader : ICsvValueReader<int>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool TryRead(byte* start, int length, out int value) => DateText.TryParse(new ReadOnlySpan<byte>(start, length), out value);
}

/// <summary>DATE by a pattern.</summary>
internal unsafe struct PatternDateReader(TextDates dates) : ICsvValueReader<int>
{
    public readonly bool TryRead(byte* start, int length, out int value) => dates.TryDate(new ReadOnlySpan<byte>(start, length), out value);
}

/// <summary>TIMESTAMP: an instant, in the options' zone where the text names none.</summary>
internal unsafe struct InstantReader(TextDates dates) : ICsvValueReader<long>
{
    public readonly bool TryRead(byte* start, int length, out long value) => dates.TryTimestamp(new ReadOnlySpan<byte>(start, length), out value);
}

/// <summary>TIMESTAMP_NTZ: a local time; a text with a zone is none.</summary>
internal unsafe struct LocalTimestampReader(TextDates dates) : ICsvValueReader<long>
{
    public readonly bool TryRead(byte* start, int length, out long value) => dates.TryLocalTimestamp(new ReadOnlySpan<byte>(start, length), out value);
}

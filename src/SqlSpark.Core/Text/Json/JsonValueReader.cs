using System.Numerics;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.Core.Text.Json;

/// <summary>What came of reading a value.</summary>
public enum JsonOutcome : byte
{
    /// <summary>It was written.</summary>
    Value,

    /// <summary>It is NULL; nothing was written.</summary>
    Null,

    /// <summary>It was written with NULLs in the place of parts that could not be read.</summary>
    Partial,

    /// <summary>It is not of the type; nothing was written.</summary>
    Failed,

    /// <summary>The text is no JSON.</summary>
    Broken,
}

/// <summary>Reads values of one type out of a JSON text. Serves one worker.</summary>
/// <remarks>Spark: <c>JacksonParser.makeConverter</c>.</remarks>
public abstract class JsonValueReader
{
    /// <summary>Reads the value that the scanner stands on, to its end unless that failed.</summary>
    public JsonOutcome Read(ref JsonScanner scanner, VectorWriter result, int row) => scanner.Kind switch
    {
        JsonKind.Null => JsonOutcome.Null,
        JsonKind.Fault or JsonKind.None => JsonOutcome.Broken,
        _ => ReadValue(ref scanner, result, row),
    };

    /// <summary>The reader of a type; null when the type has none.</summary>
    public static JsonValueReader? Create(DataType type, TextDates dates) => type switch
    {
        BooleanType => new BooleanReader(),
        ByteType => new IntegerReader<sbyte>(byte.MaxValue),
        ShortType => new IntegerReader<short>(short.MaxValue),
        IntegerType => new IntegerReader<int>(int.MaxValue),
        LongType => new IntegerReader<long>(long.MaxValue),
        FloatType => new FloatReader(),
        DoubleType => new DoubleReader(),
        DecimalType decimalType => new DecimalReader(decimalType),
        StringType => new TextReader(),
        BinaryType => new BinaryReader(),
        DateType => new DateReader(dates),
        TimestampType => new TimestampValueReader(dates),
        TimestampNtzType => new LocalTimestampReader(dates),
        TimeType => new TimeReader(),
        CalendarIntervalType => new CalendarReader(),
        YearMonthIntervalType interval => new YearMonthReader(interval),
        DayTimeIntervalType interval => new DayTimeReader(interval),
        StructType record => JsonStructReader.Create(record, dates),
        ArrayType array => Create(array.ElementType, dates) is { } element ? new JsonArrayReader(element) : null,
        MapType { KeyType: StringType } map => Create(map.ValueType, dates) is { } value ? new JsonMapReader(value) : null,
        _ => null,
    };

    /// <summary>Reads a value that is not null.</summary>
    protected abstract JsonOutcome ReadValue(ref JsonScanner scanner, VectorWriter result, int row);

    private sealed class BooleanReader : JsonValueReader
    {
        protected override JsonOutcome ReadValue(ref JsonScanner scanner, VectorWriter result, int row)
        {
            if (scanner.Kind is not (JsonKind.True or JsonKind.False))
                return JsonOutcome.Failed;
            Bitmaps.Assign(result.Bits, row, scanner.Kind == JsonKind.True);
            return JsonOutcome.Value;
        }
    }

    /// <summary>Integers; TINYINT takes up to 255 and wraps, as Jackson does.</summary>
    private sealed class IntegerReader<T>(long most) : JsonValueReader
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        private readonly long _least = long.CreateChecked(T.MinValue);

        protected override JsonOutcome ReadValue(ref JsonScanner scanner, VectorWriter result, int row)
        {
            if (scanner.Kind != JsonKind.Integer
                || !(scanner.TryGetDigits(out var value, out _) || IntegerText.TryParse(scanner.Raw, allowFraction: false, out value)) || value < _least || value > most)
                return JsonOutcome.Failed;
            result.Values<T>()[row] = T.CreateTruncating(value);
            return JsonOutcome.Value;
        }
    }

    private sealed class DoubleReader : JsonValueReader
    {
        protected override JsonOutcome ReadValue(ref JsonScanner scanner, VectorWriter result, int row) =>
            TryDouble(scanner, out result.Values<double>()[row]) ? JsonOutcome.Value : JsonOutcome.Failed;
    }

    private sealed class FloatReader : JsonValueReader
    {
        protected override JsonOutcome ReadValue(ref JsonScanner scanner, VectorWriter result, int row)
        {
            if (scanner.Kind is JsonKind.Integer or JsonKind.Fraction && FloatingPointText.TryParse(scanner.Raw, out float value))
            {
                result.Values<float>()[row] = value;
                return JsonOutcome.Value;
            }

            if (!TryDouble(scanner, out var wide))
                return JsonOutcome.Failed;
            result.Values<float>()[row] = (float)wide;
            return JsonOutcome.Value;
        }
    }

    private static bool TryDouble(in JsonScanner scanner, out double value)
    {
        if (scanner.Kind is JsonKind.Integer or JsonKind.Fraction)
        {
            // Both numbers are exact, so one division rounds once. Zero has a sign of its own.
            if (scanner.TryGetDigits(out var digits, out var scale) && digits != 0)
            {
                value = digits / (double)DigitText.PowersOfTen[scale];
                return true;
            }

            if (FloatingPointText.TryParse(scanner.Raw, out value))
                return true;
            value = scanner.Raw[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;     // INF
            return true;
        }

        value = double.NaN;
        if (scanner.Kind != JsonKind.String || scanner.HasEscapes)
            return false;
        var text = scanner.Raw;
        if (text.SequenceEqual("NaN"u8))
            return true;
        var isNegative = text.Length > 0 && text[0] == '-';
        value = isNegative ? double.NegativeInfinity : double.PositiveInfinity;
        if (text.SequenceEqual("Infinity"u8))
            return true;
        if (text.Length == 0 || text[0] is not ((byte)'-' or (byte)'+'))
            return false;
        return text[1..].SequenceEqual("Infinity"u8) || text[1..].SequenceEqual("INF"u8);
    }

    private sealed class DecimalReader(DecimalType type) : JsonValueReader
    {
        private readonly Utf8Buffer _scratch = new();
        private readonly long _limit = DigitText.PowersOfTen[Math.Min(type.Precision, DecimalType.MaxLongPrecision)];

        protected override JsonOutcome ReadValue(ref JsonScanner scanner, VectorWriter result, int row)
        {
            // Up to 15 digits and zeros behind them: the limit keeps them below 64 bits.
            if (scanner.Kind is JsonKind.Integer or JsonKind.Fraction && scanner.TryGetDigits(out var digits, out var scale)
                && scale <= type.Scale && type.Scale - scale <= DecimalType.MaxLongPrecision
                && Math.Abs(digits) < DigitText.PowersOfTen[DecimalType.MaxLongPrecision] / DigitText.PowersOfTen[type.Scale - scale])
            {
                digits *= DigitText.PowersOfTen[type.Scale - scale];
                if (Math.Abs(digits) >= _limit)
                    return JsonOutcome.Failed;
                if (result.Physical == PhysicalType.Int64)
                    result.Values<long>()[row] = digits;
                else
                    result.Values<Int128>()[row] = digits;
                return JsonOutcome.Value;
            }

            if (scanner.Kind is not (JsonKind.Integer or JsonKind.Fraction or JsonKind.String)
                || DecimalText.Parse(scanner.Text(_scratch), type.Precision, type.Scale, out var unscaled) != DecimalParse.Success)
                return JsonOutcome.Failed;
            if (result.Physical == PhysicalType.Int64)
                result.Values<long>()[row] = (long)unscaled;
            else
                result.Values<Int128>()[row] = unscaled;
            return JsonOutcome.Value;
        }
    }

    /// <summary>Strings; other values as JSON text.</summary>
    private sealed class TextReader : JsonValueReader
    {
        private readonly Utf8Buffer _scratch = new();

        protected override JsonOutcome ReadValue(ref JsonScanner scanner, VectorWriter result, int row)
        {
            if (scanner.Kind == JsonKind.String)
            {
                result.SetBytes(row, scanner.Text(_scratch));
                return JsonOutcome.Value;
            }

            _scratch.Clear();
            if (!JsonOutput.TryCopy(ref scanner, _scratch))
                return JsonOutcome.Broken;
            result.SetBytes(row, _scratch.Written);
            return JsonOutcome.Value;
        }
    }

    private sealed class BinaryReader : JsonValueReader
    {
        private readonly Utf8Buffer _scratch = new();
        private byte[] _bytes = [];

        protected override JsonOutcome ReadValue(ref JsonScanner scanner, VectorWriter result, int row)
        {
            if (scanner.Kind != JsonKind.String)
                return JsonOutcome.Failed;
            var text = scanner.Text(_scratch);
            if (_bytes.Length < text.Length)
                _bytes = new byte[text.Length];
            if (System.Buffers.Text.Base64.DecodeFromUtf8(text, _bytes, out _, out var length) != System.Buffers.OperationStatus.Done)
                return JsonOutcome.Failed;
            result.SetBytes(row, _bytes.AsSpan(0, length));
            return JsonOutcome.Value;
        }
    }

    private sealed class DateReader(TextDates dates) : JsonValueReader
    {
        private readonly Utf8Buffer _scratch = new();

        protected override JsonOutcome ReadValue(ref JsonScanner scanner, VectorWriter result, int row) =>
            scanner.Kind == JsonKind.String && dates.TryDate(scanner.Text(_scratch), out result.Values<int>()[row]) ? JsonOutcome.Value : JsonOutcome.Failed;
    }

    /// <summary>Timestamps; integers are seconds since 1970.</summary>
    private sealed class TimestampValueReader(TextDates dates) : JsonValueReader
    {
        private readonly Utf8Buffer _scratch = new();

        protected override JsonOutcome ReadValue(ref JsonScanner scanner, VectorWriter result, int row)
        {
            if (scanner.Kind == JsonKind.Integer && IntegerText.TryParse(scanner.Raw, allowFraction: false, out var seconds))
            {
                result.Values<long>()[row] = unchecked(seconds * 1_000_000);
                return JsonOutcome.Value;
            }

            return scanner.Kind == JsonKind.String && dates.TryTimestamp(scanner.Text(_scratch), out result.Values<long>()[row]) ? JsonOutcome.Value : JsonOutcome.Failed;
        }
    }

    private sealed class LocalTimestampReader(TextDates dates) : JsonValueReader
    {
        private readonly Utf8Buffer _scratch = new();

        protected override JsonOutcome ReadValue(ref JsonScanner scanner, VectorWriter result, int row) =>
            scanner.Kind == JsonKind.String && dates.TryLocalTimestamp(scanner.Text(_scratch), out result.Values<long>()[row]) ? JsonOutcome.Value : JsonOutcome.Failed;
    }

    private sealed class TimeReader : JsonValueReader
    {
        private readonly Utf8Buffer _scratch = new();

        protected override JsonOutcome ReadValue(ref JsonScanner scanner, VectorWriter result, int row) =>
            scanner.Kind == JsonKind.String && TimeText.TryParse(scanner.Text(_scratch), out result.Values<long>()[row]) ? JsonOutcome.Value : JsonOutcome.Failed;
    }

    private sealed class CalendarReader : JsonValueReader
    {
        private readonly Utf8Buffer _scratch = new();

        protected override JsonOutcome ReadValue(ref JsonScanner scanner, VectorWriter result, int row)
        {
            if (scanner.Kind != JsonKind.String)
                return JsonOutcome.Failed;
            if (CalendarIntervalReader.Parse(scanner.Text(_scratch), out var interval, out _) != IntervalFault.None)
                return JsonOutcome.Null;
            result.Values<CalendarInterval>()[row] = interval;
            return JsonOutcome.Value;
        }
    }

    private sealed class YearMonthReader(YearMonthIntervalType type) : JsonValueReader
    {
        private readonly Utf8Buffer _scratch = new();

        protected override JsonOutcome ReadValue(ref JsonScanner scanner, VectorWriter result, int row) =>
            scanner.Kind == JsonKind.String && IntervalText.ParseYearMonth(scanner.Text(_scratch), type, out result.Values<int>()[row]) == IntervalFault.None
                ? JsonOutcome.Value
                : JsonOutcome.Failed;
    }

    private sealed class DayTimeReader(DayTimeIntervalType type) : JsonValueReader
    {
        private readonly Utf8Buffer _scratch = new();

        protected override JsonOutcome ReadValue(ref JsonScanner scanner, VectorWriter result, int row) =>
            scanner.Kind == JsonKind.String && IntervalText.ParseDayTime(scanner.Text(_scratch), type, out result.Values<long>()[row]) == IntervalFault.None
                ? JsonOutcome.Value
                : JsonOutcome.Failed;
    }
}

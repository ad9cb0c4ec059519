using System.Text;
using SqlSpark.Core.Time;

namespace SqlSpark.Core.Text;

/// <summary>The parts of a timestamp's text, not yet checked against the calendar.</summary>
/// <remarks>
/// The forms, with blanks around: <c>[sign]yyyy[-M[-d]]</c> (four to six digits of year); after a day a blank or T and <c>h[:m[:s[.fraction]]]</c>;
/// or only a time, <c>h:m[:s[.fraction]]</c> or <c>Th...</c>; after seconds or a fraction anything is a zone. Digits of the fraction after the
/// sixth are dropped. Spark: <c>SparkDateTimeUtils.parseTimestampString</c>.
/// </remarks>
internal ref struct TimestampFields
{
    private const int Year = 0;
    private const int Month = 1;
    private const int Day = 2;
    private const int Hour = 3;
    private const int Minute = 4;
    private const int Second = 5;
    private const int Fraction = 6;
    private const int Zone = 7;

    private Parts _parts;

    /// <summary>True when there is a time but no date.</summary>
    public bool IsTimeOnly { get; private set; }

    /// <summary>True when a zone follows.</summary>
    public bool HasZone { get; private set; }

    /// <summary>The zone's id.</summary>
    public ReadOnlySpan<byte> ZoneId { get; private set; }

    /// <summary>Hours, as written.</summary>
    public readonly int HourValue => _parts[Hour];

    /// <summary>Reads a text; false when it has none of the forms.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out TimestampFields fields)
    {
        fields = default;
        fields._parts[Month] = fields._parts[Day] = 1;
        var trimmed = AsciiText.TrimAll(text);
        return !trimmed.IsEmpty && fields.Read(trimmed, isAtStart: !AsciiText.IsBlankOrControl(text[0]));
    }

    /// <summary>The day, or false when there is no such date.</summary>
    public readonly bool TryGetDay(out int days) => CivilDate.TryToDays(_parts[Year], _parts[Month], _parts[Day], out days);

    /// <summary>Microseconds since midnight, or false when there is no such time of day.</summary>
    public readonly bool TryGetMicrosOfDay(out long micros) => TryGetMicrosOfDay(HourValue, out micros);

    /// <summary>Microseconds since midnight at another hour than the one written.</summary>
    public readonly bool TryGetMicrosOfDay(int hour, out long micros)
    {
        micros = (((((hour * 60L) + _parts[Minute]) * 60) + _parts[Second]) * TimeUnits.MicrosPerSecond) + _parts[Fraction];
        return (uint)hour < 24 && _parts[Minute] < 60 && _parts[Second] < 60;
    }

    private bool Read(ReadOnlySpan<byte> text, bool isAtStart)
    {
        var field = Year;
        var value = 0;
        var digitCount = 0;
        var position = 0;
        var isNegative = text[0] == '-';
        var hasSign = isNegative || text[0] == '+';
        if (hasSign)
            position++;
        for (; position < text.Length && field < Zone; position++)
        {
            var character = text[position];
            if (AsciiText.IsDigit(character))
            {
                if (field != Fraction || digitCount < 6)
                    value = (value * 10) + (character - '0');
                if (++digitCount > 6 && field != Fraction)
                    return false;
                continue;
            }

            if (position == 0 && character == 'T' && isAtStart)
            {
                IsTimeOnly = true;
                field = Hour;
                continue;
            }

            var next = NextField(field, character, hasSign);
            if (next < 0)
                return false;
            if (field == Year && next == Minute)
            {
                IsTimeOnly = true;
                field = Hour;
            }

            if (!TryStore(field, value, digitCount))
                return false;
            if (next == Zone)
            {
                HasZone = true;
                ZoneId = AsciiText.TrimJava(text[position..]);
            }

            field = next;
            value = digitCount = 0;
        }

        if (field < Zone && !TryStore(field, value, digitCount))
            return false;
        if (isNegative)
            _parts[Year] = -_parts[Year];
        return true;
    }

    /// <summary>The field that begins after a character that is no digit, or -1 when the character may not stand there.</summary>
    private static int NextField(int field, byte character, bool hasSign) => field switch
    {
        Year when character == ':' && !hasSign => Minute,
        Year or Month => character == '-' ? field + 1 : -1,
        Day => character is (byte)' ' or (byte)'T' ? Hour : -1,
        Hour or Minute => character == ':' ? field + 1 : -1,
        Second => character == '.' ? Fraction : Zone,
        _ => Zone,
    };

    private bool TryStore(int field, int value, int digitCount)
    {
        if (field == Fraction)
        {
            for (; digitCount < 6; digitCount++)
                value *= 10;
        }
        else if (field == Year ? digitCount is < 4 or > 6 : digitCount is < 1 or > 2)
        {
            return false;
        }

        _parts[field] = value;
        return true;
    }

    [System.Runtime.CompilerServices.InlineArray(7)]
    private struct Parts
    {
        private int _first;
    }
}

/// <summary>Resolves the zones at the ends of timestamps; remembers the last one, which is usually the next one too.</summary>
internal sealed class ZoneSuffixes
{
    private byte[] _lastId = [];
    private ZoneRules? _lastRules;
    private ZoneCursor _lastCursor;

    /// <summary>The instant of a local time in the zone of that id; false when there is no such zone or instant.</summary>
    public bool TryToInstant(ReadOnlySpan<byte> id, long localMicros, out long micros)
    {
        micros = localMicros;
        if (id is [(byte)'Z'])
            return true;
        return TryFind(id, out _) && _lastCursor.TryToInstant(localMicros, out micros);
    }

    /// <summary>The rules of a zone, or false when there is none of that id.</summary>
    public bool TryFind(ReadOnlySpan<byte> id, out ZoneRules? rules)
    {
        if (_lastRules is null || !id.SequenceEqual(_lastId))
        {
            if (!ZoneRules.TryGet(Encoding.UTF8.GetString(id), out rules))
                return false;
            _lastId = id.ToArray();
            _lastRules = rules;
            _lastCursor = new ZoneCursor(rules);
        }

        rules = _lastRules;
        return true;
    }
}

using System.Numerics;
using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Text;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Evaluation.Casts;

internal readonly struct TextToBoolean(CastErrors errors) : IPartialCast<Utf8View, bool>
{
    public bool TryCast(Utf8View value, out bool result) => BooleanText.TryParse(value.Bytes, out result);

    public RowError Error(Utf8View value) => errors.InvalidInput(value.Bytes);
}

/// <summary>Text to an integer; only legacy mode takes a fraction, and drops it.</summary>
internal readonly struct TextToInteger<TTo>(bool allowsFraction, CastErrors errors) : IPartialCast<Utf8View, TTo>
    where TTo : unmanaged, IBinaryInteger<TTo>
{
    public bool TryCast(Utf8View value, out TTo result)
    {
        var isNumber = IntegerText.TryParse(value.Bytes, allowsFraction, out var number);
        result = TTo.CreateTruncating(number);
        return isNumber && long.CreateTruncating(result) == number;
    }

    public RowError Error(Utf8View value) => errors.InvalidInput(value.Bytes);
}

internal readonly struct TextToFloat(CastErrors errors) : IPartialCast<Utf8View, float>
{
    public bool TryCast(Utf8View value, out float result) => FloatingPointText.TryParse(value.Bytes, out result);

    public RowError Error(Utf8View value) => errors.InvalidInput(value.Bytes);
}

internal readonly struct TextToDouble(CastErrors errors) : IPartialCast<Utf8View, double>
{
    public bool TryCast(Utf8View value, out double result) => FloatingPointText.TryParse(value.Bytes, out result);

    public RowError Error(Utf8View value) => errors.InvalidInput(value.Bytes);
}

internal readonly struct TextToDecimal<TTo>(DecimalType target, CastErrors errors) : IPartialCast<Utf8View, TTo>
    where TTo : unmanaged, IBinaryInteger<TTo>
{
    private readonly int _precision = target.Precision;
    private readonly int _scale = target.Scale;

    public bool TryCast(Utf8View value, out TTo result)
    {
        var outcome = DecimalText.Parse(value.Bytes, _precision, _scale, out var unscaled);
        result = TTo.CreateTruncating(unscaled);
        return outcome == DecimalParse.Success;
    }

    public RowError Error(Utf8View value) => DecimalText.Parse(value.Bytes, _precision, _scale, out _) switch
    {
        DecimalParse.Malformed => errors.InvalidInput(value.Bytes),
        DecimalParse.Unsupported => CastErrors.TooManyDigits(value.Bytes),
        _ => errors.OutOfRange(value.ToString().Trim()),
    };
}

internal readonly struct TextToDate(CastErrors errors) : IPartialCast<Utf8View, int>
{
    public bool TryCast(Utf8View value, out int result) => DateText.TryParse(value.Bytes, out result);

    public RowError Error(Utf8View value) => errors.InvalidInput(value.Bytes);
}

internal readonly struct TextToTimestamp(TimestampReader reader, CastErrors errors) : IPartialCast<Utf8View, long>
{
    public bool TryCast(Utf8View value, out long result) => reader.TryParse(value.Bytes, out result);

    public RowError Error(Utf8View value) => errors.InvalidInput(value.Bytes);
}

internal readonly struct TextToLocal(CastErrors errors) : IPartialCast<Utf8View, long>
{
    public bool TryCast(Utf8View value, out long result) => TimestampText.TryParseLocal(value.Bytes, allowZone: true, out result);

    public RowError Error(Utf8View value) => errors.InvalidInput(value.Bytes);
}

internal readonly struct TextToTime(int precision, CastErrors errors) : IPartialCast<Utf8View, long>
{
    public bool TryCast(Utf8View value, out long result)
    {
        var isTime = TimeText.TryParse(value.Bytes, out var nanos);
        result = TimeText.Truncate(nanos, precision);
        return isTime;
    }

    public RowError Error(Utf8View value) => errors.InvalidInput(value.Bytes);
}

internal readonly struct TextToYearMonth(YearMonthIntervalType target, CastErrors errors) : IPartialCast<Utf8View, int>
{
    public bool TryCast(Utf8View value, out int result) => IntervalText.ParseYearMonth(value.Bytes, target, out result) == IntervalFault.None;

    public RowError Error(Utf8View value) => errors.NoInterval(IntervalText.ParseYearMonth(value.Bytes, target, out _), value.Bytes);
}

internal readonly struct TextToDayTime(DayTimeIntervalType target, CastErrors errors) : IPartialCast<Utf8View, long>
{
    public bool TryCast(Utf8View value, out long result) => IntervalText.ParseDayTime(value.Bytes, target, out result) == IntervalFault.None;

    public RowError Error(Utf8View value) => errors.NoInterval(IntervalText.ParseDayTime(value.Bytes, target, out _), value.Bytes);
}

/// <summary>Text to INTERVAL: malformed texts give NULL in every mode.</summary>
internal sealed class TextToCalendarIntervalKernel : IScalarKernel
{
    private readonly ColumnReader<Utf8View> _reader = new();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
    {
        var values = _reader.Read(arguments[0]);
        var to = result.Values<CalendarInterval>();
        foreach (var row in rows)
        {
            if (CalendarIntervalReader.Parse(values[row].Bytes, out to[row], out _) != IntervalFault.None)
                result.SetNull(row);
        }
    }
}

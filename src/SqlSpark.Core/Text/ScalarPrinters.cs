using System.Buffers.Text;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Time;
using SqlSpark.Core.Types;

namespace SqlSpark.Core.Text;

internal sealed class NullPrinter : ValuePrinter
{
    public override void Append(Vector vector, int row, Utf8Buffer text) => text.Append("NULL"u8);
}

internal sealed class BooleanPrinter : ValuePrinter
{
    public override void Append(Vector vector, int row, Utf8Buffer text) =>
        text.Append(BooleanText.Format(Bitmaps.Get(((FlatVector)vector).Bits, row)));
}

internal sealed class IntegerPrinter : ValuePrinter
{
    public override void Append(Vector vector, int row, Utf8Buffer text) =>
        text.Advance(IntegerText.Format(Integer(vector, row), text.GetSpan(IntegerText.MaxLength)));
}

internal sealed class FloatPrinter : ValuePrinter
{
    public override void Append(Vector vector, int row, Utf8Buffer text) =>
        text.Advance(FloatingPointText.Format(((FlatVector)vector).Values<float>()[row], text.GetSpan(FloatingPointText.MaxLength)));
}

internal sealed class DoublePrinter : ValuePrinter
{
    public override void Append(Vector vector, int row, Utf8Buffer text) =>
        text.Advance(FloatingPointText.Format(((FlatVector)vector).Values<double>()[row], text.GetSpan(FloatingPointText.MaxLength)));
}

internal sealed class DecimalPrinter(int scale) : ValuePrinter
{
    public override void Append(Vector vector, int row, Utf8Buffer text) =>
        text.Advance(DecimalText.Format(WideInteger(vector, row), scale, text.GetSpan(DecimalText.MaxLength)));
}

internal sealed class ScientificDecimalPrinter(int scale) : ValuePrinter
{
    public override void Append(Vector vector, int row, Utf8Buffer text) =>
        text.Advance(DecimalText.FormatScientific(WideInteger(vector, row), scale, text.GetSpan(DecimalText.MaxLength)));
}

internal sealed class StringPrinter : ValuePrinter
{
    public override void Append(Vector vector, int row, Utf8Buffer text) => text.Append(Bytes(vector, row));
}

internal sealed class QuotedStringPrinter : ValuePrinter
{
    public override void Append(Vector vector, int row, Utf8Buffer text)
    {
        text.Append((byte)'"');
        text.Append(Bytes(vector, row));
        text.Append((byte)'"');
    }
}

/// <summary>Spark: <c>ToStringBase.getBinaryFormatter</c>.</summary>
internal sealed class BinaryPrinter(BinaryOutputStyle style) : ValuePrinter
{
    public static ValuePrinter Create(PrintContext context) => context.Style switch
    {
        ValueStyle.Cast => new StringPrinter(),
        ValueStyle.Show => new BinaryPrinter(context.Options.Binary ?? BinaryOutputStyle.HexDiscrete),
        _ => new BinaryPrinter(context.Options.Binary ?? BinaryOutputStyle.Utf8),
    };

    public override void Append(Vector vector, int row, Utf8Buffer text)
    {
        var bytes = Bytes(vector, row);
        switch (style)
        {
            case BinaryOutputStyle.Utf8:
                text.Append(bytes);
                break;
            case BinaryOutputStyle.Base64:
                AppendBase64(bytes, text);
                break;
            case BinaryOutputStyle.Hex:
                foreach (var value in bytes)
                    AppendHex(value, text);
                break;
            default:
                AppendList(bytes, text);
                break;
        }
    }

    private static void AppendBase64(ReadOnlySpan<byte> bytes, Utf8Buffer text)
    {
        var room = text.GetSpan(Base64.GetMaxEncodedToUtf8Length(bytes.Length));
        Base64.EncodeToUtf8(bytes, room, out _, out var written);
        text.Advance(room[..written].TrimEnd((byte)'=').Length);
    }

    private void AppendList(ReadOnlySpan<byte> bytes, Utf8Buffer text)
    {
        text.Append((byte)'[');
        for (var i = 0; i < bytes.Length; i++)
        {
            if (style == BinaryOutputStyle.HexDiscrete)
            {
                if (i > 0)
                    text.Append((byte)' ');
                AppendHex(bytes[i], text);
            }
            else
            {
                if (i > 0)
                    text.Append(", "u8);
                text.Advance(IntegerText.Format((sbyte)bytes[i], text.GetSpan(IntegerText.MaxLength)));
            }
        }

        text.Append((byte)']');
    }

    private static void AppendHex(byte value, Utf8Buffer text)
    {
        var digits = "0123456789ABCDEF"u8;
        text.Append(digits[value >> 4]);
        text.Append(digits[value & 15]);
    }
}

internal sealed class DatePrinter : ValuePrinter
{
    public override void Append(Vector vector, int row, Utf8Buffer text) =>
        text.Advance(DateText.Format((int)Integer(vector, row), text.GetSpan(DateText.MaxLength)));
}

internal sealed class TimestampPrinter(ZoneRules zone) : ValuePrinter
{
    private ZoneCursor _zone = new(zone);

    public override void Append(Vector vector, int row, Utf8Buffer text) =>
        text.Advance(TimestampText.Format(Integer(vector, row), ref _zone, text.GetSpan(TimestampText.MaxLength)));
}

internal sealed class TimePrinter : ValuePrinter
{
    public override void Append(Vector vector, int row, Utf8Buffer text) =>
        text.Advance(TimeText.Format(Integer(vector, row), text.GetSpan(TimeText.MaxLength)));
}

internal sealed class YearMonthPrinter(YearMonthIntervalType type, ValueStyle style) : ValuePrinter
{
    public override void Append(Vector vector, int row, Utf8Buffer text)
    {
        var months = (int)Integer(vector, row);
        var room = text.GetSpan(IntervalText.MaxLength);
        text.Advance(style == ValueStyle.HiveResult ? IntervalText.FormatHive(months, type, room) : IntervalText.FormatAnsi(months, type, room));
    }
}

internal sealed class DayTimePrinter(DayTimeIntervalType type, ValueStyle style) : ValuePrinter
{
    public override void Append(Vector vector, int row, Utf8Buffer text)
    {
        var micros = Integer(vector, row);
        var room = text.GetSpan(IntervalText.MaxLength);
        text.Advance(style == ValueStyle.HiveResult ? IntervalText.FormatHive(micros, type, room) : IntervalText.FormatAnsi(micros, type, room));
    }
}

internal sealed class CalendarIntervalPrinter : ValuePrinter
{
    public override void Append(Vector vector, int row, Utf8Buffer text) =>
        text.Advance(IntervalText.Format(((FlatVector)vector).Values<CalendarInterval>()[row], text.GetSpan(IntervalText.MaxLength)));
}

internal sealed class SqlLiteralPrinter(DataType type, ZoneRules zone) : ValuePrinter
{
    public override void Append(Vector vector, int row, Utf8Buffer text) =>
        text.Append(SqlLiteralText.Of(BoxedValues.Get(vector, row), type, zone));
}

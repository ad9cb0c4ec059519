using System.Buffers.Binary;
using System.Buffers.Text;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Text.Json;
using SqlSpark.Core.Time;

namespace SqlSpark.Core.Text;

/// <summary>
/// VARIANT as JSON, in the order of its fields. The vector is a struct of two binaries: the value, then the metadata, which is the dictionary of
/// field names. Format: Variant Binary Encoding of Apache Parquet; text: Spark's <c>Variant.toJson</c>.
/// </summary>
internal sealed class VariantPrinter(ZoneRules zone) : ValuePrinter
{
    private const int MaxDepth = 1000;
    private const int DecimalHeader = 1;

    private ZoneCursor _zone = new(zone);

    public override void Append(Vector vector, int row, Utf8Buffer text)
    {
        var (value, valueRow) = (((StructVector)vector).Fields[0], row);
        var (metadata, metadataRow) = (((StructVector)vector).Fields[1], row);
        if (!TryLocate(ref value, ref valueRow) || !TryLocate(ref metadata, ref metadataRow))
            throw Malformed();
        try
        {
            Append(Bytes(value, valueRow), new FieldNames(Bytes(metadata, metadataRow)), 0, text);
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or OverflowException)
        {
            throw Malformed();          // every read is a slice: lengths that lie end here
        }
    }

    private void Append(ReadOnlySpan<byte> value, FieldNames names, int depth, Utf8Buffer text)
    {
        if (depth > MaxDepth || value.IsEmpty)
            throw Malformed();
        var header = value[0] >> 2;
        switch (value[0] & 3)
        {
            case 0:
                AppendPrimitive(header, value[1..], text);
                break;
            case 1:
                JsonOutput.AppendQuoted(value.Slice(1, header), text);
                break;
            case 2:
                AppendObject(header, value[1..], names, depth, text);
                break;
            default:
                AppendArray(header, value[1..], names, depth, text);
                break;
        }
    }

    private void AppendPrimitive(int type, ReadOnlySpan<byte> data, Utf8Buffer text)
    {
        switch (type)
        {
            case 0:
                text.Append("null"u8);
                break;
            case 1 or 2:
                text.Append(BooleanText.Format(type == 1));
                break;
            case >= 3 and <= 6:
                text.Advance(IntegerText.Format(Signed(data, 1 << (type - 3)), text.GetSpan(IntegerText.MaxLength)));
                break;
            case 7:
                JsonOutput.AppendNumber(BinaryPrimitives.ReadDoubleLittleEndian(data), text);
                break;
            case 8 or 9:
                AppendDecimal(Signed(data[DecimalHeader..], type == 8 ? 4 : 8), data[0], text);
                break;
            case 10:
                AppendDecimal(BinaryPrimitives.ReadInt128LittleEndian(data[DecimalHeader..]), data[0], text);
                break;
            case 14:
                AppendNumber(BinaryPrimitives.ReadSingleLittleEndian(data), text);
                break;
            case 15:
                text.Append((byte)'"');
                Base64.EncodeToUtf8(data.Slice(4, Length(data, 4)), text.GetSpan(Base64.GetMaxEncodedToUtf8Length(Length(data, 4))), out _, out var written);
                text.Advance(written);
                text.Append((byte)'"');
                break;
            case 16:
                JsonOutput.AppendQuoted(data.Slice(4, Length(data, 4)), text);
                break;
            case 20:
                text.Append($"\"{new Guid(data[..16], bigEndian: true):D}\"");
                break;
            default:
                AppendTemporal(type, data, text);
                break;
        }
    }

    private void AppendTemporal(int type, ReadOnlySpan<byte> data, Utf8Buffer text)
    {
        text.Append((byte)'"');
        var room = text.GetSpan(TimestampText.MaxLength);
        switch (type)
        {
            case 11:
                text.Advance(DateText.Format((int)Signed(data, 4), room));
                break;
            case 12:
                var micros = Signed(data, 8);
                text.Advance(TimestampText.Format(micros, ref _zone, room));
                AppendOffset(_zone.OffsetAt(TimeUnits.FloorDiv(micros, TimeUnits.MicrosPerSecond)), text);
                break;
            case 13:
                text.Advance(TimestampText.Format(Signed(data, 8), room));
                break;
            case 17:
                text.Advance(TimeText.Format(Signed(data, 8) * TimeUnits.NanosPerMicro, room));
                break;
            default:
                throw SqlSparkException.Create("UNKNOWN_PRIMITIVE_TYPE_IN_VARIANT", null, ("id", IntegerName(type)));
        }

        text.Append((byte)'"');
    }

    private void AppendObject(int header, ReadOnlySpan<byte> data, FieldNames names, int depth, Utf8Buffer text)
    {
        var offsetWidth = (header & 3) + 1;
        var idWidth = ((header >> 2) & 3) + 1;
        var countWidth = (header & 16) != 0 ? 4 : 1;
        var count = Length(data, countWidth);
        var ids = data.Slice(countWidth, checked(count * idWidth));
        var offsets = data.Slice(countWidth + ids.Length, checked((count + 1) * offsetWidth));
        var values = data[(countWidth + ids.Length + offsets.Length)..];
        text.Append((byte)'{');
        for (var i = 0; i < count; i++)
        {
            if (i > 0)
                text.Append((byte)',');
            JsonOutput.AppendQuoted(names[Length(ids[(i * idWidth)..], idWidth)], text);
            text.Append((byte)':');
            Append(values[Length(offsets[(i * offsetWidth)..], offsetWidth)..], names, depth + 1, text);
        }

        text.Append((byte)'}');
    }

    private void AppendArray(int header, ReadOnlySpan<byte> data, FieldNames names, int depth, Utf8Buffer text)
    {
        var offsetWidth = (header & 3) + 1;
        var countWidth = (header & 4) != 0 ? 4 : 1;
        var count = Length(data, countWidth);
        var offsets = data.Slice(countWidth, checked((count + 1) * offsetWidth));
        var values = data[(countWidth + offsets.Length)..];
        text.Append((byte)'[');
        for (var i = 0; i < count; i++)
        {
            if (i > 0)
                text.Append((byte)',');
            Append(values[Length(offsets[(i * offsetWidth)..], offsetWidth)..], names, depth + 1, text);
        }

        text.Append((byte)']');
    }

    private static void AppendNumber(float value, Utf8Buffer text)
    {
        if (!float.IsFinite(value))
            JsonOutput.AppendNumber((double)value, text);
        else
            text.Advance(FloatingPointText.Format(value, text.GetSpan(FloatingPointText.MaxLength)));
    }

    private static void AppendDecimal(Int128 unscaled, byte scale, Utf8Buffer text)
    {
        if (scale > Types.DecimalType.MaxPrecision)
            throw Malformed();
        text.Advance(DecimalText.Format(unscaled, scale, text.GetSpan(DecimalText.MaxLength)));
    }

    private static void AppendOffset(int seconds, Utf8Buffer text)
    {
        text.Append(seconds < 0 ? (byte)'-' : (byte)'+');
        var minutes = Math.Abs(seconds) / 60;
        Span<byte> digits = stackalloc byte[5];
        AsciiText.WriteTwoDigits(digits, minutes / 60);
        digits[2] = (byte)':';
        AsciiText.WriteTwoDigits(digits[3..], minutes % 60);
        text.Append(digits);
    }

    private static long Signed(ReadOnlySpan<byte> data, int width)
    {
        var bits = 0L;
        for (var i = width - 1; i >= 0; i--)
            bits = (bits << 8) | data[..width][i];
        var shift = 64 - (8 * width);
        return bits << shift >> shift;
    }

    private static int Length(ReadOnlySpan<byte> data, int width)
    {
        var length = 0L;
        for (var i = width - 1; i >= 0; i--)
            length = (length << 8) | data[..width][i];
        return length <= int.MaxValue ? (int)length : throw Malformed();
    }

    private static string IntegerName(int value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static SqlSparkException Malformed() => SqlSparkException.Create("MALFORMED_VARIANT");

    /// <summary>The dictionary of field names: a header byte, a count, offsets, bytes.</summary>
    private readonly ref struct FieldNames(ReadOnlySpan<byte> metadata)
    {
        private readonly ReadOnlySpan<byte> _metadata = metadata;

        public ReadOnlySpan<byte> this[int id]
        {
            get
            {
                var width = (_metadata[..1][0] >> 6) + 1;
                var count = Length(_metadata[1..], width);
                if (id >= count)
                    throw Malformed();
                var offsets = _metadata[(1 + width)..];
                var start = Length(offsets[(id * width)..], width);
                var end = Length(offsets[((id + 1) * width)..], width);
                return offsets[checked((count + 1) * width)..][start..end];
            }
        }
    }
}

using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Text;
using SqlSpark.Core.Time;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Evaluation.Casts;

/// <summary>Casts of values to text.</summary>
internal static class TextCast
{
    /// <summary>The longest text of a value of fixed width.</summary>
    public const int MaxLength = IntervalText.MaxLength;
}

/// <summary>Writes values of fixed width as text.</summary>
internal sealed class TextCastKernel<TFrom, TOp>(TOp operation, StringType target) : IScalarKernel
    where TFrom : unmanaged
    where TOp : struct, ITextCast<TFrom>
{
    private readonly ColumnReader<TFrom> _reader = new();
    private readonly StringTarget _target = new(target);
    private TOp _operation = operation;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
    {
        var values = _reader.Read(arguments[0]);
        Span<byte> text = stackalloc byte[TextCast.MaxLength];
        if (!_target.IsUnbounded)
        {
            foreach (var row in rows)
                _target.Set(result, row, text[.._operation.Format(values[row], text)], ref errors);
            return;
        }

        var views = result.Values<Utf8View>();
        var heap = result.Heap;
        foreach (var row in rows)
        {
            var length = _operation.Format(values[row], text);
            views[row] = length <= Utf8View.MaxInlineLength ? Utf8View.InlineFrom(text, length) : heap.Copy(text[..length]);
        }
    }
}

/// <summary>Writes booleans as text.</summary>
internal sealed class BooleanToTextKernel(StringType target) : IScalarKernel
{
    private readonly BitReader _reader = new();
    private readonly StringTarget _target = new(target);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
    {
        var bits = _reader.Read(arguments[0]);
        foreach (var row in rows)
            _target.Set(result, row, BooleanText.Format(Bitmaps.Get(bits, row)), ref errors);
    }
}

/// <summary>Writes arrays, maps, structs and variants as text.</summary>
internal sealed class NestedToTextKernel(DataType from, StringType target, ValueFormatOptions options) : IScalarKernel
{
    private readonly ValueFormatter _formatter = new(from, ValueStyle.Cast, options);
    private readonly StringTarget _target = new(target);

    public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
    {
        foreach (var row in rows)
            _target.Set(result, row, _formatter.Format(arguments[0], row), ref errors);
    }
}

/// <summary>Strings to strings of bounded length, and binaries to them.</summary>
internal sealed class BoundedTextKernel(StringType target) : IScalarKernel
{
    private readonly ColumnReader<Utf8View> _reader = new();
    private readonly StringTarget _target = new(target);

    public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
    {
        var values = _reader.Read(arguments[0]);
        foreach (var row in rows)
            _target.Set(result, row, values[row].Bytes, ref errors);
    }
}

/// <summary>Between strings and binaries: the bytes stay, nothing is copied but the views.</summary>
internal sealed class SameBytesKernel : IScalarKernel
{
    private readonly ColumnReader<Utf8View> _reader = new();

    public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
    {
        result.BorrowHeaps(arguments[0]);
        var values = _reader.Read(arguments[0]);
        var to = result.Values<Utf8View>();
        foreach (var row in rows)
            to[row] = values[row];
    }
}

/// <summary>Integers to binary in legacy mode: their bytes, the most significant first.</summary>
internal sealed class IntegerToBinaryKernel<TFrom> : IScalarKernel
    where TFrom : unmanaged, System.Numerics.IBinaryInteger<TFrom>
{
    private readonly ColumnReader<TFrom> _reader = new();

    public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
    {
        var values = _reader.Read(arguments[0]);
        Span<byte> bytes = stackalloc byte[8];
        foreach (var row in rows)
        {
            values[row].TryWriteBigEndian(bytes, out var written);
            result.SetBytes(row, bytes[..written]);
        }
    }
}

/// <summary>Stores texts in a column of strings; checks and pads where the type is CHAR or VARCHAR.</summary>
/// <remarks>Spark: <c>CharVarcharCodegenUtils</c>. Blanks at the end over the limit are dropped; anything else over it is an error.</remarks>
internal sealed class StringTarget(StringType type)
{
    private readonly Utf8Buffer _padded = new();

    /// <summary>True when every text is stored as it is.</summary>
    public bool IsUnbounded => type.LengthKind == StringLengthKind.Unbounded;

    public void Set(VectorWriter result, int row, scoped ReadOnlySpan<byte> text, ref RowErrors errors)
    {
        if (IsUnbounded)
        {
            result.SetBytes(row, text);
            return;
        }

        var length = CharacterCount(text);
        if (length > type.MaxLength)
        {
            var excess = length - type.MaxLength;
            if (text.Length - text.TrimEnd((byte)' ').Length < excess)
            {
                if (!errors.NullsRow(row))
                    errors.Report(row, CastErrors.TooLong(type.MaxLength));
                return;
            }

            text = text[..^excess];
        }
        else if (length < type.MaxLength && type.LengthKind == StringLengthKind.Char)
        {
            text = Pad(text, type.MaxLength - length);
        }

        result.SetBytes(row, text);
    }

    private ReadOnlySpan<byte> Pad(scoped ReadOnlySpan<byte> text, int blankCount)
    {
        _padded.Clear();
        _padded.Append(text);
        _padded.GetSpan(blankCount)[..blankCount].Fill((byte)' ');
        _padded.Advance(blankCount);
        return _padded.Written;
    }

    private static int CharacterCount(ReadOnlySpan<byte> text)
    {
        var count = 0;
        foreach (var value in text)
            count += (value & 0xC0) == 0x80 ? 0 : 1;
        return count;
    }
}

internal readonly struct IntegerToText<TFrom> : ITextCast<TFrom>
    where TFrom : unmanaged, System.Numerics.IBinaryInteger<TFrom>
{
    public int Format(TFrom value, Span<byte> text) => IntegerText.Format(long.CreateTruncating(value), text);
}

internal readonly struct FloatToText : ITextCast<float>
{
    public int Format(float value, Span<byte> text) => FloatingPointText.Format(value, text);
}

internal readonly struct DoubleToText : ITextCast<double>
{
    public int Format(double value, Span<byte> text) => FloatingPointText.Format(value, text);
}

internal readonly struct DecimalToText<TFrom>(int scale, bool isPlain) : ITextCast<TFrom>
    where TFrom : unmanaged, System.Numerics.IBinaryInteger<TFrom>
{
    public int Format(TFrom value, Span<byte> text) => isPlain
        ? DecimalText.Format(Int128.CreateTruncating(value), scale, text)
        : DecimalText.FormatScientific(Int128.CreateTruncating(value), scale, text);
}

internal readonly struct DateToText : ITextCast<int>
{
    public int Format(int value, Span<byte> text) => DateText.Format(value, text);
}

internal struct TimestampToText(ZoneRules zone) : ITextCast<long>
{
    private ZoneCursor _zone = new(zone);

    public int Format(long value, Span<byte> text) => TimestampText.Format(value, ref _zone, text);
}

internal readonly struct LocalToText : ITextCast<long>
{
    public int Format(long value, Span<byte> text) => TimestampText.Format(value, text);
}

internal readonly struct TimeToText : ITextCast<long>
{
    public int Format(long value, Span<byte> text) => TimeText.Format(value, text);
}

internal readonly struct YearMonthToText(YearMonthIntervalType type) : ITextCast<int>
{
    public int Format(int value, Span<byte> text) => IntervalText.FormatAnsi(value, type, text);
}

internal readonly struct DayTimeToText(DayTimeIntervalType type) : ITextCast<long>
{
    public int Format(long value, Span<byte> text) => IntervalText.FormatAnsi(value, type, text);
}

internal readonly struct CalendarIntervalToText : ITextCast<CalendarInterval>
{
    public int Format(CalendarInterval value, Span<byte> text) => IntervalText.Format(value, text);
}

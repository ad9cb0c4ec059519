using System.Buffers;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.Core.Text;

/// <summary>
/// Writes values of one type as text, in one style; made once for a column and used row by row. Vectors may have any encoding and width.
/// Not thread-safe.
/// </summary>
public sealed class ValueFormatter
{
    private readonly ValuePrinter _printer;
    private readonly bool _escapes;
    private readonly byte[] _null;
    private readonly Utf8Buffer _buffer = new();

    /// <summary>A formatter.</summary>
    /// <param name="type">The type of the values.</param>
    /// <param name="style">What the text is for.</param>
    /// <param name="options">Zone and settings.</param>
    public ValueFormatter(DataType type, ValueStyle style, ValueFormatOptions options)
    {
        Type = type;
        Style = style;
        _printer = ValuePrinter.Create(type, new PrintContext(style, options), isNested: false);
        _escapes = style == ValueStyle.Show;
        _null = style == ValueStyle.SqlLiteral ? System.Text.Encoding.UTF8.GetBytes(SqlLiteralText.OfNull(type)) : [.. "NULL"u8];
    }

    /// <summary>The type of the values.</summary>
    public DataType Type { get; }

    /// <summary>What the text is for.</summary>
    public ValueStyle Style { get; }

    /// <summary>Goes through constants, dictionaries and lazy vectors to the flat vector and row that hold a value; false for NULL.</summary>
    public static bool TryLocate(ref Vector vector, ref int row) => ValuePrinter.TryLocate(ref vector, ref row);

    /// <summary>The integer, in whatever width, at a row of a vector that <see cref="TryLocate"/> found.</summary>
    public static long Integer(Vector vector, int row) => ValuePrinter.Integer(vector, row);

    /// <summary>Appends the text of a row; of a NULL, the style's word for it.</summary>
    public void Append(Vector vector, int row, Utf8Buffer text)
    {
        if (!ValuePrinter.TryLocate(ref vector, ref row))
        {
            text.Append(_null);
            return;
        }

        if (!_escapes)
        {
            _printer.Append(vector, row, text);
            return;
        }

        _buffer.Clear();
        _printer.Append(vector, row, _buffer);
        AppendEscaped(_buffer.Written, text);
    }

    /// <summary>Writes the text of a row; of a NULL, the style's word for it.</summary>
    public void Write(Vector vector, int row, IBufferWriter<byte> writer)
    {
        var text = Format(vector, row);
        text.CopyTo(writer.GetSpan(text.Length));
        writer.Advance(text.Length);
    }

    /// <summary>Writes the text of a row; of a NULL, the style's word for it.</summary>
    public void Write(Vector vector, int row, ref Utf8Writer writer) => writer.Append(Format(vector, row));

    /// <summary>The text of a row, valid until the next call.</summary>
    public ReadOnlySpan<byte> Format(Vector vector, int row)
    {
        _result.Clear();
        Append(vector, row, _result);
        return _result.Written;
    }

    private readonly Utf8Buffer _result = new();

    /// <summary>Spark: <c>SparkStringUtils.escapeMetaCharacters</c>.</summary>
    private static void AppendEscaped(ReadOnlySpan<byte> cell, Utf8Buffer text)
    {
        while (true)
        {
            var length = cell.IndexOfAnyInRange((byte)7, (byte)13);
            text.Append(length < 0 ? cell : cell[..length]);
            if (length < 0)
                return;
            text.Append((byte)'\\');
            text.Append("abtnvfr"u8[cell[length] - 7]);
            cell = cell[(length + 1)..];
        }
    }
}

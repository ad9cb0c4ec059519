using System.Globalization;
using System.Numerics;
using System.Text;
using Antlr4.Runtime;
using Antlr4.Runtime.Tree;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Types;
using static SqlSpark.Parser.Generated.SqlSparkParser;

namespace SqlSpark.Parser;

internal sealed partial class AstBuilder
{
    private Literal Literal(LiteralContext context)
    {
        using var place = At(context);
        return context switch
        {
            NullLiteralContext => Catalyst.Expressions.Literal.NullVoid,
            BooleanLiteralContext boolean => Catalyst.Expressions.Literal.Boolean(boolean.TRUE() is not null),
            NumericLiteralContext numeric => Number(numeric.number(), HasSign(numeric)),
            StringLiteralContext text => Catalyst.Expressions.Literal.String(StringValue(text.STRING())),
            TypedLiteralContext typed => TypedLiteral(typed),
            _ => throw Unsupported(context, TextOf(context)),
        };
    }

    // --- Strings -----------------------------------------------------------------------------------------------------

    private string StringValue(IEnumerable<ITerminalNode> parts) => string.Concat(parts.Select(p => Unescape(p.GetText())));

    private string StringValue(ITerminalNode part) => Unescape(part.GetText());

    /// <summary>The characters of a string literal: quotes removed, escapes replaced unless the string is raw.</summary>
    private string Unescape(string literal)
    {
        if (literal[0] is 'r' or 'R')
            return literal[2..^1];
        var quote = literal[0];
        var body = literal.AsSpan(1, literal.Length - 2);
        if (conf.Get(SqlConf.EscapedStringLiterals))
            return body.ToString();

        // 'a''b' is one literal with a quote in it; before Spark 4 it was two side by side, which concatenate.
        var keepsDoubledQuotes = !conf.Get(SqlConf.LegacyConsecutiveStringLiterals);
        var text = new StringBuilder(body.Length);
        for (var i = 0; i < body.Length; i++)
        {
            if (body[i] == quote && i + 1 < body.Length && body[i + 1] == quote)
            {
                if (keepsDoubledQuotes)
                    text.Append(quote);
                i++;
            }
            else if (body[i] != '\\' || i + 1 == body.Length)
                text.Append(body[i]);
            else
                i = AppendEscape(text, body, i + 1);
        }

        return text.ToString();
    }

    /// <summary>Appends what the escape at <paramref name="at"/>, behind its backslash, stands for. Returns the index of its last character.</summary>
    private static int AppendEscape(StringBuilder text, ReadOnlySpan<char> body, int at)
    {
        if (body[at] is 'u' && TryParseHex(body, at + 1, 4, out var unit))
        {
            text.Append((char)unit);
            return at + 4;
        }

        if (body[at] is 'U' && TryParseHex(body, at + 1, 8, out var codePoint) && Rune.IsValid(codePoint))
        {
            text.Append(new Rune(codePoint).ToString());
            return at + 8;
        }

        if (body[at] is >= '0' and <= '3' && at + 2 < body.Length && body[at + 1] is >= '0' and <= '7' && body[at + 2] is >= '0' and <= '7')
        {
            text.Append((char)(((body[at] - '0') << 6) + ((body[at + 1] - '0') << 3) + (body[at + 2] - '0')));
            return at + 2;
        }

        switch (body[at])
        {
            case '0':
                text.Append('\0');
                break;
            case 'b':
                text.Append('\b');
                break;
            case 'n':
                text.Append('\n');
                break;
            case 'r':
                text.Append('\r');
                break;
            case 't':
                text.Append('\t');
                break;
            case 'Z':
                text.Append('\u001A');
                break;
            case '%' or '_':        // left for LIKE
                text.Append('\\').Append(body[at]);
                break;
            default:
                text.Append(body[at]);
                break;
        }

        return at;
    }

    private static bool TryParseHex(ReadOnlySpan<char> body, int start, int length, out int value)
    {
        value = 0;
        return start + length <= body.Length && int.TryParse(body.Slice(start, length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
    }

    // --- Numbers -----------------------------------------------------------------------------------------------------

    private Literal Number(NumberContext context, bool isNegative)
    {
        var raw = (isNegative ? "-" : "") + context.GetText();
        return ((ITerminalNode)context.GetChild(0)).Symbol.Type switch
        {
            INTEGER_VALUE => Integer(context, raw),
            DECIMAL_VALUE => DecimalLiteral(context, raw),
            EXPONENT_VALUE => DoubleLiteral(context, raw),
            TINYINT_LITERAL => Bounded(context, raw[..^1], "tinyint", sbyte.MinValue, sbyte.MaxValue, ByteType.Instance, n => (sbyte)n),
            SMALLINT_LITERAL => Bounded(context, raw[..^1], "smallint", short.MinValue, short.MaxValue, ShortType.Instance, n => (short)n),
            BIGINT_LITERAL => Bounded(context, raw[..^1], "bigint", long.MinValue, long.MaxValue, LongType.Instance, n => (long)n),
            FLOAT_LITERAL => FloatLiteral(context, raw[..^1]),
            DOUBLE_LITERAL => DoubleLiteral(context, raw[..^1]),
            _ => DecimalLiteral(context, raw[..^2]),
        };
    }

    private Literal Integer(NumberContext context, string raw)
    {
        var value = BigInteger.Parse(raw, CultureInfo.InvariantCulture);
        if (value >= int.MinValue && value <= int.MaxValue)
            return Catalyst.Expressions.Literal.Int((int)value);
        return value >= long.MinValue && value <= long.MaxValue
            ? Catalyst.Expressions.Literal.Long((long)value)
            : DecimalLiteral(context, raw);
    }

    private Literal Bounded(
        NumberContext context, string digits, string typeName, BigInteger least, BigInteger most, DataType type, Func<BigInteger, object> convert)
    {
        var value = BigInteger.Parse(digits, CultureInfo.InvariantCulture);
        return value >= least && value <= most
            ? new Literal(convert(value), type)
            : throw OutOfRange(context, digits, typeName, least.ToString(CultureInfo.InvariantCulture), most.ToString(CultureInfo.InvariantCulture));
    }

    private Core.Errors.SqlSparkException OutOfRange(ParserRuleContext context, string digits, string typeName, string least, string most) => Error(
        context,
        "INVALID_NUMERIC_LITERAL_RANGE",
        ("rawStrippedQualifier", digits),
        ("minValue", least),
        ("maxValue", most),
        ("typeName", typeName));

    private Literal FloatLiteral(NumberContext context, string digits)
    {
        var value = float.Parse(digits, CultureInfo.InvariantCulture);
        return float.IsFinite(value)
            ? new Literal(value, FloatType.Instance)
            : throw OutOfRange(context, digits, "float", "-3.4028235E38", "3.4028235E38");
    }

    private Literal DoubleLiteral(NumberContext context, string digits)
    {
        var value = double.Parse(digits, CultureInfo.InvariantCulture);
        return double.IsFinite(value)
            ? Catalyst.Expressions.Literal.Double(value)
            : throw OutOfRange(context, digits, "double", "-1.7976931348623157E308", "1.7976931348623157E308");
    }

    /// <summary>A decimal with as many digits as were written: <c>1.50</c> is a DECIMAL(3, 2).</summary>
    private Literal DecimalLiteral(NumberContext context, string raw)
    {
        var exponentAt = raw.AsSpan().IndexOfAny('e', 'E');
        var mantissa = exponentAt < 0 ? raw : raw[..exponentAt];
        var exponent = exponentAt < 0 ? 0 : int.Parse(raw.AsSpan(exponentAt + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var digits = point < 0 ? mantissa : mantissa.Remove(point, 1);
        var scale = (point < 0 ? 0 : mantissa.Length - point - 1) - exponent;
        var unscaled = BigInteger.Parse(digits, CultureInfo.InvariantCulture);
        if (scale < 0)
        {
            unscaled *= BigInteger.Pow(10, Math.Min(-scale, DecimalType.MaxPrecision + 1));
            scale = 0;
        }

        var precision = Math.Max(BigInteger.Abs(unscaled).ToString(CultureInfo.InvariantCulture).Length, scale);
        return precision <= DecimalType.MaxPrecision
            ? new Literal((Int128)unscaled, new DecimalType(precision, scale))
            : throw Error(
                context,
                "DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION",
                ("precision", precision.ToString(CultureInfo.InvariantCulture)),
                ("maxPrecision", DecimalType.MaxPrecision.ToString(CultureInfo.InvariantCulture)));
    }

    // --- Typed literals ----------------------------------------------------------------------------------------------

    private Literal TypedLiteral(TypedLiteralContext context)
    {
        var typeName = context.typeWord.Text.ToUpperInvariant();
        var text = StringValue(context.STRING());
        return typeName switch
        {
            "DATE" => Convert(context, text, DateType.Instance, "DATE"),
            "TIME" => Convert(context, text, TimeType.Default, "TIME"),
            "TIMESTAMP" => TimestampLiteral(context, text),
            "TIMESTAMP_NTZ" => Convert(context, text, TimestampNtzType.Instance, typeName),
            "TIMESTAMP_LTZ" => Convert(context, text, TimestampType.Instance, typeName),
            "INTERVAL" => IntervalText(context, text),
            "X" => new Literal(Bytes(context, text), BinaryType.Instance),
            _ => throw Error(
                context,
                "UNSUPPORTED_TYPED_LITERAL",
                ("unsupportedType", $"\"{typeName}\""),
                ("supportedTypes", "\"DATE\", \"TIMESTAMP_NTZ\", \"TIMESTAMP_LTZ\", \"TIMESTAMP\", \"INTERVAL\", \"X\", \"TIME\"")),
        };
    }

    private Literal TimestampLiteral(TypedLiteralContext context, string text)
    {
        if (conf.Get(SqlConf.TimestampType) == TimestampTypeChoice.TimestampNtz)
        {
            // A text with a zone is an instant all the same: it does not cast to TIMESTAMP_NTZ in this strict form.
            var local = TryConvert(text, TimestampNtzType.Instance);
            if (local is not null && !HasZone(text))
                return local;
        }

        return Convert(context, text, TimestampType.Instance, "TIMESTAMP");
    }

    /// <summary>True when something stands behind the time of day that is no part of it.</summary>
    private static bool HasZone(string text)
    {
        var timeAt = text.IndexOf(':', StringComparison.Ordinal);
        return timeAt >= 0 && text.AsSpan(timeAt).TrimEnd().IndexOfAnyExcept("0123456789:.") >= 0;
    }

    private Literal Convert(TypedLiteralContext context, string text, DataType type, string typeName) =>
        TryConvert(text, type) ?? throw Error(context, "INVALID_TYPED_LITERAL", ("valueType", $"\"{typeName}\""), ("value", $"'{text}'"));

    private Literal? TryConvert(string text, DataType type) => ConstantFolder.TryFold(
        new Cast(Catalyst.Expressions.Literal.String(text), type, EvalMode.Ansi, conf.SessionTimeZone)) is { IsNull: false } literal ? literal : null;

    private EquatableArray<byte> Bytes(TypedLiteralContext context, string text)
    {
        var padded = text.Length % 2 == 0 ? text : "0" + text;
        try
        {
            return EquatableArray.Create<byte>(System.Convert.FromHexString(padded));
        }
        catch (FormatException)
        {
            throw Error(context, "INVALID_TYPED_LITERAL", ("valueType", "\"X\""), ("value", $"'{text}'"));
        }
    }
}

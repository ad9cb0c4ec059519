using System.Globalization;
using System.Text;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Text;
using SqlSpark.Core.Time;
using SqlSpark.Core.Types;

namespace SqlSpark.DataSources.Files.Partitions;

/// <summary>Finds types for the values that stand in paths.</summary>
/// <remarks>Spark: <c>PartitioningUtils.inferPartitionColumnValue</c> and <c>findWiderTypeForPartitionColumn</c>.</remarks>
internal static class PartitionTypes
{
    /// <summary>The type of one value: void for NULL.</summary>
    /// <param name="raw">The value as it stands in the path.</param>
    /// <param name="conf">The session's settings.</param>
    public static DataType Infer(string raw, ConfSnapshot conf)
    {
        if (raw == PartitionPath.DefaultName)
            return VoidType.Instance;
        if (!conf.Get(SqlConf.PartitionColumnTypeInferenceEnabled))
            return StringType.Instance;
        if (int.TryParse(raw, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
            return IntegerType.Instance;
        if (long.TryParse(raw, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
            return LongType.Instance;
        if (WholeDecimal(raw) is { } whole)
            return whole;
        if (IsDouble(raw))
            return DoubleType.Instance;
        var text = Encoding.UTF8.GetBytes(PartitionPath.Unescape(raw));
        if (IsTimestamp(text))
            return conf.Get(SqlConf.TimestampType) == TimestampTypeChoice.TimestampNtz ? TimestampNtzType.Instance : TimestampType.Instance;
        return IsDate(Encoding.UTF8.GetBytes(raw)) ? DateType.Instance : StringType.Instance;
    }

    /// <summary>The type that takes the values of both.</summary>
    public static DataType Widen(DataType left, DataType right) => (left, right) switch
    {
        _ when left.Equals(right) => left,
        (VoidType, _) => right,
        (_, VoidType) => left,
        (IntegerType, LongType) or (LongType, IntegerType) => LongType.Instance,
        (IntegerType, DoubleType) or (DoubleType, IntegerType) => DoubleType.Instance,
        (IntegerType or LongType, DecimalType) or (DecimalType, IntegerType or LongType) or (DecimalType, DecimalType) =>
            new DecimalType(Math.Max(DigitsOf(left), DigitsOf(right)), 0),
        (DateType, TimestampType or TimestampNtzType) => right,
        (TimestampType or TimestampNtzType, DateType) => left,
        _ => StringType.Instance,
    };

    private static int DigitsOf(DataType type) => type switch
    {
        IntegerType => 10,
        LongType => 20,
        _ => ((DecimalType)type).Precision,
    };

    /// <summary>Whole numbers beyond 64 bits, also such as <c>1e30</c>.</summary>
    private static DecimalType? WholeDecimal(string raw)
    {
        var exponentAt = raw.IndexOfAny(['e', 'E']);
        var digits = exponentAt < 0 ? raw : raw[..exponentAt];
        var exponent = 0;
        if (exponentAt >= 0 && !int.TryParse(raw.AsSpan(exponentAt + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent))
            return null;
        digits = digits.TrimStart('+', '-').Length >= digits.Length - 1 ? digits.TrimStart('+', '-') : "";
        if (digits.Length == 0 || !digits.All(char.IsAsciiDigit) || exponent < 0)
            return null;
        var precision = Math.Max(digits.TrimStart('0').Length, 1) + (long)exponent;
        return precision <= DecimalType.MaxPrecision ? new DecimalType((int)precision, 0) : null;
    }

    // Java's names of what is no number, in their case alone.
    private static bool IsDouble(string raw)
    {
        var magnitude = raw.TrimStart('+', '-');
        if (magnitude.Length == 0 || raw.Length - magnitude.Length > 1)
            return false;
        if (char.IsAsciiLetter(magnitude[0]))
            return magnitude is "NaN" or "Infinity";
        return FloatingPointText.TryParse(Encoding.UTF8.GetBytes(raw), out double _);
    }

    /// <summary><c>yyyy-MM-dd HH:mm:ss</c>, perhaps with a digit of a fraction.</summary>
    private static bool IsTimestamp(ReadOnlySpan<byte> text) =>
        text.Length is 19 or 21 && IsDate(text[..10]) && text[10] == ' ' && HasForm(text[11..19], "00:00:00"u8)
        && (text.Length == 19 || (text[19] == '.' && char.IsAsciiDigit((char)text[20])))
        && TimestampText.TryParseLocal(text, allowZone: false, out _);

    /// <summary><c>yyyy-MM-dd</c>, of a day that there is.</summary>
    private static bool IsDate(ReadOnlySpan<byte> text) =>
        text.Length == 10 && HasForm(text, "0000-00-00"u8)
        && CivilDate.IsValid(Number(text[5..7]), Number(text[8..10]), (Number(text[..2]) * 100) + Number(text[2..4]));

    private static bool HasForm(ReadOnlySpan<byte> text, ReadOnlySpan<byte> form)
    {
        for (var i = 0; i < form.Length; i++)
        {
            if (form[i] == '0' ? !char.IsAsciiDigit((char)text[i]) : text[i] != form[i])
                return false;
        }

        return true;
    }

    private static int Number(ReadOnlySpan<byte> twoDigits) => ((twoDigits[0] - '0') * 10) + twoDigits[1] - '0';
}

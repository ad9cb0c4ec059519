namespace SqlSpark.Core.Text.Json;

/// <summary>Writes JSON in Jackson's forms.</summary>
public static class JsonOutput
{
    /// <summary>A string in quotes: control characters, quotes and backslashes are escaped, nothing else.</summary>
    public static void AppendQuoted(ReadOnlySpan<byte> value, Utf8Buffer text)
    {
        text.Append((byte)'"');
        while (true)
        {
            var plain = 0;
            while (plain < value.Length && value[plain] >= ' ' && value[plain] is not ((byte)'"' or (byte)'\\'))
                plain++;
            text.Append(value[..plain]);
            if (plain == value.Length)
                break;
            AppendEscaped(value[plain], text);
            value = value[(plain + 1)..];
        }

        text.Append((byte)'"');
    }

    /// <summary>A double; NaN and the infinities in quotes.</summary>
    public static void AppendNumber(double value, Utf8Buffer text)
    {
        var isQuoted = !double.IsFinite(value);
        if (isQuoted)
            text.Append((byte)'"');
        text.Advance(FloatingPointText.Format(value, text.GetSpan(FloatingPointText.MaxLength)));
        if (isQuoted)
            text.Append((byte)'"');
    }

    /// <summary>
    /// Copies the value that a scanner stands on, without blanks, and leaves the scanner at its end. Numbers with a point or exponent pass through a double.
    /// </summary>
    /// <returns>False at a fault.</returns>
    /// <remarks>Jackson: <c>JsonGenerator.copyCurrentStructure</c>.</remarks>
    public static bool TryCopy(ref JsonScanner scanner, Utf8Buffer text)
    {
        var depth = scanner.Kind is JsonKind.StartObject or JsonKind.StartArray ? scanner.Depth - 1 : scanner.Depth;
        var needsComma = false;
        while (true)
        {
            if (needsComma && scanner.Kind is not (JsonKind.EndObject or JsonKind.EndArray))
                text.Append((byte)',');
            needsComma = scanner.Kind is not (JsonKind.StartObject or JsonKind.StartArray or JsonKind.Name);
            if (!TryCopyToken(ref scanner, text))
                return false;
            if (scanner.Depth == depth && needsComma)
                return true;
            if (!scanner.Read())
                return false;
        }
    }

    private static bool TryCopyToken(ref JsonScanner scanner, Utf8Buffer text)
    {
        switch (scanner.Kind)
        {
            case JsonKind.StartObject:
                text.Append((byte)'{');
                return true;
            case JsonKind.EndObject:
                text.Append((byte)'}');
                return true;
            case JsonKind.StartArray:
                text.Append((byte)'[');
                return true;
            case JsonKind.EndArray:
                text.Append((byte)']');
                return true;
            case JsonKind.Name:
                AppendText(scanner, text);
                text.Append((byte)':');
                return true;
            case JsonKind.String:
                AppendText(scanner, text);
                return true;
            case JsonKind.Integer:
                AppendInteger(scanner.Raw, text);
                return true;
            case JsonKind.Fraction:
                if (!FloatingPointText.TryParse(scanner.Raw, out double value))
                    return false;
                AppendNumber(value, text);
                return true;
            case JsonKind.True or JsonKind.False or JsonKind.Null:
                text.Append(scanner.Raw);
                return true;
            default:
                return false;
        }
    }

    private static void AppendText(in JsonScanner scanner, Utf8Buffer text)
    {
        if (!scanner.HasEscapes)
        {
            AppendQuoted(scanner.Raw, text);
            return;
        }

        var decoded = System.Buffers.ArrayPool<byte>.Shared.Rent(scanner.Raw.Length);
        AppendQuoted(decoded.AsSpan(0, scanner.CopyText(decoded)), text);
        System.Buffers.ArrayPool<byte>.Shared.Return(decoded);
    }

    private static void AppendInteger(ReadOnlySpan<byte> digits, Utf8Buffer text)
    {
        if (digits[0] == '-')
        {
            digits = digits[1..];
            if (digits.ContainsAnyExcept((byte)'0'))
                text.Append((byte)'-');
        }

        digits = digits.TrimStart((byte)'0');
        text.Append(digits.IsEmpty ? "0"u8 : digits);
    }

    private static void AppendEscaped(byte character, Utf8Buffer text)
    {
        text.Append((byte)'\\');
        if (character is (byte)'"' or (byte)'\\')
        {
            text.Append(character);
        }
        else if (character is >= 8 and <= 13 and not 11)
        {
            text.Append("btn fr"u8[character - 8]);
        }
        else
        {
            text.Append("u00"u8);
            text.Append("0123456789ABCDEF"u8[character >> 4]);
            text.Append("0123456789ABCDEF"u8[character & 15]);
        }
    }
}

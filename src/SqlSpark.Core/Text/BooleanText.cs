namespace SqlSpark.Core.Text;

/// <summary>Booleans as casts read and write them. Spark: <c>StringUtils.isTrueString</c>, <c>isFalseString</c>.</summary>
public static class BooleanText
{
    /// <summary>Reads <c>t</c>, <c>true</c>, <c>y</c>, <c>yes</c>, <c>1</c> and their opposites in any case, with blanks around.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out bool value)
    {
        text = AsciiText.TrimAll(text);
        value = text.Length switch
        {
            1 => AsciiText.ToLower(text[0]) is (byte)'t' or (byte)'y' or (byte)'1',
            3 => AsciiText.EqualsWord(text, "yes"u8),
            4 => AsciiText.EqualsWord(text, "true"u8),
            _ => false,
        };
        return value || text.Length switch
        {
            1 => AsciiText.ToLower(text[0]) is (byte)'f' or (byte)'n' or (byte)'0',
            2 => AsciiText.EqualsWord(text, "no"u8),
            5 => AsciiText.EqualsWord(text, "false"u8),
            _ => false,
        };
    }

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public static ReadOnlySpan<byte> Format(bool value) => value ? "true"u8 : "false"u8;
}

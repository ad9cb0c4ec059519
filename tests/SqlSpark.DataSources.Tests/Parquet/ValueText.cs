using System.Globalization;
using System.Text;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Columnar;

namespace SqlSpark.DataSources.Tests.Parquet;

/// <summary>
/// Boxed values as text in one form only: floating point as its bits, decimals unscaled, dates in days, timestamps in microseconds, binaries in
/// hexadecimal, arrays and structs in brackets, maps in braces.
/// </summary>
internal static class ValueText
{
    public static string Of(object?[] row) => "[" + string.Join(",", row.Select(Of)) + "]";

    public static string Of(object? value) => value switch
    {
        null => "null",
        bool truth => truth ? "true" : "false",
        float number => float.IsNaN(number) ? "NaN" : $"f{BitConverter.SingleToUInt32Bits(number):x8}",
        double number => double.IsNaN(number) ? "NaN" : $"d{BitConverter.DoubleToUInt64Bits(number):x16}",
        string text => Quote(text),
        EquatableArray<byte> bytes => $"x'{Convert.ToHexStringLower(bytes.AsSpan())}'",
        EquatableArray<object?> items => "[" + string.Join(",", items.Select(Of)) + "]",
        MapValue map => "{" + string.Join(",", map.Keys.Zip(map.Values, static (key, item) => $"{Of(key)}:{Of(item)}")) + "}",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var character in text)
        {
            if (character is '"' or '\\')
                quoted.Append('\\').Append(character);
            else if (character < ' ')
                quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            else
                quoted.Append(character);
        }

        return quoted.Append('"').ToString();
    }
}

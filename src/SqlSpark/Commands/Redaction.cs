using System.Text.RegularExpressions;

namespace SqlSpark.Commands;

/// <summary>Hides values that look secret by their keys. Spark: <c>spark.redaction.regex</c>.</summary>
internal static partial class Redaction
{
    private const string Hidden = "*********(redacted)";

    /// <summary>The value, or what stands for it.</summary>
    public static string Of(string key, string value) => Secret().IsMatch(key) ? Hidden : value;

    [GeneratedRegex("secret|password|token|access[.]?key", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Secret();
}

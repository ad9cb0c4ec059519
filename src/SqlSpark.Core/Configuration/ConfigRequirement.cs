using SqlSpark.Core.Errors;

namespace SqlSpark.Core.Configuration;

/// <summary>What a configuration value must satisfy beyond its form.</summary>
/// <param name="IsMet">The test.</param>
/// <param name="Error">The error for a value that fails it, from the key and the text.</param>
public sealed record ConfigRequirement<T>(Func<T, bool> IsMet, Func<string, string, SqlSparkException> Error)
{
    /// <summary>A requirement that is told in words; failing it raises <c>INVALID_CONF_VALUE.REQUIREMENT</c>.</summary>
    /// <param name="words">What the value must be, completing "It must ...".</param>
    /// <param name="isMet">The test.</param>
    public static ConfigRequirement<T> Of(string words, Func<T, bool> isMet) =>
        new(isMet, (key, text) => ConfigErrors.Requirement(key, text, words));
}

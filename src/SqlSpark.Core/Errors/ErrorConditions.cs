using System.Diagnostics.CodeAnalysis;

namespace SqlSpark.Core.Errors;

/// <summary>
/// All error conditions, read from the embedded <c>error-conditions.json</c> when the first error is raised.
/// </summary>
public static class ErrorConditions
{
    private const string ResourceName = "SqlSpark.Core.Errors.error-conditions.json";

    private static readonly Lazy<Dictionary<string, ErrorCondition>> ByName = new(Load);

    /// <summary>Every condition and sub-condition, by name in the order of the file.</summary>
    public static IReadOnlyCollection<ErrorCondition> All => ByName.Value.Values;

    /// <summary>Finds a condition by its full name (<c>DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE</c>).</summary>
    public static bool TryFind(string fullName, [NotNullWhen(true)] out ErrorCondition? condition) =>
        ByName.Value.TryGetValue(fullName, out condition);

    /// <summary>The condition of that full name; one that does not exist is an <see cref="InternalException"/>.</summary>
    public static ErrorCondition Get(string fullName) =>
        TryFind(fullName, out var condition) ? condition : throw InternalErrors.Unreachable("error condition " + fullName);

    private static Dictionary<string, ErrorCondition> Load()
    {
        using var stream = typeof(ErrorConditions).Assembly.GetManifestResourceStream(ResourceName)
            ?? throw InternalErrors.Unreachable(ResourceName);
        var json = new byte[stream.Length];
        stream.ReadExactly(json);
        return ErrorConditionReader.Read(json);
    }
}

using System.Globalization;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Time.Patterns;

namespace SqlSpark.DataSources;

/// <summary>The options of a source as the user gave them; names are compared without regard to case.</summary>
internal sealed class SourceOptions
{
    private readonly Dictionary<string, string> _values;
    private readonly string _source;

    public SourceOptions(IReadOnlyDictionary<string, string> options, string source)
    {
        _source = source;
        _values = new Dictionary<string, string>(options.Count, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in options)
            _values[name] = value;
    }

    /// <summary>The text of the first of these options that is present, or null.</summary>
    public string? Get(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (_values.TryGetValue(name, out var value))
                return value;
        }

        return null;
    }

    /// <summary><c>true</c> or <c>false</c> in any case.</summary>
    public bool GetBoolean(string name, bool defaultValue) => Get(name) switch
    {
        null => defaultValue,
        var text when text.Equals("true", StringComparison.OrdinalIgnoreCase) => true,
        var text when text.Equals("false", StringComparison.OrdinalIgnoreCase) => false,
        _ => throw DataSourceErrors.OptionIsNotBoolean(name),
    };

    /// <summary>An integer.</summary>
    public int GetInteger(string name, int defaultValue)
    {
        if (Get(name) is not { } text)
            return defaultValue;
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw DataSourceErrors.OptionIsNotInteger(name, text);
    }

    /// <summary>One character; none where the text is empty.</summary>
    public char? GetCharacter(string name, char? defaultValue) => Get(name) switch
    {
        null => defaultValue,
        "" => null,
        [var character] => character,
        _ => throw DataSourceErrors.OptionIsNotCharacter(name),
    };

    /// <summary>A pattern of dates or times; null where there is none.</summary>
    /// <param name="name">The option.</param>
    /// <param name="isForReading">True to read text by it.</param>
    /// <param name="otherwise">The pattern where the option is absent.</param>
    public DateTimePattern? GetPattern(string name, bool isForReading, string? otherwise = null)
    {
        if ((Get(name) ?? otherwise) is not { } text)
            return null;
        return DateTimePattern.TryCreate(text, isForReading, out var error) ?? throw error.ToException(null);
    }

    /// <summary>The error for an option whose value is meaningful to Spark and not supported here.</summary>
    public SqlSparkException NotSupported(string name) => DataSourceErrors.OptionNotSupported(name, _source, Get(name) ?? "");

    /// <summary>Fails where one of these options is present.</summary>
    public void RejectPresent(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (_values.ContainsKey(name))
                throw NotSupported(name);
        }
    }
}

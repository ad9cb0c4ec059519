using System.Collections.Immutable;
using SqlSpark.Core.Errors;

namespace SqlSpark.Core.Configuration;

/// <summary>A configuration key with values of type <typeparamref name="T"/>.</summary>
/// <typeparam name="T">The type of the parsed value.</typeparam>
public sealed class ConfigEntry<T> : ConfigEntry
{
    private readonly ConfigValueForm<T> _form;
    private readonly T _default;

    internal ConfigEntry(string key, ConfigValueForm<T> form, T defaultValue, string version, string doc)
        : base(key, version, doc)
    {
        _form = form;
        _default = defaultValue;
    }

    /// <summary>True when the key has no default: reading it unset gives null and shows <c>&lt;undefined&gt;</c>.</summary>
    public bool IsOptional => _default is null && DefaultFactory is null && Fallback is null;

    /// <summary>The entry whose value counts while this one is not set, or null.</summary>
    public ConfigEntry<T>? Fallback { get; init; }

    /// <summary>The only accepted values (compared without case), or empty when all are.</summary>
    public ImmutableArray<string> Options
    {
        get => !field.IsDefault ? field : _form.Options is { } options ? options() : [];
        init;
    }

    /// <summary>What a value must satisfy beyond its form, or null.</summary>
    public ConfigRequirement<T>? Requirement { get; init; }

    /// <summary>Computes the default where it depends on the machine, such as its time zone.</summary>
    internal Func<T>? DefaultFactory { get; init; }

    /// <summary>The value of the key while nothing sets it.</summary>
    public T DefaultValue => Fallback is not null ? Fallback.DefaultValue : DefaultFactory is not null ? DefaultFactory() : _default;

    /// <inheritdoc/>
    public override string ValueKind => _form.Name;

    /// <inheritdoc/>
    public override string DefaultText =>
        Fallback is not null ? "<value of " + Fallback.Key + ">" : IsOptional ? Undefined : Format(DefaultValue);

    /// <summary>The text of a value, as <see cref="Parse"/> reads it.</summary>
    public string Format(T value) => _form.Format(value);

    /// <summary>Reads and checks a text.</summary>
    /// <param name="text">The text; blanks around it do not count.</param>
    /// <exception cref="SqlSparkException"><c>INVALID_CONF_VALUE.*</c>: the text is no value of this key.</exception>
    public T Parse(string text)
    {
        var trimmed = text.Trim();
        if (!Options.IsEmpty && !Options.Contains(trimmed, StringComparer.OrdinalIgnoreCase))
            throw ConfigErrors.OutOfRangeOfOptions(Key, text, Options);
        if (!_form.TryParse(trimmed, out var value))
            throw ConfigErrors.TypeMismatch(Key, text, ValueKind);
        if (Requirement is { } requirement && !requirement.IsMet(value))
            throw requirement.Error(Key, text);
        return value;
    }

    internal override object? ParseBoxed(string text) => Parse(text);

    internal override ConfigEntry? FallbackEntry => Fallback;
}

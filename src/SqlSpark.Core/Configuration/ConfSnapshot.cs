using System.Collections.Immutable;

namespace SqlSpark.Core.Configuration;

/// <summary>
/// The settings of a session at one moment: immutable, free to take and cheap to read. A query is analyzed, optimized and run
/// under one snapshot.
/// </summary>
public sealed partial class ConfSnapshot
{
    private readonly object?[] _values;

    private ConfSnapshot(ImmutableDictionary<string, string> texts, object?[] values, long version)
    {
        Texts = texts;
        _values = values;
        Version = version;
    }

    /// <summary>All keys at their defaults.</summary>
    public static ConfSnapshot Default { get; } =
        new(ImmutableDictionary.Create<string, string>(StringComparer.Ordinal), new object?[SqlConf.All.Length], 0);

    /// <summary>The keys that were set, with their texts as given.</summary>
    public ImmutableDictionary<string, string> Texts { get; }

    /// <summary>Counts the changes since the session began; equal versions of one session mean equal settings.</summary>
    public long Version { get; }

    /// <summary>The value of a key: as set, else of its fallback, else its default.</summary>
    public T Get<T>(ConfigEntry<T> entry)
    {
        while (true)
        {
            if (_values[entry.Index] is { } value)
                return (T)value;
            if (entry.Fallback is null)
                return entry.DefaultValue;
            entry = entry.Fallback;
        }
    }

    /// <summary>The text of any key: as set, else the default of a known key, else null.</summary>
    /// <param name="key">A key, an alternative key, or a name that only programs know.</param>
    public string? GetText(string key)
    {
        if (Texts.TryGetValue(key, out var text))
            return text;
        return SqlConf.TryFind(key, out var entry) ? GetEntryText(entry) : null;
    }

    /// <summary>True when the key itself was set.</summary>
    public bool Contains(string key) => Texts.ContainsKey(key);

    /// <summary>These settings with others in their place.</summary>
    public ConfSnapshot WithAll(IEnumerable<KeyValuePair<string, string>> settings) =>
        settings.Aggregate(this, static (snapshot, setting) => snapshot.With(setting.Key, setting.Value));

    /// <summary>These settings with one more. The text is checked if the key is known.</summary>
    internal ConfSnapshot With(string key, string text) => WithTexts(Texts.SetItem(key, text), key);

    /// <summary>These settings without one.</summary>
    internal ConfSnapshot Without(string key) => Texts.ContainsKey(key) ? WithTexts(Texts.Remove(key), key) : this;

    /// <summary>The settings of <paramref name="other"/> as the next version of these.</summary>
    internal ConfSnapshot ReplacedBy(ConfSnapshot other) => new(other.Texts, other._values, Version + 1);

    private ConfSnapshot WithTexts(ImmutableDictionary<string, string> texts, string changedKey)
    {
        var values = _values;
        if (SqlConf.TryFind(changedKey, out var entry))
        {
            values = [.. values];
            values[entry.Index] = FindText(texts, entry) is { } text ? entry.ParseBoxed(text) : null;
        }

        return new ConfSnapshot(texts, values, Version + 1);
    }

    private string GetEntryText(ConfigEntry entry)
    {
        for (var candidate = entry; candidate is not null; candidate = candidate.FallbackEntry)
        {
            if (FindText(Texts, candidate) is { } text)
                return text;
            if (candidate.FallbackEntry is null)
                return candidate.DefaultText;
        }

        return ConfigEntry.Undefined;
    }

    private static string? FindText(ImmutableDictionary<string, string> texts, ConfigEntry entry)
    {
        if (texts.TryGetValue(entry.Key, out var text))
            return text;
        foreach (var alternative in entry.Alternatives)
        {
            if (texts.TryGetValue(alternative, out text))
                return text;
        }

        return null;
    }
}

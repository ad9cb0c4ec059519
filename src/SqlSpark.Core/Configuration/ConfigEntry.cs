using System.Collections.Immutable;

namespace SqlSpark.Core.Configuration;

/// <summary>
/// A configuration key: name, default, documentation and how its text is read. Declared once in <see cref="SqlConf"/>.
/// </summary>
public abstract class ConfigEntry
{
    /// <summary>What <c>SET key</c> shows for a key without a default.</summary>
    public const string Undefined = "<undefined>";

    private protected ConfigEntry(string key, string version, string doc)
    {
        Key = key;
        Doc = doc;
        Version = version;
    }

    /// <summary>The key, such as <c>spark.sql.ansi.enabled</c>.</summary>
    public string Key { get; }

    /// <summary>One sentence about the effect.</summary>
    public string Doc { get; }

    /// <summary>The Spark version that introduced the key; for keys under <c>sqlspark.</c> the version of this engine.</summary>
    public string Version { get; }

    /// <summary>Further names under which the value may be set, tried in order when the key itself is not set.</summary>
    public ImmutableArray<string> Alternatives { get; init; } = [];

    /// <summary>What to use instead, when the key is deprecated; otherwise null.</summary>
    public string? Deprecated { get; init; }

    /// <summary>Who may set the key, and when.</summary>
    public ConfigScope Scope { get; init; }

    /// <summary>True for keys that <c>SET -v</c> and the documentation leave out.</summary>
    public bool IsInternal { get; init; }

    /// <summary>The name of the values' form in error messages and documentation: <c>boolean</c>, <c>int</c>, <c>bytes</c> ...</summary>
    public abstract string ValueKind { get; }

    /// <summary>The default as <c>SET key</c> shows it.</summary>
    public abstract string DefaultText { get; }

    /// <summary>The position in <see cref="SqlConf.All"/>, by which snapshots store values.</summary>
    internal int Index { get; set; } = -1;

    /// <summary>Reads and checks a text; raises <c>INVALID_CONF_VALUE</c> for one that is no value of this key.</summary>
    internal abstract object? ParseBoxed(string text);

    /// <summary>The entry whose value counts while this one is not set, or null.</summary>
    internal abstract ConfigEntry? FallbackEntry { get; }

    /// <inheritdoc/>
    public override string ToString() => Key;
}

using System.Collections.Immutable;
using SqlSpark.Core.Collections;

namespace SqlSpark.Core.Configuration;

/// <summary>
/// The settings of one session. Reading is lock-free and any thread may set keys; work that must not see a change halfway
/// reads <see cref="Snapshot"/> once.
/// </summary>
public sealed class SessionConf
{
    private readonly Lock _gate = new();
    private readonly ConfSnapshot _initial;
    private volatile ConfSnapshot _current;

    /// <summary>Creates the settings with everything at its default.</summary>
    public SessionConf()
        : this(ConfSnapshot.Default)
    {
    }

    /// <summary>Creates the settings as the session starts; static keys may be among them.</summary>
    /// <param name="initial">Keys and texts. A later one of the same key wins.</param>
    public SessionConf(IEnumerable<KeyValuePair<string, string>> initial)
        : this(Apply(initial))
    {
    }

    private SessionConf(ConfSnapshot initial)
    {
        _initial = initial;
        _current = initial;
    }

    /// <summary>The settings at this moment.</summary>
    public ConfSnapshot Snapshot => _current;

    /// <summary>Counts the changes.</summary>
    public long Version => _current.Version;

    /// <summary>The value of a key.</summary>
    public T Get<T>(ConfigEntry<T> entry) => _current.Get(entry);

    /// <summary>The text of any key: as set, else the default of a known key, else null.</summary>
    public string? GetText(string key) => _current.GetText(key);

    /// <summary>Sets a key of a running session; a key that nobody declared is kept as text.</summary>
    /// <exception cref="Errors.SqlSparkException"><c>INVALID_CONF_VALUE.*</c>, <c>CANNOT_MODIFY_STATIC_CONFIG</c>, <c>CANNOT_MODIFY_CONFIG</c>.</exception>
    public void Set(string key, string text)
    {
        RequireModifiable(key);
        lock (_gate)
            _current = _current.With(key, text);
    }

    /// <summary>Sets a key of a running session to a value.</summary>
    /// <exception cref="Errors.SqlSparkException"><c>INVALID_CONF_VALUE.*</c>, <c>CANNOT_MODIFY_STATIC_CONFIG</c>.</exception>
    public void Set<T>(ConfigEntry<T> entry, T value) => Set(entry.Key, entry.Format(value));

    /// <summary>Removes a setting, so that the default counts again.</summary>
    /// <exception cref="Errors.SqlSparkException"><c>CANNOT_MODIFY_STATIC_CONFIG</c>, <c>CANNOT_MODIFY_CONFIG</c>.</exception>
    public void Unset(string key)
    {
        RequireModifiable(key);
        lock (_gate)
            _current = _current.Without(key);
    }

    /// <summary><c>RESET key</c>: gives a key back the value it had when the session started.</summary>
    /// <exception cref="Errors.SqlSparkException"><c>CANNOT_MODIFY_STATIC_CONFIG</c>, <c>CANNOT_MODIFY_CONFIG</c>.</exception>
    public void Reset(string key)
    {
        RequireModifiable(key);
        lock (_gate)
            _current = _initial.Texts.TryGetValue(key, out var text) ? _current.With(key, text) : _current.Without(key);
    }

    /// <summary><c>RESET</c>: gives all keys back the values they had when the session started.</summary>
    public void Reset()
    {
        lock (_gate)
            _current = _current.ReplacedBy(_initial);
    }

    /// <summary>Whether <see cref="Set(string, string)"/> accepts the key: it is neither static nor one of Spark's core.</summary>
    public static bool IsModifiable(string key) =>
        SqlConf.TryFind(key, out var entry) ? entry.Scope == ConfigScope.Runtime : !CoreKeys.Contains(key);

    /// <summary>The settings of a snapshot that a session may change, ordered by key: what views and functions are analyzed under.</summary>
    public static EquatableArray<KeyValuePair<string, string>> ModifiableIn(ConfSnapshot snapshot) =>
        snapshot.Texts.Where(static pair => IsModifiable(pair.Key)).OrderBy(static pair => pair.Key, StringComparer.Ordinal).ToEquatableArray();

    /// <summary><c>SET</c>: the keys that are set, ordered by key.</summary>
    public ImmutableArray<ConfigSetting> ListSet() =>
        [.. _current.Texts.OrderBy(static pair => pair.Key, StringComparer.Ordinal).Select(static pair => Describe(pair.Key, pair.Value))];

    /// <summary><c>SET -v</c>: every documented key with its value, ordered by key.</summary>
    public ImmutableArray<ConfigSetting> ListAll()
    {
        var snapshot = _current;
        return
        [
            .. SqlConf.All
                .Where(static entry => !entry.IsInternal)
                .Select(entry => Describe(entry.Key, snapshot.GetText(entry.Key) ?? ConfigEntry.Undefined)),
        ];
    }

    /// <summary>New settings that start as these are now, for a cloned session.</summary>
    public SessionConf Clone() => new(_current);

    private static ConfSnapshot Apply(IEnumerable<KeyValuePair<string, string>> settings) =>
        settings.Aggregate(ConfSnapshot.Default, static (snapshot, pair) => snapshot.With(pair.Key, pair.Value));

    private static ConfigSetting Describe(string key, string value) =>
        SqlConf.TryFind(key, out var entry) ? new(key, value, entry.Doc, entry.Version) : new(key, value, "", "");

    private static void RequireModifiable(string key)
    {
        if (IsModifiable(key))
            return;
        throw SqlConf.TryFind(key, out _) ? ConfigErrors.CannotModifyStatic(key) : ConfigErrors.CannotModifyCore(key);
    }
}

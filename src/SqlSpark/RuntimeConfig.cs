using SqlSpark.Core.Configuration;
using SqlSpark.Core.Errors;

namespace SqlSpark;

/// <summary>The settings of a running session. Spark: <c>RuntimeConfig</c>.</summary>
public sealed class RuntimeConfig
{
    private readonly SessionConf _conf;

    internal RuntimeConfig(SessionConf conf) => _conf = conf;

    /// <summary>The settings as they are now.</summary>
    internal ConfSnapshot Snapshot => _conf.Snapshot;

    /// <summary>Sets a key.</summary>
    /// <exception cref="SqlSparkException">The key cannot be set in a running session, or does not take the value.</exception>
    public void Set(string key, string value) => _conf.Set(key, value);

    /// <summary>Sets a key.</summary>
    public void Set(string key, bool value) => _conf.Set(key, value ? "true" : "false");

    /// <summary>Sets a key.</summary>
    public void Set(string key, long value) => _conf.Set(key, value.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>The value of a key: as set, or its default.</summary>
    /// <exception cref="SqlSparkException"><c>SQL_CONF_NOT_FOUND</c>: nobody set or declared the key.</exception>
    public string Get(string key) =>
        _conf.GetText(key) ?? throw SqlSparkException.Create("SQL_CONF_NOT_FOUND", null, ("sqlConf", $"\"{key}\""));

    /// <summary>The value of a key, or <paramref name="defaultValue"/> when nobody set or declared it.</summary>
    public string Get(string key, string defaultValue) => _conf.GetText(key) ?? defaultValue;

    /// <summary>Removes a setting, so that the default counts again.</summary>
    public void Unset(string key) => _conf.Unset(key);

    /// <summary>True when the key can be set in a running session.</summary>
    public bool IsModifiable(string key) => SessionConf.IsModifiable(key);
}

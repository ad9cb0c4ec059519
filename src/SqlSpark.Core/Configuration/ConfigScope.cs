namespace SqlSpark.Core.Configuration;

/// <summary>Who may set a configuration key, and when.</summary>
public enum ConfigScope
{
    /// <summary>Settable in a running session.</summary>
    Runtime,

    /// <summary>Fixed when the session starts; <c>SET</c> of it fails with <c>CANNOT_MODIFY_STATIC_CONFIG</c>.</summary>
    Static,
}

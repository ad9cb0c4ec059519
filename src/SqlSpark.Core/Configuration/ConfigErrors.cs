using System.Collections.Immutable;
using SqlSpark.Core.Errors;

namespace SqlSpark.Core.Configuration;

/// <summary>The errors of setting configuration keys.</summary>
internal static class ConfigErrors
{
    /// <summary><c>INVALID_CONF_VALUE.TYPE_MISMATCH</c>: the text is no boolean, number, size ...</summary>
    internal static SqlSparkException TypeMismatch(string key, string text, string kind) =>
        SqlSparkException.Create(
            "INVALID_CONF_VALUE.TYPE_MISMATCH", null, ("confName", key), ("confValue", text), ("confType", kind));

    /// <summary><c>INVALID_CONF_VALUE.OUT_OF_RANGE_OF_OPTIONS</c>: the text is none of the accepted words.</summary>
    internal static SqlSparkException OutOfRangeOfOptions(string key, string text, ImmutableArray<string> options) =>
        SqlSparkException.Create(
            "INVALID_CONF_VALUE.OUT_OF_RANGE_OF_OPTIONS", null,
            ("confName", key), ("confValue", text), ("confOptions", string.Join(", ", options)));

    /// <summary><c>INVALID_CONF_VALUE.REQUIREMENT</c>: the value fails a check.</summary>
    internal static SqlSparkException Requirement(string key, string text, string words) =>
        SqlSparkException.Create(
            "INVALID_CONF_VALUE.REQUIREMENT", null, ("confName", key), ("confValue", text), ("confRequirement", words));

    /// <summary><c>INVALID_CONF_VALUE.TIME_ZONE</c>: no such time zone.</summary>
    internal static SqlSparkException TimeZone(string key, string text) =>
        SqlSparkException.Create("INVALID_CONF_VALUE.TIME_ZONE", null, ("confName", key), ("confValue", text));

    /// <summary><c>CANNOT_MODIFY_STATIC_CONFIG</c>: the key is fixed once a session runs.</summary>
    internal static SqlSparkException CannotModifyStatic(string key) =>
        SqlSparkException.Create("CANNOT_MODIFY_STATIC_CONFIG", null, ("key", ErrorFormat.SqlConf(key)));

    /// <summary><c>CANNOT_MODIFY_CONFIG</c>: the key configures Spark's core, not SQL.</summary>
    internal static SqlSparkException CannotModifyCore(string key) =>
        SqlSparkException.Create("CANNOT_MODIFY_CONFIG", null, ("key", ErrorFormat.SqlConf(key)));
}

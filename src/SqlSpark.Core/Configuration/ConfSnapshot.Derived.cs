namespace SqlSpark.Core.Configuration;

/// <summary>The settings that analysis and evaluation ask for most, and those that follow from several keys.</summary>
public sealed partial class ConfSnapshot
{
    /// <summary>Whether ANSI semantics hold: overflow, bad casts and the like are errors instead of NULL.</summary>
    public bool AnsiEnabled => Get(SqlConf.AnsiEnabled);

    /// <summary>Whether names are compared with case.</summary>
    public bool CaseSensitive => Get(SqlConf.CaseSensitive);

    /// <summary>How names are compared.</summary>
    public StringComparer NameComparer => CaseSensitive ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase;

    /// <summary>The id of the session's time zone.</summary>
    public string SessionTimeZone => Get(SqlConf.SessionTimeZone);

    /// <summary>Whether ANSI's reserved words cannot be names; only in ANSI mode.</summary>
    public bool EnforceReservedKeywords => AnsiEnabled && Get(SqlConf.EnforceReservedKeywords);

    /// <summary>Whether text in double quotes is a name instead of a string; only in ANSI mode.</summary>
    public bool DoubleQuotedIdentifiers => AnsiEnabled && Get(SqlConf.DoubleQuotedIdentifiers);

    /// <summary>Whether <c>size(NULL)</c> is -1; never in ANSI mode.</summary>
    public bool SizeOfNullIsMinusOne => !AnsiEnabled && Get(SqlConf.LegacySizeOfNull);

    /// <summary>Whether dates and timestamps are parsed and formatted as before Spark 3.</summary>
    public bool IsLegacyTimeParser => Get(SqlConf.LegacyTimeParserPolicy) == TimeParserPolicy.Legacy;
}

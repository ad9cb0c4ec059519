using SqlSpark.Core.Configuration;
using SqlSpark.Core.Time;

namespace SqlSpark.Core.Text;

/// <summary>What the text of values depends on besides their type.</summary>
/// <param name="Zone">The session's time zone, for TIMESTAMP.</param>
public sealed record ValueFormatOptions(ZoneRules Zone)
{
    /// <summary>How BINARY is shown; null for what the style does by itself: text, but <c>[48 65]</c> in <c>show()</c>.</summary>
    public BinaryOutputStyle? Binary { get; init; }

    /// <summary>Whether casts write decimals without exponent, as in ANSI mode. The other styles always do.</summary>
    public bool PlainDecimals { get; init; } = true;

    /// <summary>Whether casts write structs and maps in brackets and leave NULL out: <c>spark.sql.legacy.castComplexTypesToString.enabled</c>.</summary>
    public bool LegacyComplexTypes { get; init; }

    /// <summary>Whether casts leave NULL inside arrays, maps and structs out, as <c>to_csv</c> does.</summary>
    public bool OmitsNestedNulls { get; init; }
}

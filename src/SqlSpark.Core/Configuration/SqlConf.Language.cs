using SqlSpark.Core.Time;

namespace SqlSpark.Core.Configuration;

/// <summary>Keys that change what SQL means: parsing, analysis, types.</summary>
public static partial class SqlConf
{
    /// <summary><c>spark.sql.ansi.enabled</c>.</summary>
    public static readonly ConfigEntry<bool> AnsiEnabled = Flag(
        "spark.sql.ansi.enabled", true, "3.0.0", "Overflow, malformed casts and the like raise errors instead of giving NULL or wrapped values.");

    /// <summary><c>spark.sql.ansi.enforceReservedKeywords</c>.</summary>
    public static readonly ConfigEntry<bool> EnforceReservedKeywords = Flag(
        "spark.sql.ansi.enforceReservedKeywords", false, "3.3.0", "In ANSI mode the standard's reserved words cannot be used as names.");

    /// <summary><c>spark.sql.ansi.doubleQuotedIdentifiers</c>.</summary>
    public static readonly ConfigEntry<bool> DoubleQuotedIdentifiers = Flag(
        "spark.sql.ansi.doubleQuotedIdentifiers", false, "3.4.0", "In ANSI mode text in double quotes is a name instead of a string.");

    /// <summary><c>spark.sql.ansi.relationPrecedence</c>.</summary>
    public static readonly ConfigEntry<bool> AnsiRelationPrecedence = Flag(
        "spark.sql.ansi.relationPrecedence", false, "3.4.0", "In ANSI mode JOIN binds tighter than the comma between relations.");

    /// <summary><c>spark.sql.caseSensitive</c>.</summary>
    public static readonly ConfigEntry<bool> CaseSensitive = LegacyFlag(
        "spark.sql.caseSensitive", false, "1.4.0", "Names are compared with case.");

    /// <summary><c>spark.sql.session.timeZone</c>.</summary>
    public static readonly ConfigEntry<string> SessionTimeZone = Add(new ConfigEntry<string>(
        "spark.sql.session.timeZone", ConfigValueForms.RequiredText, "", "2.2.0",
        "The id of the session's time zone: a region such as Area/City, or an offset such as +01:00.")
    {
        DefaultFactory = static () => TimeZoneInfo.Local.Id,
        Requirement = new ConfigRequirement<string>(static id => ZoneRules.TryGet(id, out _), ConfigErrors.TimeZone),
    });

    /// <summary><c>spark.sql.session.collation.default</c>.</summary>
    public static readonly ConfigEntry<string> DefaultCollation = Add(new ConfigEntry<string>(
        "spark.sql.session.collation.default", ConfigValueForms.Word, "UTF8_BINARY", "4.0.0", "The collation of string literals and of STRING without COLLATE.")
    {
        IsInternal = true,
    });

    /// <summary><c>spark.sql.timestampType</c>.</summary>
    public static readonly ConfigEntry<TimestampTypeChoice> TimestampType = Choice(
        "spark.sql.timestampType", TimestampTypeChoice.TimestampLtz, "3.4.0", "What TIMESTAMP means: with the session's time zone or without a zone.");

    /// <summary><c>spark.sql.timeType.enabled</c>.</summary>
    public static readonly ConfigEntry<bool> TimeTypeEnabled = LegacyFlag(
        "spark.sql.timeType.enabled", true, "4.1.0", "The TIME type is supported.");

    /// <summary><c>spark.sql.groupByOrdinal</c>.</summary>
    public static readonly ConfigEntry<bool> GroupByOrdinal = Flag(
        "spark.sql.groupByOrdinal", true, "2.0.0", "An integer literal in GROUP BY is a position in the select list.");

    /// <summary><c>spark.sql.orderByOrdinal</c>.</summary>
    public static readonly ConfigEntry<bool> OrderByOrdinal = Flag(
        "spark.sql.orderByOrdinal", true, "2.0.0", "An integer literal in ORDER BY is a position in the select list.");

    /// <summary><c>spark.sql.groupByAliases</c>.</summary>
    public static readonly ConfigEntry<bool> GroupByAliases = Flag(
        "spark.sql.groupByAliases", true, "2.2.0", "GROUP BY may use the aliases of the select list.");

    /// <summary><c>spark.sql.prioritizeOrdinalResolutionInSort.enabled</c>.</summary>
    public static readonly ConfigEntry<bool> PrioritizeOrdinalResolutionInSort = LegacyFlag(
        "spark.sql.prioritizeOrdinalResolutionInSort.enabled", true, "4.1.0", "ORDER BY resolves positions before ORDER BY ALL and missing columns.");

    /// <summary><c>spark.sql.lateralColumnAlias.enableImplicitResolution</c>.</summary>
    public static readonly ConfigEntry<bool> LateralColumnAliasEnabled = LegacyFlag(
        "spark.sql.lateralColumnAlias.enableImplicitResolution", true, "3.4.0", "A select item may use the aliases of the items before it.");

    /// <summary><c>spark.sql.crossJoin.enabled</c>.</summary>
    public static readonly ConfigEntry<bool> CrossJoinEnabled = LegacyFlag(
        "spark.sql.crossJoin.enabled", true, "2.0.0", "A join without a condition is allowed without the word CROSS.");

    /// <summary><c>spark.sql.mapKeyDedupPolicy</c>.</summary>
    public static readonly ConfigEntry<MapKeyDedupPolicy> MapKeyDedupPolicy = Choice(
        "spark.sql.mapKeyDedupPolicy", Configuration.MapKeyDedupPolicy.Exception, "3.0.0", "What building a map does with a key that occurs twice.");

    /// <summary><c>spark.sql.storeAssignmentPolicy</c>.</summary>
    public static readonly ConfigEntry<StoreAssignmentPolicy> StoreAssignmentPolicy = Choice(
        "spark.sql.storeAssignmentPolicy", Configuration.StoreAssignmentPolicy.Ansi, "3.0.0", "Which casts an INSERT may add.");

    /// <summary><c>spark.sql.decimalOperations.allowPrecisionLoss</c>.</summary>
    public static readonly ConfigEntry<bool> DecimalAllowPrecisionLoss = LegacyFlag(
        "spark.sql.decimalOperations.allowPrecisionLoss", true, "2.3.1", "Results of decimal arithmetic lose scale rather than integer digits when 38 digits do not suffice.");

    /// <summary><c>spark.sql.preserveCharVarcharTypeInfo</c>.</summary>
    public static readonly ConfigEntry<bool> PreserveCharVarchar = Flag(
        "spark.sql.preserveCharVarcharTypeInfo", false, "4.1.0", "CHAR and VARCHAR stay such types in queries instead of turning into STRING.");

    /// <summary><c>spark.sql.charAsVarchar</c>.</summary>
    public static readonly ConfigEntry<bool> CharAsVarchar = Flag(
        "spark.sql.charAsVarchar", false, "3.3.0", "CREATE TABLE takes CHAR as VARCHAR.");

    /// <summary><c>spark.sql.readSideCharPadding</c>.</summary>
    public static readonly ConfigEntry<bool> ReadSideCharPadding = Flag(
        "spark.sql.readSideCharPadding", true, "3.4.0", "CHAR values are padded when they are read.");

    /// <summary><c>spark.sql.parser.escapedStringLiterals</c>.</summary>
    public static readonly ConfigEntry<bool> EscapedStringLiterals = LegacyFlag(
        "spark.sql.parser.escapedStringLiterals", false, "2.2.1", "String literals keep their backslashes.");

    /// <summary><c>spark.sql.parser.quotedRegexColumnNames</c>.</summary>
    public static readonly ConfigEntry<bool> QuotedRegexColumnNames = Flag(
        "spark.sql.parser.quotedRegexColumnNames", false, "2.3.0", "Names in backquotes in a select list are regular expressions over column names.");

    /// <summary><c>spark.sql.variable.substitute</c>.</summary>
    public static readonly ConfigEntry<bool> VariableSubstitute = Flag(
        "spark.sql.variable.substitute", true, "2.0.0", "References such as ${key} in SQL text are replaced by the value of the key.");

    /// <summary><c>spark.sql.function.concatBinaryAsString</c>.</summary>
    public static readonly ConfigEntry<bool> ConcatBinaryAsString = Flag(
        "spark.sql.function.concatBinaryAsString", false, "2.3.0", "concat of binaries gives a string.");

    /// <summary><c>spark.sql.function.eltOutputAsString</c>.</summary>
    public static readonly ConfigEntry<bool> EltOutputAsString = Flag(
        "spark.sql.function.eltOutputAsString", false, "2.3.0", "elt of binaries gives a string.");

    /// <summary><c>spark.sql.cteRecursionLevelLimit</c>.</summary>
    public static readonly ConfigEntry<int> CteRecursionLevelLimit = Int(
        "spark.sql.cteRecursionLevelLimit", 100, "4.1.0", "How deep a recursive CTE may go; -1 is no limit.");

    /// <summary><c>spark.sql.cteRecursionRowLimit</c>.</summary>
    public static readonly ConfigEntry<int> CteRecursionRowLimit = Int(
        "spark.sql.cteRecursionRowLimit", 1_000_000, "4.1.0", "How many rows a recursive CTE may give; -1 is no limit.");

    /// <summary><c>spark.sql.cteRecursionAnchorRowsLimitToConvertToLocalRelation</c>.</summary>
    public static readonly ConfigEntry<int> CteRecursionAnchorRowsLimit = Add(new ConfigEntry<int>(
        "spark.sql.cteRecursionAnchorRowsLimitToConvertToLocalRelation", ConfigValueForms.Int, 100, "4.1.0",
        "Up to how many rows a step of a recursive CTE is kept as literal rows.")
    {
        IsInternal = true,
    });

    /// <summary><c>spark.sql.exchange.reuse</c>.</summary>
    public static readonly ConfigEntry<bool> ExchangeReuseEnabled = Add(new ConfigEntry<bool>(
        "spark.sql.exchange.reuse", ConfigValueForms.Boolean, true, "2.0.0", "Plans that stand in several places of a query run once where that pays.")
    {
        IsInternal = true,
    });

    /// <summary><c>spark.sql.pivotMaxValues</c>.</summary>
    public static readonly ConfigEntry<int> PivotMaxValues = Int(
        "spark.sql.pivotMaxValues", 10_000, "1.6.0", "How many distinct values a pivot without a value list may find.");

    /// <summary><c>spark.sql.view.maxNestedViewDepth</c>.</summary>
    public static readonly ConfigEntry<int> MaxNestedViewDepth = PositiveInt(
        "spark.sql.view.maxNestedViewDepth", 100, "2.2.0", "How deep views may refer to views.");

    /// <summary><c>spark.sql.analyzer.maxIterations</c>.</summary>
    public static readonly ConfigEntry<int> AnalyzerMaxIterations = Add(new ConfigEntry<int>(
        "spark.sql.analyzer.maxIterations", ConfigValueForms.Int, 100, "3.0.0", "How often a batch of analyzer rules may run.")
    {
        IsInternal = true,
    });

    /// <summary><c>spark.sql.selfJoinAutoResolveAmbiguity</c>.</summary>
    public static readonly ConfigEntry<bool> SelfJoinAutoResolveAmbiguity = LegacyFlag(
        "spark.sql.selfJoinAutoResolveAmbiguity", true, "1.4.0", "Join conditions of a DataFrame with itself that compare a column with itself compare the two sides.");

    /// <summary><c>spark.sql.analyzer.failAmbiguousSelfJoin</c>.</summary>
    public static readonly ConfigEntry<bool> FailAmbiguousSelfJoin = LegacyFlag(
        "spark.sql.analyzer.failAmbiguousSelfJoin", true, "3.0.0", "A column that may belong to either side of a self-join is an error.");

    /// <summary><c>spark.sql.defaultColumn.enabled</c>.</summary>
    public static readonly ConfigEntry<bool> DefaultColumnsEnabled = LegacyFlag(
        "spark.sql.defaultColumn.enabled", true, "3.4.0", "Columns may have DEFAULT values.");

    /// <summary><c>spark.sql.scripting.enabled</c>.</summary>
    public static readonly ConfigEntry<bool> ScriptingEnabled = Flag(
        "spark.sql.scripting.enabled", true, "4.0.0", "SQL scripts (BEGIN ... END) are accepted.");

    /// <summary><c>spark.sql.operatorPipeSyntaxEnabled</c>.</summary>
    public static readonly ConfigEntry<bool> PipeSyntaxEnabled = LegacyFlag(
        "spark.sql.operatorPipeSyntaxEnabled", true, "4.0.0", "Queries may be continued with |> operators.");

    /// <summary><c>spark.sql.redaction.options.regex</c>.</summary>
    public static readonly ConfigEntry<string?> RedactionRegex = Text(
        "spark.sql.redaction.options.regex", "(?i)url", "2.2.2", "Options whose names match this regular expression are hidden in plans and messages.");
}

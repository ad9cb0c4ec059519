namespace SqlSpark.Core.Configuration;

/// <summary>Keys that bring back older behavior.</summary>
public static partial class SqlConf
{
    /// <summary><c>spark.sql.legacy.interval.enabled</c>.</summary>
    public static readonly ConfigEntry<bool> LegacyIntervalEnabled = LegacyFlag(
        "spark.sql.legacy.interval.enabled", false, "3.2.0", "Interval literals and datetime differences have the calendar interval type.");

    /// <summary><c>spark.sql.legacy.timeParserPolicy</c>.</summary>
    public static readonly ConfigEntry<TimeParserPolicy> LegacyTimeParserPolicy = Choice(
        "spark.sql.legacy.timeParserPolicy", TimeParserPolicy.Corrected, "3.0.0", "How datetime patterns behave that changed with Spark 3.", isInternal: true);

    /// <summary><c>spark.sql.legacy.ctePrecedencePolicy</c>.</summary>
    public static readonly ConfigEntry<CtePrecedencePolicy> LegacyCtePrecedencePolicy = Choice(
        "spark.sql.legacy.ctePrecedencePolicy", CtePrecedencePolicy.Corrected, "3.0.0", "Which of two CTEs of one name a nested query means.", isInternal: true);

    /// <summary><c>spark.sql.legacy.sizeOfNull</c>.</summary>
    public static readonly ConfigEntry<bool> LegacySizeOfNull = LegacyFlag(
        "spark.sql.legacy.sizeOfNull", true, "2.4.0", "size of NULL is -1, unless ANSI mode is on.");

    /// <summary><c>spark.sql.legacy.setopsPrecedence.enabled</c>.</summary>
    public static readonly ConfigEntry<bool> LegacySetopsPrecedence = LegacyFlag(
        "spark.sql.legacy.setopsPrecedence.enabled", false, "2.4.0", "Set operations are evaluated from left to right instead of INTERSECT first.");

    /// <summary><c>spark.sql.legacy.parser.havingWithoutGroupByAsWhere</c>.</summary>
    public static readonly ConfigEntry<bool> LegacyHavingWithoutGroupByAsWhere = LegacyFlag(
        "spark.sql.legacy.parser.havingWithoutGroupByAsWhere", false, "2.4.1", "HAVING without GROUP BY is a WHERE.");

    /// <summary><c>spark.sql.legacy.identifierClause</c>.</summary>
    public static readonly ConfigEntry<bool> LegacyIdentifierClause = LegacyFlag(
        "spark.sql.legacy.identifierClause", false, "4.1.0", "IDENTIFIER(...) is accepted only where Spark 4.0 accepted it.");

    /// <summary><c>spark.sql.legacy.parseQueryWithoutEof</c>.</summary>
    public static readonly ConfigEntry<bool> LegacyParseQueryWithoutEof = LegacyFlag(
        "spark.sql.legacy.parseQueryWithoutEof", false, "4.1.0", "Text after a complete query is ignored where a bare query is parsed.");

    /// <summary><c>spark.sql.legacy.consecutiveStringLiterals.enabled</c>.</summary>
    public static readonly ConfigEntry<bool> LegacyConsecutiveStringLiterals = LegacyFlag(
        "spark.sql.legacy.consecutiveStringLiterals.enabled", false, "4.0.0", "Adjacent string literals join as before Spark 4, where doubled quotes were no escape.");

    /// <summary><c>spark.sql.legacy.bangEqualsNot</c>.</summary>
    public static readonly ConfigEntry<bool> LegacyBangEqualsNot = LegacyFlag(
        "spark.sql.legacy.bangEqualsNot", false, "4.0.0", "An exclamation mark may stand for NOT anywhere.");

    /// <summary><c>spark.sql.legacy.percentileDiscCalculation</c>.</summary>
    public static readonly ConfigEntry<bool> LegacyPercentileDisc = LegacyFlag(
        "spark.sql.legacy.percentileDiscCalculation", false, "4.0.0", "percentile_disc interpolates as before Spark 4.");

    /// <summary><c>spark.sql.legacy.raiseErrorWithoutErrorClass</c>.</summary>
    public static readonly ConfigEntry<bool> LegacyRaiseErrorWithoutErrorClass = LegacyFlag(
        "spark.sql.legacy.raiseErrorWithoutErrorClass", false, "4.0.0", "raise_error gives an error without condition and SQLSTATE.");

    /// <summary><c>spark.sql.legacy.viewSchemaCompensation</c>.</summary>
    public static readonly ConfigEntry<bool> LegacyViewSchemaCompensation = LegacyFlag(
        "spark.sql.legacy.viewSchemaCompensation", true, "4.0.0", "Views tolerate widened column types unless they say otherwise.");

    /// <summary><c>spark.sql.legacy.viewSchemaBindingMode</c>.</summary>
    public static readonly ConfigEntry<bool> LegacyViewSchemaBindingMode = LegacyFlag(
        "spark.sql.legacy.viewSchemaBindingMode", true, "4.0.0", "CREATE VIEW accepts WITH SCHEMA and records the mode.");

    /// <summary><c>spark.sql.legacy.javaCharsets</c>.</summary>
    public static readonly ConfigEntry<bool> LegacyJavaCharsets = LegacyFlag(
        "spark.sql.legacy.javaCharsets", false, "4.0.0", "encode and decode accept every character set that the platform has.");

    /// <summary><c>spark.sql.legacy.codingErrorAction</c>.</summary>
    public static readonly ConfigEntry<bool> LegacyCodingErrorAction = LegacyFlag(
        "spark.sql.legacy.codingErrorAction", false, "4.0.0", "encode and decode replace characters they cannot convert instead of raising an error.");

    /// <summary><c>spark.sql.legacy.negativeIndexInArrayInsert</c>.</summary>
    public static readonly ConfigEntry<bool> LegacyNegativeIndexInArrayInsert = LegacyFlag(
        "spark.sql.legacy.negativeIndexInArrayInsert", false, "3.5.0", "array_insert counts negative positions from 0 instead of -1.");

    /// <summary><c>spark.sql.legacy.scalarSubqueryAllowGroupByNonEqualityCorrelatedPredicate</c>.</summary>
    public static readonly ConfigEntry<bool> LegacyScalarSubqueryAllowGroupByNonEquality = LegacyFlag(
        "spark.sql.legacy.scalarSubqueryAllowGroupByNonEqualityCorrelatedPredicate", false, "4.0.0", "A correlated scalar subquery may group by a column bound by a non-equality.");

    /// <summary><c>spark.sql.legacy.scalarSubqueryCountBugBehavior</c>.</summary>
    public static readonly ConfigEntry<bool> LegacyScalarSubqueryCountBug = LegacyFlag(
        "spark.sql.legacy.scalarSubqueryCountBugBehavior", false, "4.0.0", "A correlated count over no rows may be NULL as before Spark 4.");

    /// <summary><c>spark.sql.legacy.inSubqueryNullability</c>.</summary>
    public static readonly ConfigEntry<bool> LegacyInSubqueryNullability = LegacyFlag(
        "spark.sql.legacy.inSubqueryNullability", false, "3.5.0", "The nullability of IN (subquery) leaves its left side out.");

    /// <summary><c>spark.sql.legacy.nullInEmptyListBehavior</c>.</summary>
    public static readonly ConfigEntry<bool> LegacyNullInEmptyList = LegacyFlag(
        "spark.sql.legacy.nullInEmptyListBehavior", false, "3.5.0", "NULL IN () is NULL.");

    /// <summary><c>spark.sql.legacy.groupingIdWithAppendedUserGroupBy</c>.</summary>
    public static readonly ConfigEntry<bool> LegacyGroupingIdWithAppendedUserGroupBy = LegacyFlag(
        "spark.sql.legacy.groupingIdWithAppendedUserGroupBy", false, "3.2.3", "grouping_id() counts as in Spark 3.2.0 to 3.2.2.");

    /// <summary><c>spark.sql.legacy.integerGroupingId</c>.</summary>
    public static readonly ConfigEntry<bool> LegacyIntegerGroupingId = LegacyFlag(
        "spark.sql.legacy.integerGroupingId", false, "3.1.0", "grouping_id() is an int instead of a bigint.");

    /// <summary><c>spark.sql.legacy.charVarcharAsString</c>.</summary>
    public static readonly ConfigEntry<bool> LegacyCharVarcharAsString = LegacyFlag(
        "spark.sql.legacy.charVarcharAsString", false, "3.1.0", "CHAR and VARCHAR are STRING everywhere.");

    /// <summary><c>spark.sql.legacy.noCharPaddingInPredicate</c>.</summary>
    public static readonly ConfigEntry<bool> LegacyNoCharPaddingInPredicate = LegacyFlag(
        "spark.sql.legacy.noCharPaddingInPredicate", false, "4.0.0", "Comparisons with CHAR do not pad.");

    /// <summary><c>spark.sql.legacy.allowNegativeScaleOfDecimal</c>.</summary>
    public static readonly ConfigEntry<bool> LegacyAllowNegativeScaleOfDecimal = LegacyFlag(
        "spark.sql.legacy.allowNegativeScaleOfDecimal", false, "3.0.0", "Decimal types may have negative scales.");

    /// <summary><c>spark.sql.legacy.literal.pickMinimumPrecision</c>.</summary>
    public static readonly ConfigEntry<bool> LegacyLiteralPickMinimumPrecision = LegacyFlag(
        "spark.sql.legacy.literal.pickMinimumPrecision", true, "2.3.3", "Integer literals beside decimals take the smallest decimal that holds them.");

    /// <summary><c>spark.sql.legacy.decimal.retainFractionDigitsOnTruncate</c>.</summary>
    public static readonly ConfigEntry<bool> LegacyDecimalRetainFractionDigits = LegacyFlag(
        "spark.sql.legacy.decimal.retainFractionDigitsOnTruncate", false, "4.0.0", "Decimal arithmetic cuts integer digits before fraction digits.");

    /// <summary><c>spark.sql.legacy.statisticalAggregate</c>.</summary>
    public static readonly ConfigEntry<bool> LegacyStatisticalAggregate = LegacyFlag(
        "spark.sql.legacy.statisticalAggregate", false, "3.1.0", "Variances and the like give NaN instead of NULL for one row.");

    /// <summary><c>spark.sql.legacy.allowHashOnMapType</c>.</summary>
    public static readonly ConfigEntry<bool> LegacyAllowHashOnMapType = LegacyFlag(
        "spark.sql.legacy.allowHashOnMapType", false, "3.0.0", "hash and xxhash64 accept maps.");

    /// <summary><c>spark.sql.legacy.allowZeroIndexInFormatString</c>.</summary>
    public static readonly ConfigEntry<bool> LegacyAllowZeroIndexInFormatString = LegacyFlag(
        "spark.sql.legacy.allowZeroIndexInFormatString", false, "3.3.0", "format_string accepts the argument index 0.");

    /// <summary><c>spark.sql.legacy.createEmptyCollectionUsingStringType</c>.</summary>
    public static readonly ConfigEntry<bool> LegacyCreateEmptyCollectionUsingString = LegacyFlag(
        "spark.sql.legacy.createEmptyCollectionUsingStringType", false, "3.0.0", "array() and map() are of STRING instead of VOID.");

    /// <summary><c>spark.sql.legacy.lpadRpadAlwaysReturnString</c>.</summary>
    public static readonly ConfigEntry<bool> LegacyLpadRpadAlwaysReturnString = LegacyFlag(
        "spark.sql.legacy.lpadRpadAlwaysReturnString", false, "3.3.0", "lpad and rpad of binaries give strings.");

    /// <summary><c>spark.sql.legacy.castComplexTypesToString.enabled</c>.</summary>
    public static readonly ConfigEntry<bool> LegacyCastComplexTypesToString = LegacyFlag(
        "spark.sql.legacy.castComplexTypesToString.enabled", false, "3.1.0", "Casts of maps, arrays and structs to string use brackets and leave NULL elements empty.");

    /// <summary><c>spark.sql.legacy.keepCommandOutputSchema</c>.</summary>
    public static readonly ConfigEntry<bool> LegacyKeepCommandOutputSchema = LegacyFlag(
        "spark.sql.legacy.keepCommandOutputSchema", false, "3.0.2", "SHOW commands keep the column names of Spark 2.");

    /// <summary><c>spark.sql.legacy.allowParameterlessCount</c>.</summary>
    public static readonly ConfigEntry<bool> LegacyAllowParameterlessCount = LegacyFlag(
        "spark.sql.legacy.allowParameterlessCount", false, "3.1.0", "count() without arguments is allowed.");

    /// <summary><c>spark.sql.legacy.allowStarWithSingleTableIdentifierInCount</c>.</summary>
    public static readonly ConfigEntry<bool> LegacyAllowStarWithSingleTableIdentifierInCount = LegacyFlag(
        "spark.sql.legacy.allowStarWithSingleTableIdentifierInCount", false, "3.2.0", "count(table.*) counts rows in which no column is NULL.");

    /// <summary><c>spark.sql.legacy.allowTempViewCreationWithMultipleNameparts</c>.</summary>
    public static readonly ConfigEntry<bool> LegacyAllowTempViewCreationWithMultipleNameParts = LegacyFlag(
        "spark.sql.legacy.allowTempViewCreationWithMultipleNameparts", false, "3.1.0", "A temporary view may be created under a name of several parts.");

    /// <summary><c>spark.sql.legacy.allowNonEmptyLocationInCTAS</c>.</summary>
    public static readonly ConfigEntry<bool> LegacyAllowNonEmptyLocationInCtas = LegacyFlag(
        "spark.sql.legacy.allowNonEmptyLocationInCTAS", false, "3.2.0", "CREATE TABLE AS SELECT may write to a location that is not empty.");

    /// <summary><c>spark.sql.legacy.json.allowEmptyString.enabled</c>.</summary>
    public static readonly ConfigEntry<bool> LegacyJsonAllowEmptyString = LegacyFlag(
        "spark.sql.legacy.json.allowEmptyString.enabled", false, "3.0.0", "JSON readers take an empty string as NULL for numbers and dates.");

    /// <summary><c>spark.sql.legacy.useV1Command</c>.</summary>
    public static readonly ConfigEntry<bool> LegacyUseV1Command = LegacyFlag(
        "spark.sql.legacy.useV1Command", false, "3.3.0", "Catalog commands keep the results of the older commands.");

    /// <summary><c>spark.sql.legacy.createHiveTableByDefault</c>.</summary>
    public static readonly ConfigEntry<bool> LegacyCreateHiveTableByDefault = LegacyFlag(
        "spark.sql.legacy.createHiveTableByDefault", false, "3.1.0", "CREATE TABLE without USING and STORED AS makes a Hive table.");

    /// <summary><c>spark.sql.legacy.duplicateBetweenInput</c>.</summary>
    public static readonly ConfigEntry<bool> LegacyDuplicateBetweenInput = LegacyFlag(
        "spark.sql.legacy.duplicateBetweenInput", false, "4.0.0", "BETWEEN evaluates its input twice.");

    /// <summary><c>spark.sql.legacy.extraOptionsBehavior.enabled</c>.</summary>
    public static readonly ConfigEntry<bool> LegacyExtraOptionsBehavior = LegacyFlag(
        "spark.sql.legacy.extraOptionsBehavior.enabled", false, "3.1.0", "Options given beside a table name replace those of the table.");

    /// <summary><c>spark.sql.legacy.csv.enableDateTimeParsingFallback</c>.</summary>
    public static readonly ConfigEntry<bool?> LegacyCsvEnableDateTimeParsingFallback = Add(new ConfigEntry<bool?>(
        "spark.sql.legacy.csv.enableDateTimeParsingFallback", ConfigValueForms.OptionalBoolean, null, "3.4.0",
        "The CSV reader tries the older datetime formats where the pattern does not match.")
    {
        IsInternal = true,
    });

    /// <summary><c>spark.sql.legacy.json.enableDateTimeParsingFallback</c>.</summary>
    public static readonly ConfigEntry<bool?> LegacyJsonEnableDateTimeParsingFallback = Add(new ConfigEntry<bool?>(
        "spark.sql.legacy.json.enableDateTimeParsingFallback", ConfigValueForms.OptionalBoolean, null, "3.4.0",
        "The JSON reader tries the older datetime formats where the pattern does not match.")
    {
        IsInternal = true,
    });

    /// <summary><c>spark.sql.legacy.followThreeValuedLogicInArrayExists</c>.</summary>
    public static readonly ConfigEntry<bool> LegacyArrayExistsThreeValuedLogic = LegacyFlag(
        "spark.sql.legacy.followThreeValuedLogicInArrayExists", true, "3.0.0", "exists(array, f) is NULL where f is NULL for some element and TRUE for none.");

    /// <summary><c>spark.sql.legacy.allowNullComparisonResultInArraySort</c>.</summary>
    public static readonly ConfigEntry<bool> LegacyAllowNullComparisonResultInArraySort = LegacyFlag(
        "spark.sql.legacy.allowNullComparisonResultInArraySort", false, "3.2.2", "array_sort takes a NULL from the comparator as equal.");

    /// <summary><c>spark.sql.legacy.inlineCTEInCommands</c>.</summary>
    public static readonly ConfigEntry<bool> LegacyInlineCteInCommands = LegacyFlag(
        "spark.sql.legacy.inlineCTEInCommands", false, "4.0.0", "CTEs of commands are always inlined.");

    /// <summary><c>spark.sql.legacy.typeCoercion.datetimeToString.enabled</c>.</summary>
    public static readonly ConfigEntry<bool> LegacyTypeCoercionDatetimeToString = LegacyFlag(
        "spark.sql.legacy.typeCoercion.datetimeToString.enabled", false, "3.0.0", "Comparisons of datetimes with strings compare strings.");

    /// <summary><c>spark.sql.legacy.doLooseUpcast</c>.</summary>
    public static readonly ConfigEntry<bool> LegacyDoLooseUpcast = LegacyFlag(
        "spark.sql.legacy.doLooseUpcast", false, "3.0.0", "Encoders may read strings as numbers.");

    /// <summary><c>spark.sql.legacy.setCommandRejectsSparkCoreConfs</c>.</summary>
    public static readonly ConfigEntry<bool> LegacySetCommandRejectsCoreConfs = LegacyFlag(
        "spark.sql.legacy.setCommandRejectsSparkCoreConfs", true, "3.0.0", "SET rejects the keys of the core.");

    /// <summary><c>spark.sql.legacy.pathOptionBehavior.enabled</c>.</summary>
    public static readonly ConfigEntry<bool> LegacyPathOptionBehavior = LegacyFlag(
        "spark.sql.legacy.pathOptionBehavior.enabled", false, "3.1.0", "A path option beside path arguments is one more path.");

    /// <summary><c>spark.sql.legacy.storeAnalyzedPlanForView</c>.</summary>
    public static readonly ConfigEntry<bool> LegacyStoreAnalyzedPlanForView = LegacyFlag(
        "spark.sql.legacy.storeAnalyzedPlanForView", false, "3.1.0", "A temporary view keeps its analyzed plan instead of its text.");

    /// <summary><c>spark.sql.legacy.respectNullabilityInTextDatasetConversion</c>.</summary>
    public static readonly ConfigEntry<bool> LegacyRespectNullabilityInTextConversion = LegacyFlag(
        "spark.sql.legacy.respectNullabilityInTextDatasetConversion", false, "3.3.0", "Readers of text keep the NOT NULL of a given schema.");

    /// <summary><c>spark.sql.legacy.eagerEvalOfUnresolvedInlineTable</c>.</summary>
    public static readonly ConfigEntry<bool> LegacyEagerInlineTableEvaluation = LegacyFlag(
        "spark.sql.legacy.eagerEvalOfUnresolvedInlineTable", true, "4.0.0", "Inline tables are evaluated while they are parsed.");

    /// <summary><c>spark.sql.legacy.bucketedTableScan.outputOrdering</c>.</summary>
    public static readonly ConfigEntry<bool> LegacyBucketedScanOutputOrdering = LegacyFlag(
        "spark.sql.legacy.bucketedTableScan.outputOrdering", false, "3.0.0", "A scan of a sorted bucketed table lists files to tell its order.");
}

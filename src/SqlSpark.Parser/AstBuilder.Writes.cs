using Antlr4.Runtime;
using SqlSpark.Catalyst.Catalog;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Types;
using static SqlSpark.Parser.Generated.SqlSparkParser;

namespace SqlSpark.Parser;

/// <content>Statements that write the rows of a query.</content>
internal sealed partial class AstBuilder
{
    private const string PathOption = "path";
    private const string FileScheme = "file";

    /// <summary>Spark: <c>visitInsertOverwriteDir</c>.</summary>
    private InsertIntoDir InsertDirectory(InsertDirectoryContext context, CtesContext? ctes)
    {
        using var place = At(context);
        var options = SplitPath(Options(context.propertyList()), out var optionPath);
        var path = context.STRING() is { } text ? StringValue(text) : "";
        if (path.Length == 0 == string.IsNullOrEmpty(optionPath))
            throw Error(context, "_LEGACY_ERROR_TEMP_0049");
        path = path.Length == 0 ? optionPath! : path;
        if (context.LOCAL() is not null && SchemeOf(path) is { } scheme && scheme != FileScheme)
            throw Error(context, "LOCAL_MUST_WITH_SCHEMA_FILE", ("actualSchema", scheme));
        return new InsertIntoDir(path, ProviderName(context.tableProvider()), options, With(ctes, Query(context.query())));
    }

    /// <summary>CREATE TABLE ... AS query, and its clauses. Spark: <c>visitCreateTable</c>.</summary>
    private LogicalPlan CreateTable(CreateTableContext context, QueryContext query)
    {
        var definition = context.tableDefinition();
        var name = NameParts(context.identifierReference());
        if (definition.tableElements() is not null)
            throw NotAllowed(definition.tableElements(), "Schema may not be specified in a Create Table As Select (CTAS) statement");
        if (context.replace is not null)
        {
            throw Error(
                context,
                "UNSUPPORTED_FEATURE.TABLE_OPERATION",
                ("tableName", SqlIdentifier.Quote(name)),
                ("operation", "REPLACE TABLE AS SELECT"));
        }

        var clauses = new TableClauses();
        if (definition.tableProvider() is { } provider)
            clauses.Provider = ProviderName(provider);
        foreach (var clause in definition.tableClause())
        {
            if (!TryTake(clause, clauses))
                return Unrun(context, $"CREATE TABLE with {LeadingWords(clause, 2)}");
        }

        var options = SplitPath(clauses.Options ?? [], out var optionPath);
        if (clauses.Location is { } location && optionPath is not null)
            throw Error(context, "_LEGACY_ERROR_TEMP_0032", ("pathOne", location), ("pathTwo", optionPath));
        return new CreateTableAsSelect(
            name, clauses.Provider, options, clauses.PartitionColumns ?? [], clauses.Location ?? optionPath, Query(query), context.ifNotExists() is not null)
        {
            Comment = clauses.Comment,
            Properties = clauses.Properties ?? [],
            Buckets = clauses.Buckets,
        };
    }

    /// <summary>CREATE TABLE without a query. Spark: <c>visitCreateTable</c>.</summary>
    private LogicalPlan CreateTable(CreateTableContext context)
    {
        var definition = context.tableDefinition();
        var name = NameParts(context.identifierReference());
        var clauses = new TableClauses();
        if (definition.tableProvider() is { } provider)
            clauses.Provider = ProviderName(provider);
        List<StructField>? fields = null;
        foreach (var element in definition.tableElements()?.tableElement() ?? [])
        {
            if (element.columnDefinition() is not { } column)
                return Unrun(context, "CREATE TABLE with a constraint");
            var comment = default(string);
            var defaultText = default(string);
            foreach (var option in column.columnOption())
            {
                // A table of files may hold NULL whatever was written: nobody checks what is in them.
                if (option is ColumnCommentContext text)
                    comment = text.STRING().GetText();
                else if (option is ColumnDefaultContext value)
                    defaultText = DefaultText(value);
                else if (option is not ColumnNotNullContext)
                    return Unrun(context, $"CREATE TABLE with a column {LeadingWords(option, 1)}");
            }

            (fields ??= []).Add(ColumnDefaults.WithCurrent(NewField(Name(column.identifier()), DataType(column.dataType()), nullable: true, comment), defaultText));
        }

        foreach (var clause in definition.tableClause())
        {
            if (clause is PartitionedByClauseContext partitions && partitions.partitionField().All(f => f is PartitionColumnWithTypeContext))
            {
                // PARTITIONED BY (p INT): the columns are no others than these.
                CheckFirst(partitions, clauses.PartitionColumns is null, "PARTITIONED BY");
                var typed = partitions.partitionField().Select(f => ((PartitionColumnWithTypeContext)f).columnType()).ToArray();
                (fields ??= []).AddRange(typed.Select(c => NewField(Name(c.identifier()), DataType(c.dataType()), nullable: true, c.STRING()?.GetText())));
                clauses.PartitionColumns = typed.Select(c => Name(c.identifier())).ToEquatableArray();
            }
            else if (clause is FileFormatClauseContext { } format && format.fileFormat() is StoredAsFormatContext stored)
            {
                CheckFirst(clause, clauses.Provider is null, "STORED AS");
                clauses.Provider = Name(stored.identifier());
            }
            else if (!TryTake(clause, clauses))
            {
                return Unrun(context, $"CREATE TABLE with {LeadingWords(clause, 2)}");
            }
        }

        var options = SplitPath(clauses.Options ?? [], out var optionPath);
        if (clauses.Location is { } location && optionPath is not null)
            throw Error(context, "_LEGACY_ERROR_TEMP_0032", ("pathOne", location), ("pathTwo", optionPath));
        return new CreateTable(
            name,
            fields is null ? null : new StructType(fields.ToEquatableArray()),
            clauses.Provider,
            options,
            clauses.PartitionColumns ?? [],
            clauses.Location ?? optionPath,
            context.ifNotExists() is not null)
        {
            Comment = clauses.Comment,
            Properties = clauses.Properties ?? [],
            Buckets = clauses.Buckets,
        };
    }

    /// <summary>The text of DEFAULT, which is a constant.</summary>
    private string DefaultText(ColumnDefaultContext context)
    {
        // Whether it is one shows when it is resolved; here it must only parse.
        Expression(context.expression());
        return TextOf(context.expression());
    }

    /// <summary>CREATE TABLE name LIKE other. Spark: <c>visitCreateTableLike</c>.</summary>
    private LogicalPlan CreateTableLike(CreateTableLikeContext context)
    {
        var clauses = new TableClauses();
        foreach (var clause in context.tableClause())
        {
            if (clause is FileFormatClauseContext { } format && format.fileFormat() is StoredAsFormatContext stored)
            {
                CheckFirst(clause, clauses.Provider is null, "STORED AS");
                clauses.Provider = Name(stored.identifier());
            }
            else if (clause is not (ProviderClauseContext or LocationClauseContext or TablePropertiesClauseContext) || !TryTake(clause, clauses))
            {
                return Unrun(context, $"CREATE TABLE LIKE with {LeadingWords(clause, 2)}");
            }
        }

        return new CreateTableLike(
            NameParts(context.target), NameParts(context.source), clauses.Provider, clauses.Location, clauses.Properties ?? [], context.ifNotExists() is not null);
    }

    /// <summary>INSERT INTO and INSERT OVERWRITE of a table. Spark: <c>visitInsertIntoTable</c>.</summary>
    private LogicalPlan Insert(InsertContext context, CtesContext? ctes)
    {
        using var place = At(context);
        var (name, partition, columns, isOverwrite, isSimple) = context.insertTarget() switch
        {
            InsertIntoContext into => (into.identifierReference(), into.partitionSpec(), into.insertColumns(), false, into.schemaEvolution() is null && into.tableOptions() is null),
            InsertOverwriteContext over => (over.identifierReference(), over.partitionSpec(), over.insertColumns(), true, over.schemaEvolution() is null && over.tableOptions() is null),
            _ => default,
        };
        if (!isSimple)
            return Unrun(context, LeadingWords(context.insertTarget(), 2));
        var ifNotExists = context.insertTarget() switch
        {
            InsertIntoContext into => into.ifNotExists() is not null,
            InsertOverwriteContext over => over.ifNotExists() is not null,
            _ => false,
        };
        if (ifNotExists && !isOverwrite)
            throw NotAllowed(context, "INSERT INTO ... IF NOT EXISTS");
        if (ifNotExists && partition!.partitionValue().Where(value => value.valueExpression() is null).ToArray() is { Length: > 0 } open)
            throw NotAllowed(context, $"IF NOT EXISTS with dynamic partitions: {string.Join(", ", open.Select(value => Name(value.identifier())))}");
        var spec = partition?.partitionValue().Select(value => new KeyValuePair<string, Expression?>(
            Name(value.identifier()), value.valueExpression() is { } written ? Value(written) : null)).ToEquatableArray() ?? [];
        return new InsertInto(
            NameParts(name),
            spec,
            columns?.identifierList() is { } list ? Names(list) : [],
            columns is not null && columns.identifierList() is null,
            With(ctes, Query(context.query())),
            isOverwrite)
        {
            IfPartitionNotExists = ifNotExists,
        };
    }

    /// <summary>Takes a clause; false for those that no later layer knows.</summary>
    private bool TryTake(TableClauseContext context, TableClauses clauses)
    {
        switch (context)
        {
            case ProviderClauseContext provider:
                CheckFirst(provider, clauses.Provider is null, "USING");
                clauses.Provider = ProviderName(provider.tableProvider());
                return true;
            case OptionsClauseContext options:
                CheckFirst(options, clauses.Options is null, "OPTIONS");
                clauses.Options = Options(options.propertyList());
                return true;
            case LocationClauseContext location:
                CheckFirst(location, clauses.Location is null, "LOCATION");
                clauses.Location = StringValue(location.STRING());
                return true;
            case PartitionedByClauseContext partitions:
                CheckFirst(partitions, clauses.PartitionColumns is null, "PARTITIONED BY");
                clauses.PartitionColumns = partitions.partitionField().Select(PartitionColumn).ToEquatableArray();
                return true;
            case BucketClauseContext buckets:
                CheckFirst(buckets, clauses.Buckets is null, "CLUSTERED BY");
                clauses.Buckets = Buckets(buckets);
                return true;
            case TableCommentClauseContext comment:
                CheckFirst(comment, clauses.Comment is null, "COMMENT");
                clauses.Comment = StringValue(comment.STRING());
                return true;
            case TablePropertiesClauseContext properties:
                CheckFirst(properties, clauses.Properties is null, "TBLPROPERTIES");
                clauses.Properties = Options(properties.propertyList());
                return true;
            default:
                return false;
        }
    }

    private BucketSpec Buckets(BucketClauseContext context)
    {
        var sortColumns = context.sortedColumn().Select(column => column.DESC() is null
            ? Name(column.identifier())
            : throw NotAllowed(column, "Column ordering must be ASC, was 'DESC'")).ToEquatableArray();
        var most = conf.Get(SqlConf.BucketingMaxBuckets);
        return int.TryParse(context.INTEGER_VALUE().GetText(), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var count) && count > 0 && count <= most
            ? new BucketSpec(count, Names(context.identifierList()), sortColumns)
            : throw Error(context, "INVALID_BUCKET_COUNT", ("bucketingMaxBuckets", SqlConf.BucketingMaxBuckets.Key), ("numBuckets", context.INTEGER_VALUE().GetText()));
    }

    private string PartitionColumn(PartitionFieldContext context)
    {
        switch (context)
        {
            case PartitionColumnContext column:
                EquatableArray<string> parts = NameParts(column.multipartIdentifier());
                return parts.Count == 1
                    ? parts[0]
                    : throw Error(column, "UNSUPPORTED_FEATURE.PARTITION_WITH_NESTED_COLUMN_IS_UNSUPPORTED", ("cols", SqlIdentifier.Quote(parts)));
            case PartitionTransformContext transform:
                throw Error(transform, "UNSUPPORTED_PARTITION_TRANSFORM", ("transform", TextOf(transform)));
            default:
                throw NotAllowed(context, "Partition column types may not be specified in Create Table As Select (CTAS)");
        }
    }

    private void CheckFirst(ParserRuleContext context, bool isFirst, string clause)
    {
        if (!isFirst)
            throw Error(context, "DUPLICATE_CLAUSES", ("clauseName", clause));
    }

    private Core.Errors.SqlSparkException NotAllowed(ParserRuleContext context, string message) =>
        Error(context, "_LEGACY_ERROR_TEMP_0035", ("message", message));

    private string ProviderName(TableProviderContext context) => string.Join('.', NameParts(context.multipartIdentifier()));

    /// <summary>The options without that of the path.</summary>
    private static EquatableArray<KeyValuePair<string, string>> SplitPath(EquatableArray<KeyValuePair<string, string>> options, out string? path)
    {
        path = null;
        foreach (var (key, value) in options)
        {
            if (key.Equals(PathOption, StringComparison.OrdinalIgnoreCase))
                path = value;
        }

        return path is null ? options : options.Where(o => !o.Key.Equals(PathOption, StringComparison.OrdinalIgnoreCase)).ToEquatableArray();
    }

    private static string? SchemeOf(string path)
    {
        var colon = path.IndexOf(':', StringComparison.Ordinal);
        return colon > 1 && path.AsSpan(0, colon).IndexOf('/') < 0 ? path[..colon].ToLowerInvariant() : null;
    }

    /// <summary>The clauses of a table, each at most once, in any order.</summary>
    private sealed class TableClauses
    {
        public string? Provider { get; set; }

        public EquatableArray<KeyValuePair<string, string>>? Options { get; set; }

        public EquatableArray<string>? PartitionColumns { get; set; }

        public string? Location { get; set; }

        public BucketSpec? Buckets { get; set; }

        public string? Comment { get; set; }

        public EquatableArray<KeyValuePair<string, string>>? Properties { get; set; }
    }
}

namespace SqlSpark.Core.Configuration;

/// <summary>Keys of catalogs, tables, files and their formats.</summary>
public static partial class SqlConf
{
    /// <summary><c>spark.sql.warehouse.dir</c>.</summary>
    public static readonly ConfigEntry<string> WarehouseDirectory = Add(new ConfigEntry<string>(
        "spark.sql.warehouse.dir", ConfigValueForms.RequiredText, "spark-warehouse", "2.0.0", "The directory of managed databases and tables.")
    {
        Scope = ConfigScope.Static,
    });

    /// <summary><c>spark.sql.defaultCatalog</c>.</summary>
    public static readonly ConfigEntry<string> DefaultCatalog = Add(new ConfigEntry<string>(
        "spark.sql.defaultCatalog", ConfigValueForms.RequiredText, "spark_catalog", "3.0.0", "The catalog that is current when a session starts."));

    /// <summary>The value of <see cref="CatalogImplementation"/> for a catalog that is gone with the session.</summary>
    public const string InMemoryCatalog = "in-memory";

    /// <summary>The value of <see cref="CatalogImplementation"/> for a catalog in the warehouse's folder.</summary>
    public const string WarehouseCatalog = "warehouse";

    /// <summary><c>spark.sql.catalogImplementation</c>.</summary>
    public static readonly ConfigEntry<string> CatalogImplementation = Add(new ConfigEntry<string>(
        "spark.sql.catalogImplementation",
        ConfigValueForms.RequiredText,
        InMemoryCatalog,
        "2.0.0",
        "Where databases, tables, views and functions are kept: in-memory, until the session ends; warehouse, in the directory of spark.sql.warehouse.dir. hive, Spark's word for a catalog that stays, means warehouse.")
    {
        Scope = ConfigScope.Static,
        Requirement = new ConfigRequirement<string>(
            static value => value is InMemoryCatalog or WarehouseCatalog or "hive", static (key, text) => ConfigErrors.OutOfRangeOfOptions(key, text, [InMemoryCatalog, WarehouseCatalog, "hive"])),
    });

    /// <summary><c>spark.sql.globalTempDatabase</c>.</summary>
    public static readonly ConfigEntry<string> GlobalTempDatabase = Add(new ConfigEntry<string>(
        "spark.sql.globalTempDatabase", ConfigValueForms.RequiredText, "global_temp", "2.1.0", "The database that holds global temporary views.")
    {
        Scope = ConfigScope.Static,
    });

    /// <summary><c>spark.sql.sources.default</c>.</summary>
    public static readonly ConfigEntry<string> DefaultSource = Add(new ConfigEntry<string>(
        "spark.sql.sources.default", ConfigValueForms.RequiredText, "parquet", "1.3.0", "The format of tables and files when none is given."));

    /// <summary><c>spark.sql.sources.partitionOverwriteMode</c>.</summary>
    public static readonly ConfigEntry<PartitionOverwriteMode> PartitionOverwriteMode = Choice(
        "spark.sql.sources.partitionOverwriteMode", Configuration.PartitionOverwriteMode.Static, "2.3.0", "What INSERT OVERWRITE of a partitioned table replaces.");

    /// <summary><c>spark.sql.sources.partitionColumnTypeInference.enabled</c>.</summary>
    public static readonly ConfigEntry<bool> PartitionColumnTypeInferenceEnabled = Flag(
        "spark.sql.sources.partitionColumnTypeInference.enabled", true, "1.5.0", "The types of partition columns are inferred from directory names.");

    /// <summary><c>spark.sql.sources.parallelPartitionDiscovery.threshold</c>.</summary>
    public static readonly ConfigEntry<int> ParallelPartitionDiscoveryThreshold = Int(
        "spark.sql.sources.parallelPartitionDiscovery.threshold", 32, "1.5.0", "From how many paths on files are listed in parallel.");

    /// <summary><c>spark.sql.sources.bucketing.enabled</c>.</summary>
    public static readonly ConfigEntry<bool> BucketingEnabled = Flag(
        "spark.sql.sources.bucketing.enabled", true, "2.0.0", "Buckets of tables are used.");

    /// <summary><c>spark.sql.sources.bucketing.maxBuckets</c>.</summary>
    public static readonly ConfigEntry<int> BucketingMaxBuckets = PositiveInt(
        "spark.sql.sources.bucketing.maxBuckets", 100_000, "2.4.0", "How many buckets a table may have.");

    /// <summary><c>spark.sql.sources.validatePartitionColumns</c>.</summary>
    public static readonly ConfigEntry<bool> ValidatePartitionColumns = LegacyFlag(
        "spark.sql.sources.validatePartitionColumns", true, "3.0.0", "Partition values that are not of the given type are errors.");

    /// <summary><c>spark.sql.files.maxPartitionBytes</c>.</summary>
    public static readonly ConfigEntry<long> FilesMaxPartitionBytes = Bytes(
        "spark.sql.files.maxPartitionBytes", 128L << 20, "2.0.0", "How many bytes of files make one read partition.");

    /// <summary><c>spark.sql.files.openCostInBytes</c>.</summary>
    public static readonly ConfigEntry<long> FilesOpenCostInBytes = Add(new ConfigEntry<long>(
        "spark.sql.files.openCostInBytes", ConfigValueForms.Bytes, 4L << 20, "2.0.0", "How many bytes opening a file costs when files are packed into partitions.")
    {
        IsInternal = true,
    });

    /// <summary><c>spark.sql.files.maxRecordsPerFile</c>.</summary>
    public static readonly ConfigEntry<long> FilesMaxRecordsPerFile = Add(new ConfigEntry<long>(
        "spark.sql.files.maxRecordsPerFile", ConfigValueForms.Long, 0, "2.2.0", "How many rows a written file may have; 0 is no limit."));

    /// <summary><c>spark.sql.files.ignoreCorruptFiles</c>.</summary>
    public static readonly ConfigEntry<bool> FilesIgnoreCorrupt = Flag(
        "spark.sql.files.ignoreCorruptFiles", false, "2.1.1", "Files that cannot be read are skipped.");

    /// <summary><c>spark.sql.files.ignoreMissingFiles</c>.</summary>
    public static readonly ConfigEntry<bool> FilesIgnoreMissing = Flag(
        "spark.sql.files.ignoreMissingFiles", false, "2.3.0", "Files that are gone when they are read are skipped.");

    /// <summary><c>spark.sql.runSQLOnFiles</c>.</summary>
    public static readonly ConfigEntry<bool> RunOnFiles = Flag(
        "spark.sql.runSQLOnFiles", true, "1.6.0", "FROM format.`path` reads files.");

    /// <summary><c>spark.sql.hive.convertMetastoreParquet</c>.</summary>
    public static readonly ConfigEntry<bool> ConvertMetastoreParquet = Flag(
        "spark.sql.hive.convertMetastoreParquet", true, "1.1.1", "Hive tables in Parquet are read by the Parquet reader.");

    /// <summary><c>spark.sql.parquet.compression.codec</c>.</summary>
    public static readonly ConfigEntry<string> ParquetCompressionCodec = Add(new ConfigEntry<string>(
        "spark.sql.parquet.compression.codec", ConfigValueForms.LowerWord, "snappy", "1.1.1", "How Parquet files are compressed.")
    {
        Options = ["none", "uncompressed", "snappy", "gzip", "lzo", "brotli", "lz4", "lz4_raw", "zstd"],
    });

    /// <summary><c>spark.sql.parquet.filterPushdown</c>.</summary>
    public static readonly ConfigEntry<bool> ParquetFilterPushdown = Flag(
        "spark.sql.parquet.filterPushdown", true, "1.2.0", "Filters prune row groups and pages of Parquet files.");

    /// <summary><c>spark.sql.parquet.mergeSchema</c>.</summary>
    public static readonly ConfigEntry<bool> ParquetMergeSchema = Flag(
        "spark.sql.parquet.mergeSchema", false, "1.5.0", "The schemas of all Parquet files are merged instead of taking one.");

    /// <summary><c>spark.sql.parquet.binaryAsString</c>.</summary>
    public static readonly ConfigEntry<bool> ParquetBinaryAsString = Flag(
        "spark.sql.parquet.binaryAsString", false, "1.1.1", "Parquet binaries without a logical type are strings.");

    /// <summary><c>spark.sql.parquet.int96AsTimestamp</c>.</summary>
    public static readonly ConfigEntry<bool> ParquetInt96AsTimestamp = Flag(
        "spark.sql.parquet.int96AsTimestamp", true, "1.3.0", "Parquet INT96 values are timestamps.");

    /// <summary><c>spark.sql.parquet.writeLegacyFormat</c>.</summary>
    public static readonly ConfigEntry<bool> ParquetWriteLegacyFormat = Flag(
        "spark.sql.parquet.writeLegacyFormat", false, "1.6.0", "Parquet files are written in the layout of Spark 1.4 and Hive.");

    /// <summary><c>spark.sql.parquet.outputTimestampType</c>.</summary>
    public static readonly ConfigEntry<string> ParquetOutputTimestampType = Add(new ConfigEntry<string>(
        "spark.sql.parquet.outputTimestampType", ConfigValueForms.Word, "INT96", "2.3.0", "As which physical type timestamps are written to Parquet.")
    {
        Options = ["INT96", "TIMESTAMP_MICROS", "TIMESTAMP_MILLIS"],
    });

    /// <summary><c>spark.sql.parquet.fieldId.read.enabled</c>.</summary>
    public static readonly ConfigEntry<bool> ParquetFieldIdReadEnabled = Flag(
        "spark.sql.parquet.fieldId.read.enabled", false, "3.3.0", "Parquet columns are found by field id where the schema has ids.");

    /// <summary><c>spark.sql.parquet.fieldId.write.enabled</c>.</summary>
    public static readonly ConfigEntry<bool> ParquetFieldIdWriteEnabled = Flag(
        "spark.sql.parquet.fieldId.write.enabled", true, "3.3.0", "Field ids of the schema are written to Parquet files.");

    /// <summary><c>spark.sql.parquet.inferTimestampNTZ.enabled</c>.</summary>
    public static readonly ConfigEntry<bool> ParquetInferTimestampNtz = Flag(
        "spark.sql.parquet.inferTimestampNTZ.enabled", true, "3.4.0", "Parquet timestamps without UTC adjustment are TIMESTAMP_NTZ.");

    /// <summary><c>spark.sql.legacy.parquet.nanosAsLong</c>.</summary>
    public static readonly ConfigEntry<bool> LegacyParquetNanosAsLong = LegacyFlag(
        "spark.sql.legacy.parquet.nanosAsLong", false, "3.2.4", "Parquet timestamps in nanoseconds are BIGINT.");

    /// <summary><c>sqlspark.parquet.maxPageBytes</c>.</summary>
    public static readonly ConfigEntry<long> ParquetMaxPageBytes = Bytes(
        "sqlspark.parquet.maxPageBytes", int.MaxValue - 64, "0.1.0", "How large a Parquet page may be once decompressed; larger ones are taken for damage.");

    /// <summary><c>sqlspark.parquet.verifyChecksums</c>.</summary>
    public static readonly ConfigEntry<bool> ParquetVerifyChecksums = Flag(
        "sqlspark.parquet.verifyChecksums", true, "0.1.0", "Parquet pages that have a checksum are tested against it.");

    /// <summary><c>spark.sql.parquet.datetimeRebaseModeInRead</c>.</summary>
    public static readonly ConfigEntry<RebaseMode> ParquetReadRebaseMode = Choice(
        "spark.sql.parquet.datetimeRebaseModeInRead", RebaseMode.Corrected, "3.0.0", "Which calendar old dates in read Parquet files follow.");

    /// <summary><c>spark.sql.parquet.datetimeRebaseModeInWrite</c>.</summary>
    public static readonly ConfigEntry<RebaseMode> ParquetWriteRebaseMode = Choice(
        "spark.sql.parquet.datetimeRebaseModeInWrite", RebaseMode.Corrected, "3.0.0", "Which calendar old dates in written Parquet files follow.");

    /// <summary><c>spark.sql.parquet.int96RebaseModeInRead</c>.</summary>
    public static readonly ConfigEntry<RebaseMode> ParquetInt96ReadRebaseMode = Choice(
        "spark.sql.parquet.int96RebaseModeInRead", RebaseMode.Corrected, "3.1.0", "Which calendar old INT96 timestamps in read Parquet files follow.");

    /// <summary><c>spark.sql.parquet.int96RebaseModeInWrite</c>.</summary>
    public static readonly ConfigEntry<RebaseMode> ParquetInt96WriteRebaseMode = Choice(
        "spark.sql.parquet.int96RebaseModeInWrite", RebaseMode.Corrected, "3.1.0", "Which calendar old INT96 timestamps in written Parquet files follow.");

    /// <summary><c>spark.sql.csv.parser.columnPruning.enabled</c>.</summary>
    public static readonly ConfigEntry<bool> CsvParserColumnPruning = LegacyFlag(
        "spark.sql.csv.parser.columnPruning.enabled", true, "2.4.0", "The CSV reader parses only the columns that are used.");

    /// <summary><c>spark.sql.csv.filterPushdown.enabled</c>.</summary>
    public static readonly ConfigEntry<bool> CsvFilterPushdown = Flag(
        "spark.sql.csv.filterPushdown.enabled", true, "3.0.0", "Filters skip rows while CSV is parsed.");

    /// <summary><c>spark.sql.json.filterPushdown.enabled</c>.</summary>
    public static readonly ConfigEntry<bool> JsonFilterPushdown = LegacyFlag(
        "spark.sql.json.filterPushdown.enabled", true, "3.1.0", "Filters skip rows while JSON is parsed.");

    /// <summary><c>spark.sql.jsonGenerator.ignoreNullFields</c>.</summary>
    public static readonly ConfigEntry<bool> JsonIgnoreNullFields = Flag(
        "spark.sql.jsonGenerator.ignoreNullFields", true, "3.0.0", "Fields that are NULL are left out of written JSON.");

    /// <summary><c>spark.sql.json.enablePartialResults</c>.</summary>
    public static readonly ConfigEntry<bool> JsonEnablePartialResults = LegacyFlag(
        "spark.sql.json.enablePartialResults", true, "3.4.0", "A record with a bad field keeps its other fields.");

    /// <summary><c>spark.sql.columnNameOfCorruptRecord</c>.</summary>
    public static readonly ConfigEntry<string> ColumnNameOfCorruptRecord = Add(new ConfigEntry<string>(
        "spark.sql.columnNameOfCorruptRecord", ConfigValueForms.RequiredText, "_corrupt_record", "1.2.0", "The column that takes records that could not be parsed."));

    /// <summary><c>spark.sql.maxConcurrentOutputFileWriters</c>.</summary>
    public static readonly ConfigEntry<int> MaxConcurrentOutputFileWriters = Int(
        "spark.sql.maxConcurrentOutputFileWriters", 0, "3.2.0", "How many files a task may write at a time without sorting first.");

    /// <summary><c>spark.sql.leafNodeDefaultParallelism</c>.</summary>
    public static readonly ConfigEntry<int?> LeafNodeDefaultParallelism = Add(new ConfigEntry<int?>(
        "spark.sql.leafNodeDefaultParallelism", ConfigValueForms.OptionalInt, null, "3.2.0", "How many partitions local rows and ranges are read in.")
    {
        Requirement = ConfigRequirement<int?>.Of("It must be greater than 0.", static value => value > 0),
    });

    /// <summary><c>spark.sql.inMemoryColumnarStorage.compressed</c>.</summary>
    public static readonly ConfigEntry<bool> InMemoryCompressed = Flag(
        "spark.sql.inMemoryColumnarStorage.compressed", true, "1.0.1", "Cached columns are encoded.");

    /// <summary><c>spark.sql.inMemoryColumnarStorage.batchSize</c>.</summary>
    public static readonly ConfigEntry<int> InMemoryBatchSize = Int(
        "spark.sql.inMemoryColumnarStorage.batchSize", 10000, "1.1.1", "How many rows a chunk of a cached table has.");
}

using System.Collections.Immutable;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;

namespace SqlSpark.DataSources.Files.Partitions;

/// <summary>Finds out from the folders of files whether a table is partitioned, by which columns, and what their values are.</summary>
/// <remarks>Spark: <c>PartitioningUtils.parsePartitions</c>.</remarks>
internal static class PartitionDiscovery
{
    /// <summary>The listing with its partitions, and without files that are in none; the listing itself if no folder names a column.</summary>
    /// <param name="listing">The files, those in subfolders of roots included.</param>
    /// <param name="basePathOf">The folder above which no columns are looked for.</param>
    /// <param name="declared">The schema that the user declared, or null: its types count where it has a column.</param>
    /// <param name="conf">The session's settings.</param>
    /// <exception cref="Core.Errors.SqlSparkException">
    /// <c>CONFLICTING_DIRECTORY_STRUCTURES</c>, <c>CONFLICTING_PARTITION_COLUMN_NAMES</c>, <c>INVALID_PARTITION_VALUE</c>.
    /// </exception>
    public static FileListing Discover(FileListing listing, Func<string, string> basePathOf, StructType? declared, ConfSnapshot conf)
    {
        var folders = new Dictionary<string, PartitionFolder>(StringComparer.Ordinal);
        foreach (var file in listing.Files)
        {
            var folder = Path.GetDirectoryName(file.Path)!;
            if (!folders.ContainsKey(folder))
                folders.Add(folder, PartitionFolder.Parse(folder, basePathOf(folder)));
        }

        var partitioned = folders.Where(static pair => !pair.Value.Columns.IsEmpty).Select(static pair => pair.Key).ToList();
        if (partitioned.Count == 0)
            return listing;
        CheckStructure(listing.FileSystem, folders, partitioned, conf);
        var columns = folders[partitioned[0]].Columns;
        var fields = new StructField[columns.Length];
        var values = new object?[partitioned.Count][];
        for (var i = 0; i < values.Length; i++)
            values[i] = new object?[columns.Length];
        for (var column = 0; column < columns.Length; column++)
        {
            string[] raws = [.. partitioned.Select(folder => folders[folder].RawValues[column])];
            var declaredField = declared?.Fields.FirstOrDefault(field => conf.NameComparer.Equals(field.Name, columns[column]));
            var type = declaredField?.DataType ?? raws.Distinct(StringComparer.Ordinal).Select(raw => PartitionTypes.Infer(raw, conf)).Aggregate(PartitionTypes.Widen);
            fields[column] = new StructField(declaredField?.Name ?? columns[column], type, true) { Metadata = declaredField?.Metadata ?? [] };
            var converted = Convert(raws, fields[column], conf);
            for (var i = 0; i < values.Length; i++)
                values[i][column] = converted[i];
        }

        var numbers = partitioned.Index().ToDictionary(static pair => pair.Item, static pair => pair.Index, StringComparer.Ordinal);
        ImmutableArray<FileEntry> files = [.. listing.Files.Where(file => numbers.ContainsKey(Path.GetDirectoryName(file.Path)!))];
        return listing with
        {
            Files = files,
            Partitions = new PartitionSpec(
                new StructType(EquatableArray.Create<StructField>(fields)),
                [.. values.Select(EquatableArray.ToEquatableArray)],
                [.. files.Select(file => numbers[Path.GetDirectoryName(file.Path)!])]),
        };
    }

    private static void CheckStructure(
        IFileSystem fileSystem, Dictionary<string, PartitionFolder> folders, List<string> partitioned, ConfSnapshot conf)
    {
        var basePaths = folders.Values.Select(static folder => folder.BasePath).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (basePaths.Count > 1)
            throw DataSourceErrors.ConflictingDirectoryStructures(basePaths.Select(fileSystem.Describe));
        var lists = partitioned.Select(folder => string.Join(", ", folders[folder].Columns)).Distinct(conf.NameComparer).ToList();
        if (lists.Count > 1)
            throw DataSourceErrors.ConflictingPartitionColumns(lists, partitioned.Select(fileSystem.Describe));
    }

    /// <summary>The values of a column, computed by the engine's own cast over all partitions at once.</summary>
    private static object?[] Convert(string[] raws, StructField field, ConfSnapshot conf)
    {
        if (field.DataType is VoidType)
            return new object?[raws.Length];
        string?[] texts = [.. raws.Select(static raw => raw == PartitionPath.DefaultName ? null : PartitionPath.Unescape(raw))];
        if (field.DataType is StringType)
            return texts;
        var program = ExpressionProgram.Compile(
            [StringType.Instance],
            [new ProgramStep.Project([new Cast(new BoundReference(0, StringType.Instance, true), field.DataType, EvalMode.Try, conf.SessionTimeZone)])]);
        using var account = MemoryPool.Shared.CreateAccount("partition values");
        using var writer = new VectorWriter(StringType.Instance, account);
        using var state = program.CreateState(new KernelContext(account));
        writer.Begin(texts.Length);
        for (var i = 0; i < texts.Length; i++)
            BoxedValues.Set(writer, i, texts[i]);
        var cast = program.Run(state, new RecordBatch().Set(texts.Length, [writer.Publish()]))[0];
        var values = new object?[texts.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = BoxedValues.Get(cast, i);
            if (values[i] is null && texts[i] is { } text && conf.Get(SqlConf.ValidatePartitionColumns))
                throw DataSourceErrors.InvalidPartitionValue(text, field.Name, field.DataType);
        }

        return values;
    }
}

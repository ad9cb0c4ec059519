using System.Text;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using Xunit;

namespace SqlSpark.DataSources.Files.Writing;

/// <summary>Writes rows into a folder of its own through a provider, in checked memory, and reads files and rows back.</summary>
internal sealed class FileWriting : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sqlspark-writes").FullName;

    public string Format { get; init; } = "csv";

    public int BatchCapacity { get; init; } = 4096;

    public int TaskCount { get; init; } = 1;

    public WriteMode Mode { get; init; } = WriteMode.Overwrite;

    public Dictionary<string, string> Settings { get; } = [];

    public string Table => Path.Combine(_folder, "table");

    private ConfSnapshot Conf => new SessionConf(Settings).Snapshot;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Writes rows; tasks take batches in turn.</summary>
    public void Write(StructType schema, IReadOnlyList<object?[]> rows, int[] partitionColumns, params (string Name, string Value)[] options)
    {
        var request = new TableRequest([Table], options.ToDictionary(o => o.Name, o => o.Value), null, Conf);
        var info = new WriteInfo(schema, partitionColumns.ToEquatableArray(), Mode, []);
        var write = DataSourceRegistry.Get(Format).NewWrite(request, info)!;
        var run = write.Start();
        try
        {
            run.Commit(WriteTasks(run, schema, rows), CancellationToken.None);
        }
        catch
        {
            run.Abort();
            throw;
        }
    }

    /// <summary>The text of one file that is written of some rows of a table.</summary>
    public string Text(StructType schema, IReadOnlyList<object?[]> rows, params (string Name, string Value)[] options)
    {
        Write(schema, rows, [], options);
        return Encoding.UTF8.GetString(File.ReadAllBytes(Assert.Single(Files())));
    }

    /// <summary>The files of the table.</summary>
    public string[] Files() => [.. Directory.EnumerateFiles(Table, "part-*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    /// <summary>The rows of the table, one string each, in any order.</summary>
    public string[] Read(StructType? schema = null, params (string Name, string Value)[] options)
    {
        var table = Open(options, schema);
        return [.. ScanReading.Rows(table.NewScanBuilder().Build(), BatchCapacity).Select(Csv.CsvReading.Describe).Order(StringComparer.Ordinal)];
    }

    /// <summary>The table as it is read.</summary>
    public ITable Open((string Name, string Value)[] options, StructType? schema = null) =>
        DataSourceRegistry.Get(Format).Open(new TableRequest([Table], options.ToDictionary(o => o.Name, o => o.Value), schema, Conf));

    private List<WriterCommitMessage> WriteTasks(IBatchWrite run, StructType schema, IReadOnlyList<object?[]> rows)
    {
        using var pool = new MemoryPool(1L << 30, new MemoryPoolOptions { IsChecked = true });
        using var account = pool.CreateAccount("test");
        var writers = Enumerable.Range(0, TaskCount)
            .Select(task => run.CreateWriter(new WriteContext(task, account, BatchCapacity, CancellationToken.None))).ToList();
        VectorWriter[] registers = [.. schema.Fields.Select(field => new VectorWriter(field.DataType, account))];
        try
        {
            for (var (start, task) = (0, 0); start < rows.Count; start += BatchCapacity, task = (task + 1) % TaskCount)
            {
                var count = Math.Min(BatchCapacity, rows.Count - start);
                var vectors = new Vector[registers.Length];
                for (var column = 0; column < vectors.Length; column++)
                {
                    registers[column].Begin(count);
                    for (var i = 0; i < count; i++)
                        BoxedValues.Set(registers[column], i, rows[start + i][column]);
                    vectors[column] = registers[column].Publish();
                }

                writers[task].Write(new RecordBatch().Set(count, vectors));
            }

            return writers.ConvertAll(writer => writer.Commit());
        }
        finally
        {
            foreach (var writer in writers)
                writer.Dispose();
            foreach (var register in registers)
                register.Dispose();
        }
    }
}

using SqlSpark.Core.Columnar;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Files;
using SqlSpark.DataSources.Parquet.Footers;
using SqlSpark.DataSources.Parquet.Writing;
using Xunit;

namespace SqlSpark.DataSources.Tests.Parquet.Writing;

/// <summary>Writes rows of boxed values to Parquet files, in batches of vectors of random encodings; afterwards no memory is in use.</summary>
internal sealed class ParquetWriting : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sqlspark-parquet-writer").FullName;
    private readonly MemoryPool _pool = new(
        4L << 30, new MemoryPoolOptions { IsChecked = Environment.GetEnvironmentVariable(MemoryPoolOptions.CheckedVariable) == "1" });

    private int _fileCount;

    /// <summary>How batches are encoded.</summary>
    public Random Random { get; set; } = new(1);

    /// <summary>Whether vectors have random encodings, and batches rows that are not selected; else flat ones alone.</summary>
    public bool IsEncoded { get; set; } = true;

    public int BatchLength { get; set; } = 1000;

    public ConfSnapshot Conf { get; set; } = ParquetReading.Conf(("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS"));

    public CancellationToken Cancellation { get; set; }

    /// <summary>Writes a file and returns its path.</summary>
    public string Write(StructType schema, IReadOnlyList<object?[]> rows, params IReadOnlyList<(string Name, string Value)> options)
    {
        var path = NextPath();
        var factory = Factory(options);
        using var file = LocalFileSystem.Instance.Create(path);
        using var account = _pool.CreateAccount("writer");
        try
        {
            using var writer = factory.Create(file, new FileWriteContext(schema, account, Cancellation));
            for (var first = 0; first < rows.Count; first += BatchLength)
                WriteBatch(writer, schema, [.. rows.Skip(first).Take(BatchLength)]);
            Assert.True(writer.EstimatedByteLength > 0);
            writer.Finish();
        }
        finally
        {
            Assert.Equal(0, account.UsedBytes);
        }

        file.Close();
        return path;
    }

    public ParquetFileWriterFactory Factory(params IReadOnlyList<(string Name, string Value)> options) =>
        ParquetFileWriterFactory.Create(new SourceOptions(options.ToDictionary(o => o.Name, o => o.Value), "parquet"), Conf);

    public static ParquetFile Footer(string path)
    {
        Assert.True(LocalFileSystem.Instance.TryGet(path, out var entry));
        return FooterReader.Read(LocalFileSystem.Instance, entry);
    }

    public MemoryAccount CreateAccount() => _pool.CreateAccount("test");

    public string NextPath() => Path.Combine(_folder, $"file{_fileCount++}.parquet");

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        _pool.Dispose();
    }

    private void WriteBatch(IFileWriter writer, StructType schema, List<object?[]> rows)
    {
        using var account = _pool.CreateAccount("batch");
        Selection? selection = null;
        if (IsEncoded && Random.Next(3) == 0)
        {
            var isSelected = new List<bool>();
            for (var i = 0; i < rows.Count; i++)
            {
                var repeats = Random.Next(3);
                for (var k = 0; k < repeats; k++)
                {
                    rows.Insert(i, rows[i]);
                    isSelected.Add(false);
                }

                i += repeats;
                isSelected.Add(true);
            }

            selection = new Selection(account);
            var words = selection.Begin(rows.Count);
            words.Clear();
            for (var i = 0; i < rows.Count; i++)
                Bitmaps.Assign(words, i, isSelected[i]);
            selection.Publish();
        }

        var vectors = new EncodedVectors(Random, account);
        var columns = new List<Vector>();
        for (var i = 0; i < schema.Fields.Count; i++)
        {
            object?[] values = [.. rows.Select(row => row[i])];
            columns.Add(IsEncoded ? vectors.Build(schema.Fields[i].DataType, values) : vectors.Flat(schema.Fields[i].DataType, values));
        }

        try
        {
            Vector[] shown = [.. columns.Select(column => IsEncoded && Random.Next(4) == 0 ? new Later(column) : column)];
            writer.Write(new RecordBatch().Set(rows.Count, shown, selection));
        }
        finally
        {
            columns.ForEach(column => column.Release());
            selection?.Dispose();
        }

        Assert.Equal(0, account.UsedBytes);
    }

    private sealed class Later(Vector vector) : LazyVector(vector.Type, vector.Length)
    {
        protected override Vector Read(Rows rows) => vector;
    }
}

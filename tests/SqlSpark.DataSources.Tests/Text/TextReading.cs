using System.Text;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Files;
using Xunit;

namespace SqlSpark.DataSources.Text;

/// <summary>Writes small files into a folder of its own and reads them back in checked memory.</summary>
internal sealed class TextReading : IDisposable
{
    private int _fileCount;

    public string Folder { get; } = Directory.CreateTempSubdirectory("sqlspark-text").FullName;

    public long SplitBytes { get; init; } = TextScan.DefaultSplitBytes;

    public int BlockBytes { get; init; } = TextBlocks.DefaultBlockBytes;

    public int BatchCapacity { get; init; } = 4096;

    public long Limit { get; init; } = long.MaxValue;

    public bool ReadsValues { get; init; } = true;

    /// <summary>The checked mode notes where each block was allocated, which costs more than reading a small file.</summary>
    public bool IsChecked { get; init; } = true;

    public CancellationToken Cancellation { get; init; }

    public string Write(string text, string? name = null) => Write(Encoding.UTF8.GetBytes(text), name);

    public string Write(byte[] bytes, string? name = null)
    {
        var path = Path.Combine(Folder, name ?? $"file{_fileCount++}.txt");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public static ITable Open(string path, StructType? schema = null, params (string Name, string Value)[] options) =>
        DataSourceRegistry.Get("text").Open(new TableRequest([path], options.ToDictionary(o => o.Name, o => o.Value), schema, ConfSnapshot.Default));

    public List<string> Read(string text, params (string Name, string Value)[] options) => Read(Open(Write(text), null, options));

    public List<string> Read(ITable table) => [.. ReadBytes(table).Select(Encoding.UTF8.GetString)];

    /// <summary>The bytes of each row; empty where values are not read.</summary>
    public List<byte[]> ReadBytes(ITable table)
    {
        var rows = new List<byte[]>();
        using var pool = new MemoryPool(1L << 30, new MemoryPoolOptions { IsChecked = IsChecked });
        using (var account = pool.CreateAccount("test"))
        {
            var scan = new TextScan((TextTable)table, ReadsValues, Limit, SplitBytes) { BlockBytes = BlockBytes };
            foreach (var split in scan.Splits)
            {
                using var reader = scan.Open(split, new ScanContext(account, BatchCapacity, Cancellation));
                while (reader.TryRead(out var batch))
                {
                    Assert.InRange(batch.RowCount, 1, BatchCapacity);
                    Assert.Equal(ReadsValues ? 1 : 0, batch.ColumnCount);
                    foreach (var row in batch.Rows)
                        rows.Add(ReadsValues ? ((FlatVector)batch[0]).Values<Utf8View>()[row].Bytes.ToArray() : []);
                }
            }

            Assert.Equal(0, account.UsedBytes);
        }

        return rows;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

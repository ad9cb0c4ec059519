using System.Text;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Csv;

/// <summary>Writes small files into a folder of its own and reads them back in checked memory.</summary>
internal sealed class CsvReading : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sqlspark-csv").FullName;
    private int _fileCount;

    public long SplitBytes { get; init; } = CsvScan.DefaultSplitBytes;

    public int BlockBytes { get; init; } = TextBlocks.DefaultBlockBytes;

    public int BatchCapacity { get; init; } = 4096;

    public long Limit { get; init; } = long.MaxValue;

    /// <summary>The checked mode notes where each block was allocated, which costs more than reading a small file.</summary>
    public bool IsChecked { get; init; } = true;

    public string Format { get; init; } = "csv";

    public string Folder => _folder;

    public string Write(string text, string? name = null) => Write(Encoding.UTF8.GetBytes(text), name);

    public string Write(byte[] bytes, string? name = null)
    {
        var path = Path.Combine(_folder, name ?? $"file{_fileCount++}.csv");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public static StructType Schema(string columns)
    {
        var schema = StructType.Empty;
        foreach (var column in columns.Split(", ", StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = column.Split(' ');
            schema = schema.Add(parts[0], TypeOf(parts[1]));
        }

        return schema;
    }

    public ITable Open(string path, string? schema = null, params (string Name, string Value)[] options) =>
        DataSourceRegistry.Get(Format).Open(new TableRequest(
            [path], options.ToDictionary(o => o.Name, o => o.Value), schema is null ? null : Schema(schema), ConfSnapshot.Default));

    /// <summary>The rows of a text as boxed values.</summary>
    public List<object?[]> Read(string text, string? schema, params (string Name, string Value)[] options) =>
        Read(Open(Write(text), schema, options));

    /// <summary>The rows of a text, one string each: values joined by bars, NULL for null.</summary>
    public string[] ReadText(string text, string? schema, params (string Name, string Value)[] options) =>
        [.. Read(text, schema, options).Select(Describe)];

    public static string Describe(object?[] row) => string.Join("|", row.Select(value => value switch
    {
        null => "NULL",
        double number => number.ToString("R", System.Globalization.CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        _ => value.ToString(),
    }));

    public List<object?[]> Read(ITable table, params int[] columns)
    {
        var rows = new List<object?[]>();
        using var pool = new MemoryPool(1L << 30, new MemoryPoolOptions { IsChecked = IsChecked });
        using (var account = pool.CreateAccount("test"))
        {
            var scan = new CsvScan((CsvTable)table, columns.Length > 0 ? columns : [.. Enumerable.Range(0, table.Schema.Fields.Count)], Limit, SplitBytes)
            {
                BlockBytes = BlockBytes,
            };
            foreach (var split in scan.Splits)
            {
                using var reader = scan.Open(split, new ScanContext(account, BatchCapacity, CancellationToken.None));
                while (reader.TryRead(out var batch))
                    Add(batch, rows);
            }
        }

        return rows;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Add(RecordBatch batch, List<object?[]> rows)
    {
        Xunit.Assert.InRange(batch.RowCount, 1, BatchCapacity);
        Xunit.Assert.True(batch.LiveCount > 0, "a batch without live rows");
        foreach (var row in batch.Rows)
        {
            var values = new object?[batch.ColumnCount];
            for (var i = 0; i < values.Length; i++)
                values[i] = BoxedValues.Get(batch[i], row);
            rows.Add(values);
        }
    }

    private static DataType TypeOf(string name) => name switch
    {
        "int" => IntegerType.Instance,
        "bigint" => LongType.Instance,
        "smallint" => ShortType.Instance,
        "tinyint" => ByteType.Instance,
        "float" => FloatType.Instance,
        "double" => DoubleType.Instance,
        "boolean" => BooleanType.Instance,
        "date" => DateType.Instance,
        "timestamp" => TimestampType.Instance,
        "timestamp_ntz" => TimestampNtzType.Instance,
        "binary" => BinaryType.Instance,
        "string" => StringType.Instance,
        "time" => TimeType.Default,
        _ when name.StartsWith("decimal(", StringComparison.Ordinal) => Decimal(name["decimal(".Length..^1].Split(',')),
        _ => throw new ArgumentException(name),
    };

    private static DecimalType Decimal(string[] parts) =>
        new(int.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture), int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture));
}

using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Tests.Parquet.Building;
using Xunit;

namespace SqlSpark.DataSources.Tests.Parquet;

/// <summary>Random rows in files of random layout come back as they are, whatever is read, skipped or cut short.</summary>
public sealed class ScanPropertyTests : IDisposable
{
    private static readonly int[] BatchCapacities = [1, 63, 64, 65, 4096];

    private readonly ParquetReading _parquet = new();
    private readonly MemoryPool _pool = new(1L << 30);

    public void Dispose()
    {
        _parquet.Dispose();
        _pool.Dispose();
    }

    public static TheoryData<int> Seeds(int first, int count) => [.. Enumerable.Range(first, count)];

    [Theory]
    [MemberData(nameof(Seeds), 0, 40)]
    public void Rows_of_random_columns_are_read_as_they_are(int seed)
    {
        var (path, columns, rows) = Build(seed);
        var table = ParquetReading.Open(path);
        var type = new StructType(EquatableArray.Create<StructField>([.. columns.Select(c => new StructField(c.Node.Name, c.Type))]));
        Assert.Equal(type.CatalogString, table.Schema.CatalogString);
        foreach (var capacity in BatchCapacities)
        {
            _parquet.BatchCapacity = capacity;
            Compare(rows, _parquet.Read(table.NewScanBuilder().Build()), seed, capacity);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds), 1000, 20)]
    public void Columns_that_are_touched_in_few_batches_have_the_rows_of_those(int seed)
    {
        var (path, _, rows) = Build(seed, TestColumn.Leaf(new Random(seed), "key", 1, 0));
        var random = new Random(seed);
        var key = (int)rows[random.Next(rows.Count)][0]!;
        var condition = Comparison.EqualTo(new BoundReference(0, IntegerType.Instance, true), new Literal(key, IntegerType.Instance));
        foreach (var capacity in BatchCapacities)
        {
            _parquet.BatchCapacity = capacity;
            var actual = _parquet.ReadWhere(ParquetReading.Open(path), [condition], row => (int)row[0]! == key, conditionColumn: 0);
            Compare([.. rows.Where(row => (int)row[0]! == key)], actual, seed, capacity);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds), 2000, 20)]
    public void Memory_comes_back_after_an_early_end_or_a_failure(int seed)
    {
        var (path, _, _) = Build(seed);
        var random = new Random(seed);
        _parquet.BatchCapacity = BatchCapacities[random.Next(BatchCapacities.Length)];
        _parquet.ReadBatches(ParquetReading.Open(path).NewScanBuilder().Build(), _ => { }, maxBatches: random.Next(3));
        Assert.Throws<InvalidOperationException>(() => _parquet.ReadBatches(
            ParquetReading.Open(path).NewScanBuilder().Build(), _ => throw new InvalidOperationException()));
        var bytes = File.ReadAllBytes(path);
        var footerLength = BitConverter.ToInt32(bytes, bytes.Length - 8);
        bytes.AsSpan(bytes.Length / 3, Math.Min(20, bytes.Length - 8 - footerLength - (bytes.Length / 3) is var room and > 0 ? room : 0)).Fill(0xFF);
        _parquet.TryRead(_parquet.Write(bytes));
    }

    [Theory]
    [MemberData(nameof(Seeds), 3000, 10)]
    public void Columns_are_read_in_the_order_asked_for(int seed)
    {
        var (path, columns, rows) = Build(seed);
        var builder = ParquetReading.Open(path).NewScanBuilder();
        int[] wanted = [.. Enumerable.Range(0, columns.Count).Reverse().Where(c => c % 2 == 0)];
        builder.Prune(wanted);
        Compare([.. rows.Select(row => Array.ConvertAll(wanted, c => row[c]))], _parquet.Read(builder.Build()), seed, 4096);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_leaf_of_each_kind_is_read_with_nulls_and_without(int optional)
    {
        for (var kind = 0; kind < TestColumn.LeafKindCount; kind++)
        {
            for (var round = 0; round < 4; round++)
            {
                var seed = 4000 + (kind * 10) + round;
                var random = new Random(seed);
                var (path, _, rows) = Build(seed, TestColumn.Leaf(random, "leaf", kind, optional * 0.4), only: true);
                _parquet.BatchCapacity = 65;
                Compare(rows, _parquet.Read(path), seed, 65);
            }
        }
    }

    private (string Path, List<TestColumn> Columns, List<object?[]> Rows) Build(int seed, TestColumn? first = null, bool only = false)
    {
        var random = new Random(seed);
        List<TestColumn> columns = first is null ? [] : [first];
        for (var i = only ? int.MaxValue : random.Next(5); i is >= 0 and < 5; i--)
            columns.Add(TestColumn.Any(random, $"c{i}", depth: random.Next(4)));
        int[] rowCounts = [1, 63, 64, 65, 200, 4096, 4097];
        var stored = new List<IReadOnlyList<object?[]>>();
        var rows = new List<object?[]>();
        for (var group = random.Next(1, 4); group > 0; group--)
        {
            var groupRows = new List<object?[]>();
            for (var count = rowCounts[random.Next(seed % 5 == 0 ? rowCounts.Length : 5)]; count > 0; count--)
            {
                var samples = columns.ConvertAll(column => column.Next());
                groupRows.Add([.. samples.Select(sample => sample.Stored)]);
                rows.Add([.. samples.Select(sample => sample.Boxed)]);
            }

            stored.Add(groupRows);
        }

        using var account = _pool.CreateAccount("builder");
        return (_parquet.Write(new ParquetFileBuilder(random, account).Build([.. columns.Select(c => c.Node)], stored)), columns, rows);
    }

    private static void Compare(List<object?[]> expected, List<object?[]> actual, int seed, int capacity)
    {
        for (var i = 0; i < Math.Min(expected.Count, actual.Count); i++)
        {
            var (wanted, found) = (ValueText.Of(expected[i]), ValueText.Of(actual[i]));
            Assert.True(wanted == found, $"seed {seed}, batches of {capacity}, row {i}:\n{wanted} expected\n{found} read");
        }

        Assert.True(expected.Count == actual.Count, $"seed {seed}, batches of {capacity}: {expected.Count} rows expected, {actual.Count} read");
    }
}

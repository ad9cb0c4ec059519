using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Tests.Columnar;
using SqlSpark.Core.Types;
using Xunit;

namespace SqlSpark.Core.Tests.Kernels;

/// <summary>Batch after batch, kernels and registers allocate nothing on the managed heap.</summary>
[Trait("Category", "Kernels")]
public sealed class AllocationTests : IDisposable
{
    private const int RowCount = 4096;

    private readonly VectorFactory _factory = new(isChecked: false);
    private readonly Random _random = new(3);

    public void Dispose() => _factory.Dispose();

    [Fact]
    public void Dense_kernels()
    {
        var (left, right) = (_random.Values<long>(RowCount), _random.Values<long>(RowCount));
        var doubles = _random.Values<double>(RowCount);
        var narrow = _random.Values<short>(RowCount);
        var result = new long[RowCount];
        var (words, validity, failures) = (new ulong[RowCount / 64], _random.Bitmap(RowCount), new ulong[RowCount / 64]);
        var (indices, hashes) = (new int[RowCount + 64], new ulong[RowCount]);
        AssertNothingAllocated(() =>
        {
            ComparisonKernels.Compare<long, LessThanOperation>(left, right, words);
            ComparisonKernels.CompareConstant<double, EqualOperation>(doubles, 1, words);
            BooleanKernels.And(words, validity, validity, [], words, failures);
            ArithmeticKernels.Apply<long, MultiplyOperation>(left, right, result);
            MapKernels.Try<long, long, long, CheckedOperation<long, AddOperation>>(left, right, Rows.Of(validity, RowCount), result, failures);
            WidenKernels.Widen<short, long>(narrow, result);
            var count = Bitmaps.ToIndices(validity, indices);
            GatherKernels.Gather<long>(left, indices.AsSpan(0, count), result);
            CompressKernels.Compress<long>(left, validity, result);
            HashKernels.Hash<double>(doubles, hashes);
            HashKernels.Combine(hashes, hashes);
            AggregateKernels.Sum<long>(left, Rows.Of(validity, RowCount));
            AggregateKernels.Sum<short>(narrow, Rows.Of(validity, RowCount));
            AggregateKernels.TryMax<double>(doubles, Rows.All(RowCount), out _);
        });
    }

    [Fact]
    public void Registers_and_copies()
    {
        var writers = new List<VectorWriter>();
        var actions = new List<Action>();
        var indices = new int[1000];
        for (var i = 0; i < indices.Length; i++)
            indices[i] = _random.Next(RowCount);
        var words = _random.Bitmap(RowCount);
        foreach (var type in VectorFactory.Types)
        {
            var column = _factory.RandomFlat(type, _random, RowCount);
            var writer = new VectorWriter(type, _factory.Account);
            writers.Add(writer);
            actions.Add(() =>
            {
                VectorCopy.Gather(column, indices, writer);
                writer.Begin(RowCount);
                VectorCopy.Merge(column, Rows.Of(words, RowCount), writer);
                writer.Publish();
                writer.Begin(0);
                VectorCopy.Append(column, Rows.Of(words, RowCount), writer);
                writer.Publish();
            });
        }

        AssertNothingAllocated(() => actions.ForEach(static a => a()));
        writers.ForEach(w => w.Dispose());
    }

    [Fact]
    public void Hashing_sorting_compacting_and_coalescing()
    {
        DataType[] types = [LongType.Instance, StringType.Instance, IntegerType.Instance];
        Vector[] columns =
        [
            _factory.RandomFlat(types[0], _random, RowCount), _factory.RandomFlat(types[1], _random, RowCount),
            _factory.Dictionary(types[2], [1, 2, null], [.. Enumerable.Range(0, RowCount).Select(i => (int?)(i % 3))], 1),
        ];
        using var hasher = new VectorHasher(_factory.Account);
        using var sorter = new RadixSorter(_factory.Account);
        using var compactor = new BatchCompactor(types, _factory.Account);
        using var coalescer = new BatchCoalescer(types, RowCount, _factory.Account);
        using var selection = new Selection(_factory.Account);
        var hashes = new ulong[RowCount];
        var (keys, rows) = (new ulong[RowCount], new int[RowCount]);
        var layout = new SortKeyLayout([new SortColumn(types[0]), new SortColumn(types[1]), new SortColumn(types[2], true)]);
        var rowKeys = new byte[RowCount * layout.KeyBytes];
        var words = new ulong[RowCount / 64];
        words.AsSpan().Fill(0x0101_0000_0001_0100);
        var batch = new RecordBatch();
        AssertNothingAllocated(() =>
        {
            hasher.Hash(columns, Rows.All(RowCount), hashes);
            SortKeyKernels.EncodeWords(layout.Columns[0], columns[0], Rows.All(RowCount), keys);
            SortKeyKernels.Encode(layout, columns, Rows.All(RowCount), rowKeys, layout.KeyBytes);
            sorter.Sort(keys, rows);
            words.CopyTo(selection.Begin(RowCount));
            batch.Set(RowCount, columns, selection.Publish());
            compactor.Compact(batch);
            coalescer.Add(batch);
        });
    }

    /// <summary>The first rounds let registers, pools and statics grow.</summary>
    private static void AssertNothingAllocated(Action action)
    {
        for (var i = 0; i < 30; i++)
            action();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 20; i++)
            action();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}

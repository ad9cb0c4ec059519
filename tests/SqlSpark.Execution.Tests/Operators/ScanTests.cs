using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;
using Xunit;

namespace SqlSpark.Execution.Operators;

public sealed class ScanTests
{
    [Theory]
    [MemberData(nameof(EngineFixture.Shapes), MemberType = typeof(EngineFixture))]
    public void Splits_are_read_in_order_and_their_readers_disposed(int batchCapacity, int morselRows, int workerCount)
    {
        using var engine = new EngineFixture(workerCount);
        var table = new NumbersTable(400, 0, 1, 700, 65);
        var conf = EngineFixture.Conf(batchCapacity, morselRows, workerCount);
        var relation = new LogicalRelation(table, [new AttributeReference("n", LongType.Instance)]);
        Assert.Equal(Enumerable.Range(0, 1166).Select(i => (long)i), engine.Longs(relation, conf));
        Assert.Equal(Enumerable.Range(0, 50).Select(i => (long)i), engine.Longs(EngineFixture.Limit(relation, 50), conf));
        Assert.Equal(0, table.OpenReaders);
    }

    [Fact]
    public void A_scan_without_splits_gives_no_rows()
    {
        using var engine = new EngineFixture();
        Assert.Empty(engine.Rows(new LogicalRelation(new NumbersTable(), [new AttributeReference("n", LongType.Instance)])));
    }

    [Fact]
    public void An_error_of_a_reader_fails_the_query_and_disposes_all_readers()
    {
        using var engine = new EngineFixture(workerCount: 4);
        var table = new NumbersTable(100_000, 100_000, -1, 100_000);
        using var result = engine.Engine.Execute(new LogicalRelation(table, [new AttributeReference("n", LongType.Instance)]), ConfSnapshot.Default);
        Assert.Equal("FILE_CORRUPT", Assert.Throws<SqlSparkException>(() => result.CollectRows()).Condition);
        Assert.Equal(0, table.OpenReaders);
        Assert.Equal(0, result.UsedBytes);
    }

    /// <summary>Numbers from 0 on in splits of given row counts; a split of -1 rows is corrupt.</summary>
    private sealed class NumbersTable(params int[] rowCounts) : ITable, IScanBuilder, IScan
    {
        private int _openReaders;

        public int OpenReaders => _openReaders;

        public string Name => "numbers";

        public string Format => "test";

        public StructType Schema { get; } = new([new StructField("n", LongType.Instance)]);

        public IReadOnlyList<ScanSplit> Splits { get; } = [.. rowCounts.Select((count, i) => new Split(i, rowCounts.Take(i).Sum(), count))];

        public IScanBuilder NewScanBuilder() => this;

        public IReadOnlyList<FilterPush> PushFilters(IReadOnlyList<Expression> conjuncts) => [.. conjuncts.Select(_ => FilterPush.Refused)];

        public void Prune(IReadOnlyList<int> columns) => Assert.Equal([0], columns);

        public bool PushLimit(long rowCount) => false;

        public ScanStatistics Estimate() => ScanStatistics.Unknown;

        public IScan Build() => this;

        public string Describe() => "test";

        public IScanReader Open(ScanSplit split, ScanContext context)
        {
            Interlocked.Increment(ref _openReaders);
            return new Reader(this, (Split)split, context);
        }

        private sealed record Split(int Ordinal, long FirstNumber, int RowCount) : ScanSplit(Ordinal, RowCount);

        private sealed class Reader(NumbersTable table, Split split, ScanContext context) : IScanReader
        {
            private readonly VectorWriter _writer = new(LongType.Instance, context.Account);
            private readonly RecordBatch _batch = new();
            private int _done;

            public bool TryRead(out RecordBatch batch)
            {
                batch = _batch;
                if (split.RowCount < 0)
                    throw CoreErrors.FileCorrupt("numbers", "test", "a split is corrupt");
                var count = Math.Min(split.RowCount - _done, context.BatchCapacity);
                if (count == 0)
                    return false;
                _writer.Begin(count);
                for (var i = 0; i < count; i++)
                    _writer.Values<long>()[i] = split.FirstNumber + _done + i;
                _batch.Set(count, [_writer.Publish()]);
                _done += count;
                return true;
            }

            public void Dispose()
            {
                _writer.Dispose();
                Interlocked.Decrement(ref table._openReaders);
            }
        }
    }
}

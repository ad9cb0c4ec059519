using SqlSpark.BuiltinFunctions;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Types;
using Xunit;
using static SqlSpark.Execution.Expressions;

namespace SqlSpark.Execution.Scheduling;

/// <summary>A whole pipeline, from the scan into the aggregation, allocates nothing managed for a batch once it has seen batches like it.</summary>
public sealed class SteadyPipelineTests
{
    private static readonly DataType Money = new DecimalType(12, 2);
    private static readonly AttributeReference Number = new("n", LongType.Instance);
    private static readonly AttributeReference Price = new("price", Money);
    private static readonly AttributeReference Text = new("s", StringType.Instance);

    [Theory]
    [InlineData(90, 19)]
    [InlineData(2, 2)]
    public async Task Scan_filter_project_and_aggregate_allocate_nothing(int percent, int groupCount)
    {
        using var engine = new EngineFixture(workerCount: 1, isChecked: false);
        var table = new RepeatingTable();
        var relation = new LogicalRelation(table, [Number, Price, Text]);
        var filter = new Filter(Comparison.LessThan(Remainder(Number, 100), Literal.Long(percent)), relation);
        var taxed = new Arithmetic(ArithmeticOperator.Multiply, Price, new Literal((Int128)119, new DecimalType(3, 2)), EvalMode.Ansi).As("taxed");
        var label = new CaseWhen([new CaseBranch(new Like(Text, Literal.String("%1%")), Text)], Literal.String("a text without the digit")).As("label");
        var project = new Project([taxed, label, Number], filter);
        var aggregate = new Aggregate(
            [label.ToAttribute()],
            [label.ToAttribute(), Call("sum", taxed.ToAttribute()).As("total"), Call("max", Number).As("last"), Call("count", Number).As("rows")],
            project);

        var rowCount = 0;
        await using (var result = engine.Engine.Execute(aggregate, EngineFixture.Conf(4096, 65536, 1)))
        {
            // The asynchronous call lends no thread: all batches come from one worker, whose allocations are counted.
            while (await result.NextAsync() is { } batch)
                rowCount += batch.LiveCount;
        }

        Assert.Equal(groupCount, rowCount);
        Assert.Equal(0, table.AllocatedBytes);
    }

    private static AggregateExpression Call(string name, Expression argument)
    {
        var function = (AggregateFunction)BuiltinFunctionRegistry.Instance.Find(name)!;
        var overload = function.Overloads.First(o => o.AcceptsCount(1) && o.Parameter(0).Accepts(argument.DataType));
        var bound = overload.Bind(new BindCall(name, [argument], ConfSnapshot.Default));
        return new AggregateExpression(new AggregateCall(function, [argument], bound with { Name = name }));
    }

    /// <summary>Two batches again and again. Looks what its thread, which does the work of the whole pipeline, allocates from one read to a later one.</summary>
    private sealed class RepeatingTable : ITable, IScanBuilder, IScan
    {
        private const int WarmUpCount = 40;
        private const int ReadCount = 240;

        public long AllocatedBytes { get; private set; }

        public string Name => "repeating";

        public string Format => "test";

        public StructType Schema { get; } = new(
            [new StructField("n", LongType.Instance), new StructField("price", Money), new StructField("s", StringType.Instance)]);

        public IReadOnlyList<ScanSplit> Splits { get; } = [new Split()];

        public IScanBuilder NewScanBuilder() => this;

        public IReadOnlyList<FilterPush> PushFilters(IReadOnlyList<Expression> conjuncts) => [.. conjuncts.Select(_ => FilterPush.Refused)];

        public void Prune(IReadOnlyList<int> columns) => Assert.Equal([0, 1, 2], columns);

        public bool PushLimit(long rowCount) => false;

        public ScanStatistics Estimate() => ScanStatistics.Unknown;

        public IScan Build() => this;

        public string Describe() => "test";

        public IScanReader Open(ScanSplit split, ScanContext context) => new Reader(this, context);

        private sealed record Split() : ScanSplit(0, 1);

        private sealed class Reader(RepeatingTable table, ScanContext context) : IScanReader
        {
            private readonly RecordBatch[] _batches = [Build(context, 0), Build(context, 17)];
            private int _count;
            private long _first;

            public bool TryRead(out RecordBatch batch)
            {
                if (_count == WarmUpCount)
                    _first = GC.GetAllocatedBytesForCurrentThread();
                if (_count == ReadCount)
                    table.AllocatedBytes = GC.GetAllocatedBytesForCurrentThread() - _first;
                batch = _batches[_count & 1];
                return _count++ < ReadCount;
            }

            public void Dispose()
            {
                foreach (var batch in _batches)
                    batch.Release();
            }

            private static RecordBatch Build(ScanContext context, int shift)
            {
                const int RowCount = 4096;
                using var numbers = new VectorWriter(LongType.Instance, context.Account);
                using var prices = new VectorWriter(Money, context.Account);
                using var texts = new VectorWriter(StringType.Instance, context.Account);
                foreach (var writer in (VectorWriter[])[numbers, prices, texts])
                    writer.Begin(RowCount);
                for (var row = 0; row < RowCount; row++)
                {
                    BoxedValues.Set(numbers, row, row % 11 == 0 ? null : (long)(row + shift));
                    BoxedValues.Set(prices, row, row % 13 == 0 ? null : (Int128)(row * 1_234_567L % 99_999));
                    BoxedValues.Set(texts, row, row % 17 == 0 ? null : $"the text number {(row + shift) % 100}");
                }

                return new RecordBatch().Set(RowCount, [numbers.Publish(), prices.Publish(), texts.Publish()]).Retain();
            }
        }
    }
}

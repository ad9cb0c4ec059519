using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Tests.Optimizer.Rules.Relations;

/// <summary>A table over the rows of a local relation, which takes pushed conditions in one way.</summary>
/// <param name="rows">The rows.</param>
/// <param name="answer">What it says to every condition. Exact ones are tested, the others are not.</param>
internal sealed class RowsTable(LocalRelation rows, FilterPush answer) : ITable, IScanBuilder, IScan
{
    private IReadOnlyList<Expression> _conditions = [];
    private IReadOnlyList<int> _columns = [];

    private EquatableArray<EquatableArray<object?>> Rows => rows.Rows;

    public string Name => "rows";

    public string Format => "test";

    /// <summary>The limit that was pushed, or null.</summary>
    public long? Limit { get; private set; }

    StructType ITable.Schema => rows.Schema;

    StructType IScan.Schema => new(_columns.Select(i => rows.Schema.Fields[i]).ToEquatableArray());

    public IReadOnlyList<ScanSplit> Splits => [new Split()];

    public IScanBuilder NewScanBuilder() => this;

    public ITable? Narrow(StructType schema) => new RowsTable(
        new LocalRelation(
            Enumerable.Range(0, schema.Fields.Count).Select(i => rows.Attributes[i] with { Type = schema.Fields[i].DataType }).ToEquatableArray(),
            rows.Rows.Map(row => NarrowFields(row, rows.Schema, schema))),
        answer);

    public IReadOnlyList<FilterPush> PushFilters(IReadOnlyList<Expression> conjuncts)
    {
        if (answer == FilterPush.Exact)
            _conditions = conjuncts;
        return [.. conjuncts.Select(_ => answer)];
    }

    public void Prune(IReadOnlyList<int> columns) => _columns = columns;

    public bool PushLimit(long rowCount)
    {
        Limit = rowCount;
        return false;
    }

    public ScanStatistics Estimate() => new(rows.Rows.Count, 1000);

    public IScan Build() => this;

    public string Describe() => "test";

    public IScanReader Open(ScanSplit split, ScanContext context) => new Reader(this, context);

    private static object? NarrowValue(object? value, DataType whole, DataType narrow) => (value, whole, narrow) switch
    {
        (null, _, _) => null,
        (EquatableArray<object?> fields, StructType from, StructType to) => NarrowFields(fields, from, to),
        (EquatableArray<object?> items, ArrayType from, ArrayType to) => items.Map(item => NarrowValue(item, from.ElementType, to.ElementType)),
        (MapValue map, MapType from, MapType to) => map with { Values = map.Values.Map(item => NarrowValue(item, from.ValueType, to.ValueType)) },
        _ => value,
    };

    private static EquatableArray<object?> NarrowFields(EquatableArray<object?> fields, StructType whole, StructType narrow) => narrow.Fields.Map(field =>
    {
        var i = Enumerable.Range(0, whole.Fields.Count).First(i => whole.Fields[i].Name == field.Name);
        return NarrowValue(fields[i], whole.Fields[i].DataType, field.DataType);
    });

    private static bool Matches(EquatableArray<object?> row, Expression condition) => ConstantFolder.TryFold(
        condition.TransformUp(e => e is BoundReference reference ? new Literal(row[reference.Ordinal], reference.Type) : e)) is { IsTrue: true };

    private sealed record Split() : ScanSplit(0, 1);

    private sealed class Reader(RowsTable table, ScanContext context) : IScanReader
    {
        private readonly VectorWriter[] _writers = [.. ((IScan)table).Schema.Fields.Select(field => new VectorWriter(field.DataType, context.Account))];
        private readonly Queue<EquatableArray<object?>> _rest = new(table.Rows.Where(row => table._conditions.All(condition => Matches(row, condition))));
        private readonly RecordBatch _batch = new();

        public bool TryRead(out RecordBatch batch)
        {
            batch = _batch;
            var count = Math.Min(_rest.Count, context.BatchCapacity);
            if (count == 0)
                return false;
            foreach (var writer in _writers)
                writer.Begin(count);
            for (var row = 0; row < count; row++)
            {
                var values = _rest.Dequeue();
                for (var i = 0; i < _writers.Length; i++)
                    BoxedValues.Set(_writers[i], row, values[table._columns[i]]);
            }

            _batch.Set(count, [.. _writers.Select(writer => writer.Publish())]);
            return true;
        }

        public void Dispose()
        {
            foreach (var writer in _writers)
                writer.Dispose();
        }
    }
}

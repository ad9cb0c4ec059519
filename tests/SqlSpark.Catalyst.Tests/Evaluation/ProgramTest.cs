using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Evaluation;

/// <summary>How a test stores a column.</summary>
public enum Storage
{
    Flat,
    Narrow,
    Dictionary,
    Constant,
    Lazy,
}

/// <summary>A column of test data.</summary>
public sealed record TestColumn(DataType Type, object?[] Values, Storage Storage = Storage.Flat)
{
    /// <summary>Dictionary entries that no row uses, for dictionary storage.</summary>
    public object?[] UnusedEntries { get; init; } = [];
}

/// <summary>Runs programs over test data in a checked pool, and shows that all memory comes back.</summary>
public abstract class ProgramTest : IDisposable
{
    private readonly MemoryPool _pool = new(1L << 30, new MemoryPoolOptions { IsChecked = true });
    private readonly List<IDisposable> _owned = [];
    private readonly List<Action> _releases = [];

    protected ProgramTest() => Account = _pool.CreateAccount("test");

    protected MemoryAccount Account { get; }

    public void Dispose()
    {
        foreach (var release in _releases)
            release();
        foreach (var owned in _owned)
            owned.Dispose();
        Assert.Equal(0, Account.UsedBytes);
        Account.Dispose();
        _pool.Dispose();
        GC.SuppressFinalize(this);
    }

    protected static BoundReference Column(int ordinal, DataType type, bool nullable = true) => new(ordinal, type, nullable);

    protected static ProgramStep.Project Project(params Expression[] expressions) => new(expressions.ToEquatableArray());

    protected static ProgramStep.Filter Filter(Expression condition) => new(condition);

    protected T Own<T>(T owned)
        where T : IDisposable
    {
        _owned.Add(owned);
        return owned;
    }

    protected RecordBatch Batch(int rowCount, IEnumerable<TestColumn> columns, Func<int, bool>? isLive = null)
    {
        Selection? selection = null;
        if (isLive is not null)
        {
            selection = Own(new Selection(Account));
            var words = selection.Begin(rowCount);
            words.Clear();
            for (var row = 0; row < rowCount; row++)
                Bitmaps.Assign(words, row, isLive(row));
            selection.Publish();
        }

        return new RecordBatch().Set(rowCount, columns.Select(c => Vector(rowCount, c)).ToArray(), selection);
    }

    protected Vector Vector(int rowCount, TestColumn column) => column.Storage switch
    {
        Storage.Constant => new ConstantVector(Flat(column.Type, column.Values[..1]), rowCount),
        Storage.Dictionary => Dictionary(rowCount, column),
        Storage.Lazy => new TestLazyVector(column.Type, rowCount, Flat(column.Type, column.Values)),
        Storage.Narrow => Flat(column.Type, column.Values, NarrowWidth(column)),
        _ => Flat(column.Type, column.Values),
    };

    protected Vector Flat(DataType type, object?[] values, PhysicalType? width = null)
    {
        var writer = Own(new VectorWriter(type, Account));
        writer.Begin(values.Length, width);
        for (var row = 0; row < values.Length; row++)
            BoxedValues.Set(writer, row, values[row]);
        return writer.Publish();
    }

    protected static EquatableArray<DataType> Types(IEnumerable<TestColumn> columns) => columns.Select(c => c.Type).ToEquatableArray();

    /// <summary>Compiles steps and runs them over one batch; the rows that are left, as objects.</summary>
    protected List<object?[]> Run(RecordBatch batch, params ProgramStep[] steps)
    {
        var types = batch.Vectors.ToArray().Select(v => v.Type).ToEquatableArray();
        var program = ExpressionProgram.Compile(types, steps);
        using var state = program.CreateState(new KernelContext(Account));
        return Rows(program.Run(state, batch));
    }

    /// <summary>The value of an expression in each live row.</summary>
    protected object?[] Evaluate(RecordBatch batch, Expression expression) => [.. Run(batch, Project(expression)).Select(r => r[0])];

    /// <summary>The value of an expression over literals, not folded by the caller.</summary>
    protected object? Evaluate(Expression expression) => Evaluate(new RecordBatch().Set(1, []), expression)[0];

    protected SqlSparkException Fails(Expression expression) => Assert.Throws<SqlSparkException>(() => Evaluate(expression));

    protected static List<object?[]> Rows(RecordBatch batch)
    {
        var rows = new List<object?[]>();
        var vectors = batch.Vectors.ToArray();
        foreach (var row in batch.Rows)
            rows.Add(Array.ConvertAll(vectors, v => BoxedValues.Get(v, row)));
        return rows;
    }

    private static PhysicalType NarrowWidth(TestColumn column)
    {
        var width = PhysicalType.Int8;
        foreach (var value in column.Values)
        {
            Int128 number = value switch
            {
                null => 0,
                sbyte v => v,
                short v => v,
                int v => v,
                long v => v,
                Int128 v => v,
                _ => throw new ArgumentException("only integers are stored narrow"),
            };
            while (width < PhysicalType.Int128 && (number >= Int128.One << ((width.ByteWidth() * 8) - 1) || number < -(Int128.One << ((width.ByteWidth() * 8) - 1))))
                width++;
        }

        return width > column.Type.PhysicalType ? column.Type.PhysicalType : width;
    }

    private unsafe DictionaryVector Dictionary(int rowCount, TestColumn column)
    {
        var entries = column.Values.Distinct().Concat(column.UnusedEntries).ToList();
        var dictionary = new VectorDictionary(Flat(column.Type, [.. entries]).Retain(), isUnique: false);
        var codeWidth = entries.Count <= 256 ? 1 : entries.Count <= 65536 ? 2 : 4;
        var codes = Account.Allocate(Math.Max(rowCount, 1) * codeWidth);
        for (var row = 0; row < rowCount; row++)
        {
            var code = entries.IndexOf(column.Values[row]);
            switch (codeWidth)
            {
                case 1:
                    codes.Address[row] = (byte)code;
                    break;
                case 2:
                    ((ushort*)codes.Address)[row] = (ushort)code;
                    break;
                default:
                    ((int*)codes.Address)[row] = code;
                    break;
            }
        }

        var vector = DictionaryVector.Own(dictionary, codeWidth, rowCount, codes, null);
        _releases.Add(vector.Release);
        return vector;
    }

    private sealed class TestLazyVector(DataType type, int length, Vector content) : LazyVector(type, length)
    {
        protected override Vector Read(Rows rows) => content;
    }
}

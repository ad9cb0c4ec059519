using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Catalyst.Tests.Evaluation.Programs;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Evaluation;

/// <summary>A call over one dictionary-coded column is computed once an entry.</summary>
public sealed class DictionaryEntriesTests : IDisposable
{
    private readonly MemoryPool _pool = new(64 << 20, new MemoryPoolOptions { IsChecked = true, UsesHugePages = false });
    private readonly MemoryAccount _account;
    private readonly CountingKernel _kernel = new();
    private readonly ProgramState _state;
    private readonly ExpressionProgram _program;
    private readonly Dictionary<object?[], VectorDictionary> _dictionaries = new(ReferenceEqualityComparer.Instance);

    public DictionaryEntriesTests()
    {
        _account = _pool.CreateAccount("test");
        var bound = new BoundFunction(IntegerType.Instance, true, Volatility.Immutable, true, NullBehavior.Propagate, _ => _kernel);
        var function = new ScalarFunction("hundred_by") { Group = FunctionGroup.Math, Usage = "hundred_by(a) - Returns 100 / a.", Examples = [] };
        var call = new ScalarCall(function, [new BoundReference(0, IntegerType.Instance, true)], bound);
        _program = ExpressionProgram.Compile([IntegerType.Instance], [new ProgramStep.Project([call])]);
        _state = _program.CreateState(new KernelContext(_account));
    }

    public void Dispose()
    {
        _state.Dispose();
        foreach (var dictionary in _dictionaries.Values)
            dictionary.Release();
        Assert.Equal(0, _account.UsedBytes);
        _account.Dispose();
        _pool.Dispose();
    }

    [Fact]
    public void Entries_are_computed_once_for_all_batches()
    {
        object?[] entries = [1, 2, 4, null, 2];
        Assert.Equal([100, 50, 25, null, 50, 100], Run(entries, [0, 1, 2, 3, 4, 0]));
        Assert.Equal([25, 25, 25, 25, 25], Run(entries, [2, 2, 2, 2, 2]));
        Assert.Equal(4, _kernel.RowCount);
    }

    [Fact]
    public void A_failed_entry_fails_when_a_live_row_uses_it()
    {
        object?[] entries = [1, 0, 5];
        Assert.Equal([100, 20, 100], Run(entries, [0, 2, 0]));
        Assert.Equal("DIVIDE_BY_ZERO", Assert.Throws<SqlSparkException>(() => Run(entries, [0, 2, 1])).Condition);
        Assert.Equal([20, 20, 20], Run(entries, [2, 2, 2]));
        Assert.Equal(3, _kernel.RowCount);
    }

    [Fact]
    public void A_failed_entry_is_harmless_in_rows_that_are_dead_or_null()
    {
        object?[] entries = [1, 0];
        Assert.Equal([100, 100], Run(entries, [0, 1, 0], live: [true, false, true]));
        Assert.Equal([100, null], Run(entries, [0, 1], nulls: [false, true]));
    }

    [Fact]
    public void More_entries_than_live_rows_are_not_computed()
    {
        object?[] entries = [1, 2, 4, 5];
        Assert.Equal([50, 25], Run(entries, [1, 0, 2], live: [true, false, true]));
        Assert.Equal(2, _kernel.RowCount);
    }

    [Fact]
    public void What_is_known_serves_batches_of_fewer_rows()
    {
        object?[] entries = [1, 2, 4, 5];
        Assert.Equal([100, 50, 25, 20], Run(entries, [0, 1, 2, 3]));
        Assert.Equal([20], Run(entries, [3]));
        Assert.Equal(4, _kernel.RowCount);
    }

    [Fact]
    public void Dictionaries_that_were_not_met_for_long_are_computed_again()
    {
        var dictionaries = Enumerable.Range(1, 6).Select(i => new object?[] { i, 2 * i }).ToArray();
        for (var round = 0; round < 2; round++)
        {
            foreach (var entries in dictionaries)
                Assert.Equal([100 / (int)entries[1]!, 100 / (int)entries[0]!], Run(entries, [1, 0]));
        }

        Assert.Equal(24, _kernel.RowCount);
        Run(dictionaries[5], [0, 1]);
        Assert.Equal(24, _kernel.RowCount);
    }

    private object?[] Run(object?[] entries, int[] picks, bool[]? live = null, bool[]? nulls = null)
    {
        using var inputs = new CaseInputs(_account);
        var column = new CaseColumn(entries, picks, nulls ?? new bool[picks.Length], ColumnStorage.Dictionary);
        var output = _program.Run(_state, inputs.Build(new CaseBatch(picks.Length, [column], live), [IntegerType.Instance], _dictionaries));
        var values = new List<object?>();
        foreach (var row in output.Rows)
            values.Add(BoxedValues.Get(output[0], row));
        return [.. values];
    }

    /// <summary>100 / a, and how many rows were computed.</summary>
    private sealed class CountingKernel : IScalarKernel
    {
        public int RowCount { get; private set; }

        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var values = ((FlatVector)arguments[0]).Values<int>();
            foreach (var row in rows)
            {
                RowCount++;
                if (values[row] == 0)
                    errors.Report(row, RowError.DivideByZero);
                else
                    result.Values<int>()[row] = 100 / values[row];
            }
        }
    }
}

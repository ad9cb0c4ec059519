using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Tests.Evaluation.Programs;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Evaluation;

/// <summary>Programs allocate nothing managed for a batch once they have seen batches like it.</summary>
public sealed class ProgramAllocationTests
{
    private static readonly DataType Money = new DecimalType(12, 4);
    private static readonly DataType Wide = new DecimalType(38, 10);
    private static readonly DataType[] Types = [IntegerType.Instance, StringType.Instance, Money, Wide, new ArrayType(IntegerType.Instance), DoubleType.Instance];
    private static readonly BoundReference Number = new(0, IntegerType.Instance, true);
    private static readonly BoundReference Text = new(1, StringType.Instance, true);
    private static readonly BoundReference Price = new(2, Money, true);
    private static readonly BoundReference Total = new(3, Wide, true);
    private static readonly BoundReference Items = new(4, new ArrayType(IntegerType.Instance), true);
    private static readonly BoundReference Ratio = new(5, DoubleType.Instance, true);

    private static Dictionary<string, Expression[]> Programs => new()
    {
        ["conditionals"] =
        [
            new If(Multiple(3), Number, Plus(Number, Number)),
            new CaseWhen([new CaseBranch(Multiple(2), Text), new CaseBranch(Multiple(5), Literal.String("five"))], TestCalls.Call("upper", Text)),
            new Coalesce([Price, new Cast(Number, Money, EvalMode.Try, "UTC"), Literal.Null(Money)]),
        ],
        ["conditions"] = [And.Of(Multiple(2), new Or(Multiple(3), new Like(Text, Literal.String("%1%"))), new IsNotNull(Price)), new In(Text, [Literal.String("text 1 of a batch"), Literal.String("x")])],
        ["strings"] =
        [
            TestCalls.Call("concat", Text, Literal.String(" and "), Text), TestCalls.Call("substring", Text, Literal.Int(2), Literal.Int(14)),
            TestCalls.Call("trim", Text), TestCalls.Call("length", Text), new Cast(Number, StringType.Instance, EvalMode.Ansi, "UTC"),
        ],
        ["decimal sum"] = [Plus(Price, Total)],
        ["decimal product"] = [new Arithmetic(ArithmeticOperator.Multiply, Price, Total, EvalMode.Try)],
        ["decimal quotient"] = [new Arithmetic(ArithmeticOperator.Divide, Total, Price, EvalMode.Try)],
        ["decimal remainder"] = [new Arithmetic(ArithmeticOperator.Remainder, Total, Price, EvalMode.Try)],
        ["decimal DIV"] = [new Arithmetic(ArithmeticOperator.IntegralDivide, Total, Price, EvalMode.Try)],
        ["decimal casts"] =
        [
            new Cast(Total, Money, EvalMode.Try, "UTC"), new Cast(Price, Wide, EvalMode.Try, "UTC"),
            Comparison.GreaterThan(new Cast(Price, Wide, EvalMode.Try, "UTC"), Total),
        ],
        ["floating point"] = [Plus(Ratio, Ratio), new Cast(Ratio, LongType.Instance, EvalMode.Try, "UTC"), new UnaryMinus(Ratio, EvalMode.Ansi)],
        ["nested values"] =
        [
            new CreateStruct(["a", "b"], [Plus(Number, Number), Text]), new GetStructField(new CreateStruct(["a", "b"], [Number, Text]), 1),
            new GetArrayItem(Items, Literal.Int(1), FailOnError: false), TestCalls.Call("array", Number, Plus(Number, Number)), TestCalls.Call("greatest", Number, Literal.Int(50)),
        ],
        ["lambdas"] = [HigherOrder("transform", x => Plus(x, Number)), HigherOrder("filter", x => Comparison.GreaterThan(x, Literal.Int(1)))],
    };

    public static TheoryData<string, ColumnStorage> Cases
    {
        get
        {
            var cases = new TheoryData<string, ColumnStorage>();
            foreach (var program in Programs.Keys.Where(IsMeasured))
            {
                foreach (var storage in (ColumnStorage[])[ColumnStorage.Flat, ColumnStorage.Dictionary])
                    cases.Add(program, storage);
            }

            return cases;
        }
    }

    // In unoptimized code a decimal row that overflows costs 24 bytes, which optimized code does without: measured in Release only.
    private static bool IsMeasured(string program) =>
#if DEBUG
        program is not ("decimal sum" or "decimal product" or "decimal casts");
#else
        true;
#endif

    [Theory]
    [MemberData(nameof(Cases))]
    public void No_batch_allocates_managed_memory(string name, ColumnStorage storage)
    {
        using var pool = new MemoryPool(256 << 20, new MemoryPoolOptions { IsChecked = false, UsesHugePages = false });
        using var account = pool.CreateAccount("test");
        var dictionaries = new Dictionary<object?[], VectorDictionary>(ReferenceEqualityComparer.Instance);
        var program = ExpressionProgram.Compile(
            Types.ToEquatableArray(), [new ProgramStep.Filter(Comparison.GreaterThan(Number, Literal.Int(3))), new ProgramStep.Project(Programs[name].ToEquatableArray())]);
        using (var inputs = new CaseInputs(account))
        using (var state = program.CreateState(new KernelContext(account)))
        {
            RecordBatch[] batches = [Input(inputs, storage, dictionaries, 1000, 0), Input(inputs, storage, dictionaries, 1000, 7)];
            Run(batches, 30);
            Assert.Equal(0, Run(batches, 30));

            long Run(RecordBatch[] over, int count)
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                for (var i = 0; i < count; i++)
                    program.Run(state, over[i & 1]);
                return GC.GetAllocatedBytesForCurrentThread() - before;
            }
        }

        foreach (var dictionary in dictionaries.Values)
            dictionary.Release();
    }

    private static RecordBatch Input(
        CaseInputs inputs, ColumnStorage storage, Dictionary<object?[], VectorDictionary> dictionaries, int rowCount, int shift)
    {
        object?[][] values =
        [
            [.. Enumerable.Range(0, 97).Select(i => i % 11 == 0 ? null : (object?)i)],
            [.. Enumerable.Range(0, 97).Select(i => i % 13 == 0 ? null : (object?)$"text {i} of a batch")],
            [.. Enumerable.Range(0, 97).Select(i => i % 17 == 0 ? null : (object?)(Int128)(i * 12_345))],
            [.. Enumerable.Range(0, 97).Select(i => (object?)((Int128)i * 1_000_000_000_000_000_000))],
            [.. Enumerable.Range(0, 97).Select(i => (object?)Enumerable.Range(0, i % 4).Select(k => (object?)k).ToEquatableArray())],
            [.. Enumerable.Range(0, 97).Select(i => (object?)(i / 7.0))],
        ];
        var columns = values.Select((v, c) => new CaseColumn(v, [.. Enumerable.Range(0, rowCount).Select(r => ((r * (c + 1)) + shift) % 97)], new bool[rowCount], storage));
        return inputs.Build(new CaseBatch(rowCount, [.. columns], null), Types, dictionaries);
    }

    private static Arithmetic Plus(Expression left, Expression right) => new(ArithmeticOperator.Add, left, right, EvalMode.Ansi);

    private static Comparison Multiple(int factor) =>
        Comparison.EqualTo(new Arithmetic(ArithmeticOperator.Remainder, Number, Literal.Int(factor), EvalMode.Ansi), Literal.Int(0));

    private static ScalarCall HigherOrder(string name, Func<Expression, Expression> body)
    {
        var variable = new NamedLambdaVariable("x", IntegerType.Instance, true, ExprId.New());
        return TestCalls.Call(name, Items, new LambdaFunction(body(variable), [variable]));
    }
}

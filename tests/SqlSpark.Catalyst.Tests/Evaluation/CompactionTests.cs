using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Types;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Evaluation;

/// <summary>Filters that leave few rows gather what later instructions read.</summary>
public sealed class CompactionTests : ProgramTest
{
    private static readonly DataType Text = StringType.Instance;

    public static TheoryData<Storage> Storages => [Storage.Flat, Storage.Dictionary, Storage.Constant, Storage.Lazy];

    [Theory]
    [MemberData(nameof(Storages))]
    public void A_batch_may_be_compacted_more_than_once(Storage storage)
    {
        const int rowCount = 4096;
        var texts = Enumerable.Range(0, rowCount).Select(i => (object?)(storage == Storage.Constant ? "a constant of many bytes" : i % 7 == 0 ? null : $"text {i % 50} of many bytes")).ToArray();
        var numbers = Enumerable.Range(0, rowCount).Select(i => (object?)i).ToArray();
        var text = Column(0, Text);
        var number = Column(1, IntegerType.Instance);
        ProgramStep[] steps =
        [
            Filter(Multiple(number, 10)), Filter(Long(text, 3)), Filter(Multiple(number, 100)), Filter(Long(text, 4)), Filter(Multiple(number, 1000)),
            Project(text, number, TestCalls.Call("upper", text)),
        ];
        var program = ExpressionProgram.Compile([Text, IntegerType.Instance], steps);
        using var state = program.CreateState(new KernelContext(Account));
        for (var round = 0; round < 2; round++)
        {
            var rows = Rows(program.Run(state, Batch(rowCount, [new(Text, texts, storage), new(IntegerType.Instance, numbers)])));
            Assert.Equal(
                Enumerable.Range(0, rowCount).Where(i => i % 1000 == 0 && texts[i] is not null).Select(i => new[] { texts[i], i, ((string?)texts[i])?.ToUpperInvariant() }),
                rows);
        }
    }

    private static Comparison Multiple(Expression number, int factor) =>
        Comparison.EqualTo(new Arithmetic(ArithmeticOperator.Remainder, number, Literal.Int(factor), EvalMode.Legacy), Literal.Int(0));

    private static Comparison Long(Expression text, int length) => Comparison.GreaterThan(TestCalls.Call("length", text), Literal.Int(length));
}

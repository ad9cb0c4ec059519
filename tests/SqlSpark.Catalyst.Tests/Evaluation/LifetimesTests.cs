using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Types;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Evaluation;

/// <summary>Results that are needed at the same time never share a writer; checked memory poisons one that is begun too early.</summary>
public sealed class LifetimesTests : ProgramTest
{
    private const int RowCount = 200;
    private static readonly BoundReference X = Column(0, IntegerType.Instance);
    private static readonly BoundReference S = Column(1, StringType.Instance);

    [Fact]
    public void A_conditional_inside_a_conditional_writes_elsewhere() => Computes(
        new If(Multiple(2), new If(Multiple(3), Times(X, 10), Times(X, 20)), new If(Multiple(5), Times(X, 30), Times(X, 40))),
        (x, _) => x * (x % 2 == 0 ? x % 3 == 0 ? 10 : 20 : x % 5 == 0 ? 30 : 40));

    [Fact]
    public void A_condition_inside_a_chain_of_conditions_writes_elsewhere() => Computes(
        new And(new Or(Multiple(2), new And(Multiple(3), Multiple(5))), new Or(Multiple(7), new Not(new And(Multiple(4), Multiple(3))))),
        (x, _) => (x % 2 == 0 || x % 15 == 0) && (x % 7 == 0 || x % 12 != 0));

    [Fact]
    public void An_arm_that_all_rows_take_is_kept_as_long_as_the_conditional()
    {
        var all = new If(Comparison.GreaterThanOrEqual(X, Literal.Int(0)), Times(X, 2), Times(X, 3));
        Computes(Add(all, Times(Add(X, Literal.Int(1)), 5)), (x, _) => (2 * x) + (5 * (x + 1)));
    }

    [Fact]
    public void A_part_of_a_text_keeps_the_text()
    {
        var twice = TestCalls.Call("concat", S, S);
        var part = TestCalls.Call("substring", twice, Literal.Int(3), Literal.Int(20));
        Computes(
            TestCalls.Call("concat", new If(Multiple(3), part, S), TestCalls.Call("concat", TestCalls.Call("upper", S), Literal.String("!"))),
            (x, s) => (x % 3 == 0 ? (s + s).Substring(2, 20) : s) + s.ToUpperInvariant() + "!");
    }

    [Fact]
    public void A_struct_keeps_the_fields_it_is_made_of()
    {
        var record = new CreateStruct(["a", "b"], [Times(X, 2), TestCalls.Call("concat", S, S)]);
        Computes(
            new CreateStruct(["c", "d"], [Add(new GetStructField(record, 0), Times(X, 7)), TestCalls.Call("concat", new GetStructField(record, 1), TestCalls.Call("concat", S, Literal.String("+")))]),
            (x, s) => Core.Collections.EquatableArray.Create<object?>([9 * x, s + s + s + "+"]));
    }

    [Fact]
    public void An_element_of_an_array_keeps_the_array()
    {
        var list = TestCalls.Call("array", TestCalls.Call("concat", S, Literal.String(" a")), TestCalls.Call("concat", S, Literal.String(" b")));
        Computes(
            TestCalls.Call("concat", TestCalls.Call("element_at", list, Literal.Int(2)), TestCalls.Call("concat", Literal.String("/"), S)),
            (_, s) => $"{s} b/{s}");
    }

    [Fact]
    public void Outputs_are_kept_to_the_end_of_the_program()
    {
        var sums = Enumerable.Range(1, 6).Select(i => (Expression)Add(Times(X, i), Literal.Int(i))).ToArray();
        var rows = Run(Input(), Project(sums));
        for (var x = 0; x < RowCount; x++)
            Assert.Equal(Enumerable.Range(1, 6).Select(i => (object?)((x * i) + i)), rows[x]);
    }

    [Fact]
    public void A_volatile_conditional_that_nobody_reads_disturbs_nothing()
    {
        var random = Comparison.LessThan(TestCalls.Call("rand"), Literal.Double(0.5));
        var rows = Run(
            Input(),
            Project(X, Times(X, 3), new If(random, new If(Multiple(2), Times(X, 4), Times(X, 5)), Times(X, 6))),
            Project(Column(1, IntegerType.Instance), Add(Column(1, IntegerType.Instance), Column(0, IntegerType.Instance))));
        for (var x = 0; x < RowCount; x++)
            Assert.Equal([3 * x, 4 * x], rows[x]);
    }

    private static Arithmetic Times(Expression value, int factor) => new(ArithmeticOperator.Multiply, value, Literal.Int(factor), EvalMode.Ansi);

    private static Arithmetic Add(Expression left, Expression right) => new(ArithmeticOperator.Add, left, right, EvalMode.Ansi);

    private static Comparison Multiple(int factor) =>
        Comparison.EqualTo(new Arithmetic(ArithmeticOperator.Remainder, X, Literal.Int(factor), EvalMode.Ansi), Literal.Int(0));

    private static string Text(int x) => $"number {x} in words";

    private Core.Columnar.RecordBatch Input() => Batch(
        RowCount,
        [new(IntegerType.Instance, [.. Enumerable.Range(0, RowCount).Select(x => (object?)x)]), new(StringType.Instance, [.. Enumerable.Range(0, RowCount).Select(Text)])]);

    /// <summary>The expression alone, and next to others that want writers of the same types before and after it.</summary>
    private void Computes(Expression expression, Func<int, string, object?> expected)
    {
        var values = Enumerable.Range(0, RowCount).Select(x => expected(x, Text(x))).ToArray();
        Assert.Equal(values, Evaluate(Input(), expression));
        var rows = Run(Input(), Project(Times(Add(X, X), 3), expression, TestCalls.Call("concat", S, Literal.String("...")), Add(X, Times(X, 9))));
        for (var x = 0; x < RowCount; x++)
            Assert.Equal([6 * x, values[x], Text(x) + "...", 10 * x], rows[x]);
    }
}

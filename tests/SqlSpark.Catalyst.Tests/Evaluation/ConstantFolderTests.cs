using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Evaluation;

public sealed class ConstantFolderTests
{
    [Fact]
    public void Strings_fold_unless_their_bytes_are_not_UTF8()
    {
        Assert.Equal(Literal.String("é"), ConstantFolder.TryFold(Text(0xC3, 0xA9)));
        Assert.Null(ConstantFolder.TryFold(Text(0x80)));
        Assert.Null(ConstantFolder.TryFold(Text(0x61, 0xC3)));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5000)]
    public void Many_casts_of_literals_fold_as_each_does_alone(int count)
    {
        var expressions = new List<Expression>();
        for (var i = 0; i < count; i++)
        {
            expressions.Add(new Cast(Literal.Int(i), LongType.Instance, EvalMode.Ansi, "UTC"));
            expressions.Add(new UnaryMinus(new Cast(Literal.String(i % 7 == 3 ? "no number" : $"{i}.5"), DoubleType.Instance, EvalMode.Legacy, "UTC"), EvalMode.Ansi));
            expressions.Add(new Cast(new Literal(i % 3 == 0 ? null : i, IntegerType.Instance), new DecimalType(4, 1), EvalMode.Ansi, "UTC"));
            expressions.Add(Literal.Int(i));
        }

        var folded = ConstantFolder.TryFold(expressions);
        for (var i = 0; i < folded.Length; i++)
            Assert.Equal(ConstantFolder.TryFold(expressions[i]), folded[i]);
        Assert.Equal(count > 1000, folded.Contains(null));
    }

    [Fact]
    public void Strings_of_many_fold_unless_their_bytes_are_not_UTF8() =>
        Assert.Equal((IEnumerable<Literal?>)[Literal.String("é"), null, Literal.String("a")], ConstantFolder.TryFold([Text(0xC3, 0xA9), Text(0x80), Text(0x61)]));

    private static Cast Text(params byte[] bytes) =>
        new(new Literal(EquatableArray.Create<byte>(bytes), BinaryType.Instance), StringType.Instance, EvalMode.Ansi, "UTC");
}

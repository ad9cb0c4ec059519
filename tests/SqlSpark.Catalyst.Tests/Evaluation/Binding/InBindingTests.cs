using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Evaluation.Binding;

public sealed class InBindingTests : ProgramTest
{
    [Theory]
    [InlineData(3, Storage.Flat)]
    [InlineData(3, Storage.Narrow)]
    [InlineData(3, Storage.Dictionary)]
    [InlineData(20, Storage.Flat)]
    [InlineData(20, Storage.Narrow)]
    [InlineData(20, Storage.Dictionary)]
    public void Finds_values_however_they_are_stored(int literalCount, Storage storage)
    {
        var type = new DecimalType(12, 2);
        var values = Enumerable.Range(0, 100).Select(i => i % 9 == 0 ? null : (object)(Int128)(i * 700)).ToArray();
        var literals = Enumerable.Range(0, literalCount).Select(i => (Expression)new Literal((Int128)(i * 2100), type)).ToEquatableArray();
        var actual = Evaluate(Batch(values.Length, [new TestColumn(type, values, storage)]), new In(Column(0, type), literals));
        Assert.Equal(values.Select(v => v is Int128 n ? n % 2100 == 0 && n / 2100 < literalCount : (object?)null), actual);
    }
}

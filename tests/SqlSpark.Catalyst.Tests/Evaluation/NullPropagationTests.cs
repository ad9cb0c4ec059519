using SqlSpark.Catalyst.Evaluation.Instructions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Evaluation;

public sealed class NullPropagationTests : ProgramTest
{
    [Fact]
    public void Rows_are_NULL_where_a_vector_a_code_or_the_entry_of_a_code_is()
    {
        var flat = Vector(4, new TestColumn(LongType.Instance, [1L, null, 3L, 4L]));
        var coded = Vector(4, new TestColumn(LongType.Instance, [1L, 1L, null, 2L], Storage.Dictionary));
        var writer = Own(new VectorWriter(LongType.Instance, Account));
        writer.Begin(4);
        Assert.True(NullPropagation.Apply([flat, coded], writer));
        Assert.Equal([true, false, false, true], Enumerable.Range(0, 4).Select(row => Bitmaps.Get(writer.Validity, row)));
        writer.Begin(4);
        Assert.True(NullPropagation.Apply([coded], writer));
        Assert.Equal([true, true, false, true], Enumerable.Range(0, 4).Select(row => Bitmaps.Get(writer.Validity, row)));
    }

    [Fact]
    public void Without_NULLs_there_is_no_validity()
    {
        var writer = Own(new VectorWriter(LongType.Instance, Account));
        writer.Begin(2);
        Assert.False(NullPropagation.Apply([Vector(2, new TestColumn(LongType.Instance, [1L, 2L], Storage.Dictionary))], writer));
    }
}

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

    private static Cast Text(params byte[] bytes) =>
        new(new Literal(EquatableArray.Create<byte>(bytes), BinaryType.Instance), StringType.Instance, EvalMode.Ansi, "UTC");
}

using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;
using SqlSpark.DataSources.Files.Writing;
using Xunit;

namespace SqlSpark.DataSources.Text;

public sealed class TextFileWriterTests : IDisposable
{
    private static readonly StructType Schema = StructType.Empty.Add("anything", StringType.Instance);

    private readonly FileWriting _writing = new() { Format = "text", BatchCapacity = 2 };

    public void Dispose() => _writing.Dispose();

    [Fact]
    public void Rows_are_lines_and_null_is_an_empty_one() =>
        Assert.Equal("a \"b\"\n\n\né and a long line\n", _writing.Text(Schema, [["a \"b\""], [null], [""], ["é and a long line"]]));

    [Fact]
    public void The_separator_can_be_chosen() => Assert.Equal("a||b||", _writing.Text(Schema, [["a"], ["b"]], ("lineSep", "||")));

    [Fact]
    public void Names_tell_the_codec()
    {
        _writing.Write(Schema, [["a"]], [], ("compression", "gzip"));
        Assert.EndsWith(".txt.gz", Assert.Single(_writing.Files()), StringComparison.Ordinal);
        Assert.Equal(["a"], _writing.Read());
    }

    [Fact]
    public void One_string_column_is_written_and_nothing_else()
    {
        var two = Schema.Add("b", StringType.Instance);
        Assert.Equal("_LEGACY_ERROR_TEMP_1290", Assert.Throws<SqlSparkException>(() => _writing.Write(two, [], [])).Condition);
        var number = StructType.Empty.Add("a", IntegerType.Instance);
        Assert.Equal("UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE", Assert.Throws<SqlSparkException>(() => _writing.Write(number, [], [])).Condition);
    }

    [Fact]
    public void With_a_partition_column_the_other_one_is_written()
    {
        var two = Schema.Add("b", IntegerType.Instance);
        _writing.Write(two, [["x", 1], ["y", 2]], [1]);
        Assert.Equal(["x|1", "y|2"], _writing.Read());
    }
}

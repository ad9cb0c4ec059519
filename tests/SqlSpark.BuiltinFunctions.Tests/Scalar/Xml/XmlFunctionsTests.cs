using Xunit;

namespace SqlSpark.BuiltinFunctions.Tests.Scalar.Xml;

public sealed class XmlFunctionsTests
{
    private const string Bomb = "<!DOCTYPE a [<!ENTITY e \"x\">]><a>&e;</a>";

    [Fact]
    public void Documents_with_a_DTD_are_malformed()
    {
        Assert.Equal("MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION", Queries.Error($"SELECT xpath_string('{Bomb}', 'a')").Condition);
        Assert.Equal("MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION", Queries.Error($"SELECT from_xml('{Bomb}', 'a STRING', map('mode', 'FAILFAST'))").Condition);
        Assert.Equal("{null}", Queries.Value($"SELECT CAST(from_xml('{Bomb}', 'a STRING') AS STRING)"));
    }

    [Fact]
    public void Deep_documents_end_in_an_answer() =>
        Assert.Equal("{null}", Queries.Value("SELECT CAST(from_xml(concat(repeat('<a>', 20000), repeat('</a>', 20000)), 'a STRING') AS STRING)"));

    [Theory]
    [InlineData("xpath_int('<a><b>x</b></a>', 'a/b')", 0)]
    [InlineData("xpath_long('<a><b>1e30</b></a>', 'number(a/b)')", 0L)]
    [InlineData("xpath_double('<a/>', 'a/b')", double.NaN)]
    [InlineData("xpath_boolean('<a/>', 'a/b')", false)]
    [InlineData("xpath_string('<a><b/></a>', 'a/c')", "")]
    [InlineData("xpath_string('', 'a')", null)]
    [InlineData("xpath_string('<a/>', '')", null)]
    [InlineData("xpath_string(NULL, 'a')", null)]
    public void Paths_without_nodes(string expression, object? expected) => Assert.Equal(expected, Queries.Value($"SELECT {expression}"));

    [Fact]
    public void What_is_no_path_is_an_error() => Assert.Equal("INVALID_PARAMETER_VALUE.PATTERN", Queries.Error("SELECT xpath_string('<a/>', 'a[')").Condition);

    [Fact]
    public void Paths_are_constants() => Assert.Equal("DATATYPE_MISMATCH.NON_FOLDABLE_INPUT", Queries.Error("SELECT xpath('<a/>', c) FROM VALUES ('a') AS t(c)").Condition);

    [Fact]
    public void What_is_written_can_be_read() =>
        Assert.Equal(
            true,
            Queries.Value("""
                SELECT to_json(from_xml(to_xml(s), 'struct<_id:int,a:array<struct<x:string,y:double>>,m:map<string,int>,t:string>')) = to_json(s)
                FROM (SELECT named_struct('_id', 7, 'a', array(named_struct('x', 'p & <q>', 'y', 1.5D), named_struct('x', '"', 'y', -2D)), 'm', map('k', 1), 't', 'u') AS s)
                """));

    [Fact]
    public void Rows_do_not_mix() =>
        Assert.Equal(
            ["{1, [1, 2]}", "{null, null}", null, "{3, [5]}"],
            Queries.Rows("""
                SELECT CAST(from_xml(x, 'a INT, b ARRAY<INT>') AS STRING)
                FROM VALUES ('<r><a>1</a><b>1</b><b>2</b></r>'), ('<r'), (NULL), ('<r><b>x</b><b>5</b><a>3</a></r>') AS t(x)
                """).Select(r => r[0]));

    [Theory]
    [InlineData("<p a=\"1\">t<b><c/></b><d>1</d><d>2.5</d><e>2020-01-02</e></p>", "STRUCT<_VALUE: STRING, _a: BIGINT, b: STRUCT<c: STRING>, d: ARRAY<DOUBLE>, e: DATE>")]
    public void Types_are_found(string xml, string expected) => Assert.Equal(expected, Queries.Value($"SELECT schema_of_xml('{xml}')"));
}

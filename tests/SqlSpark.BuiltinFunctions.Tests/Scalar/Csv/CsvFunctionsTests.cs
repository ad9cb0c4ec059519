using Xunit;

namespace SqlSpark.BuiltinFunctions.Tests.Scalar.Csv;

public sealed class CsvFunctionsTests
{
    [Theory]
    [InlineData("a,b,c", "{a, b, c}")]
    [InlineData("a,b", "{a, b, null}")]
    [InlineData("a,b,c,d", "{a, b, c}")]
    [InlineData("\"x,y\",\"a \\\\\"q\\\\\" b\",\"\"", "{x,y, a \"q\" b, null}")]
    [InlineData("\"a\"b,c", "{\"a\"b, c, null}")]
    [InlineData("\"open,c", "{open,c, null, null}")]
    [InlineData("\"a\" ,b", "{a, b, null}")]
    [InlineData(" a , b", "{ a ,  b, null}")]
    [InlineData("", "{null, null, null}")]
    [InlineData("a\nb", "{a, null, null}")]
    public void Lines_are_cut_as_the_source_cuts_them(string line, string expected) =>
        Assert.Equal(expected, Queries.Value($"SELECT CAST(from_csv('{line.Replace("\n", "\\n", StringComparison.Ordinal)}', 'a STRING, b STRING, c STRING') AS STRING)"));

    [Fact]
    public void Values_of_all_types() =>
        Assert.Equal(
            "{1, -2, 3, 4, 1.5, NaN, 1.20, true, 2020-01-02, 2020-01-02 03:04:05, 1 days, INTERVAL '1-2' YEAR TO MONTH}",
            Queries.Value("""
                SELECT CAST(from_csv('1|-2|3|4|1.5|NaN|1.2|TRUE|2020-01-02|2020-01-02 03:04:05|1 day|1-2',
                    'a TINYINT, b SMALLINT, c INT, d BIGINT, e FLOAT, f DOUBLE, g DECIMAL(5,2), h BOOLEAN, i DATE, j TIMESTAMP_NTZ, k INTERVAL, l INTERVAL YEAR TO MONTH', map('sep', '|')) AS STRING)
                """));

    [Fact]
    public void What_cannot_be_read_is_NULL_and_kept_in_the_corrupt_column() =>
        Assert.Equal(
            ["{1, null}", "{null, x}", "{null, 999999999999}", null],
            Queries.Rows("SELECT CAST(from_csv(t, 'a INT, _corrupt_record STRING') AS STRING) FROM VALUES ('1'), ('x'), ('999999999999'), (NULL) AS v(t)").Select(r => r[0]));

    [Theory]
    [InlineData("from_csv('x', 'a INT', map('mode', 'FAILFAST'))", "MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION")]
    [InlineData("from_csv('x', 'a INT', map('mode', 'DROPMALFORMED'))", "PARSE_MODE_UNSUPPORTED")]
    [InlineData("from_csv('x', 'a ARRAY<INT>')", "UNSUPPORTED_FEATURE.TYPE_IN_OPERATION")]
    [InlineData("from_csv('x', 'INT')", "INVALID_SCHEMA.NON_STRUCT_TYPE")]
    [InlineData("to_csv(1)", "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE")]
    [InlineData("schema_of_csv(CAST(NULL AS STRING))", "DATATYPE_MISMATCH.UNEXPECTED_NULL")]
    public void Errors(string expression, string condition) => Assert.Equal(condition, Queries.Error($"SELECT {expression}").Condition);

    [Fact]
    public void What_is_written_can_be_read()
    {
        var random = new Random(3);
        const string Characters = "ab, \"\\;#\n";
        for (var i = 0; i < 40; i++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(1, 7)).Select(_ => Characters[random.Next(Characters.Length)])]);
            var literal = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
            Assert.Equal(
                $"{{x, {text}, y}}",
                Queries.Value($$"""
                    SELECT CAST(from_csv(to_csv(named_struct('a', 'x', 'b', '{{literal}}', 'c', 'y'), map('ignoreLeadingWhiteSpace', 'false', 'ignoreTrailingWhiteSpace', 'false', 'quoteAll', 'true')),
                        'a STRING, b STRING, c STRING') AS STRING)
                    """));
        }
    }

    [Theory]
    [InlineData("1,12345678901,123456789012345678901,1.5,x,true,2020-01-02,2020-01-02 01:02:03,", "STRUCT<_c0: INT, _c1: BIGINT, _c2: DECIMAL(21,0), _c3: DOUBLE, _c4: STRING, _c5: BOOLEAN, _c6: DATE, _c7: TIMESTAMP, _c8: STRING>")]
    public void Types_are_found(string line, string expected) => Assert.Equal(expected, Queries.Value($"SELECT schema_of_csv('{line}')"));
}

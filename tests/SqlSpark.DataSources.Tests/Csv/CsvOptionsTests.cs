using System.Text;
using SqlSpark.Core.Errors;
using Xunit;

namespace SqlSpark.DataSources.Csv;

/// <summary>The options one by one. Expected values are Spark's; where they are surprising, CSVSuite or the parser behind it is the source.</summary>
public sealed class CsvOptionsTests
{
    private const string Text3 = "a string, b string, c string";

    [Theory]
    [InlineData("sep")]
    [InlineData("delimiter")]
    public void Sep_may_be_one_character(string option) => Reads("1;2;3\n", ["1|2|3"], (option, ";"));

    [Fact]
    public void Sep_may_be_several_characters() => Reads("1||2||3\n\"4||\"||5|6||\n", ["1|2|3", "4|||5|6|NULL"], ("sep", "||"));

    [Fact]
    public void Sep_may_be_a_character_beyond_ascii() => Reads("1¬2¬3\n", ["1|2|3"], ("sep", "¬"));

    [Fact]
    public void Sep_may_be_escaped() => Reads("1\t2\t3\n", ["1|2|3"], ("sep", "\\t"));

    [Theory]
    [InlineData("", "INVALID_DELIMITER_VALUE.EMPTY_STRING")]
    [InlineData("\\", "INVALID_DELIMITER_VALUE.SINGLE_BACKSLASH")]
    [InlineData("\\x", "INVALID_DELIMITER_VALUE.UNSUPPORTED_SPECIAL_CHARACTER")]
    public void Sep_that_is_no_delimiter_is_an_error(string sep, string condition) => Fails("1,2\n", condition, ("sep", sep));

    [Fact]
    public void Header_names_the_columns_of_each_file()
    {
        using var csv = new CsvReading();
        csv.Write("x,y\n1,2\n", "folder/1.csv");
        csv.Write("x,y\n3,4\n", "folder/2.csv");
        var table = csv.Open(Path.Combine(csv.Folder, "folder"), null, ("header", "true"));
        Assert.Equal("struct<x:string,y:string>", table.Schema.CatalogString);
        Assert.Equal(["1|2", "3|4"], csv.Read(table).Select(CsvReading.Describe));
    }

    [Fact]
    public void Header_names_that_are_empty_or_twice_there_get_their_position()
    {
        using var csv = new CsvReading();
        var table = csv.Open(csv.Write("a,,A,b\n1,2,3,4\n"), null, ("header", "true"));
        Assert.Equal("struct<a0:string,_c1:string,A2:string,b:string>", table.Schema.CatalogString);
    }

    [Fact]
    public void Header_follows_blank_lines_and_comments()
    {
        using var csv = new CsvReading();
        var table = csv.Open(csv.Write("\n  \n#c\na,b\n1,2\n"), null, ("header", "true"), ("comment", "#"));
        Assert.Equal("struct<a:string,b:string>", table.Schema.CatalogString);
        Assert.Equal(["1|2"], csv.Read(table).Select(CsvReading.Describe));
    }

    [Fact]
    public void Quote_and_escape_may_be_other_characters() =>
        Reads("'a,b',\"c\",'d#'e'\n", ["a,b|\"c\"|d'e"], ("quote", "'"), ("escape", "#"));

    [Fact]
    public void Quote_that_is_empty_turns_quoting_off() => Reads("\"a,b\",c\n", ["\"a|b\"|c"], ("quote", ""));

    [Fact]
    public void Escape_that_is_the_quote_reads_doubled_quotes() => Reads("\"a\"\"b\",\"\"\"\",\"c\"\n", ["a\"b|\"|c"], ("escape", "\""));

    [Fact]
    public void Doubled_quotes_stay_where_the_escape_is_a_backslash() => Reads("\"a\"\"b\",c,\"d\\\"e\"\n", ["\"a\"\"b\"|c|d\"e"]);

    [Fact]
    public void Char_to_escape_quote_escaping_escapes_the_escape() =>
        Reads("\"a#\\\",\"b\\\"\",\"#\\c\"\n", ["a\\|b\"|\\c"], ("charToEscapeQuoteEscaping", "#"));

    [Fact]
    public void Comment_lines_are_skipped() => Reads("#1,2,3\na,b,c\n #d,e,f\n", ["a|b|c", " #d|e|f"], ("comment", "#"));

    [Fact]
    public void Null_value_stands_for_null_quoted_or_not() =>
        Reads("NA,\"NA\",\n\"\",na,NAN\n", ["NULL|NULL|NULL", "|na|NAN"], ("nullValue", "NA"));

    [Fact]
    public void Empty_values_are_null_by_default_quoted_or_not() => Reads(",\"\",x\n", ["NULL|NULL|x"]);

    [Fact]
    public void Empty_value_is_what_quoted_empty_values_read_as() => Reads(",\"\",x\n", ["NULL|E|x"], ("emptyValue", "E"));

    [Theory]
    [InlineData(false, false, "  a |NULL|  ")]
    [InlineData(true, false, "a |NULL|NULL")]
    [InlineData(false, true, "  a|NULL|NULL")]
    [InlineData(true, true, "a|NULL|NULL")]
    public void White_space_is_kept_or_dropped(bool leading, bool trailing, string expected) =>
        Reads("  a ,,  \n", [expected], ("ignoreLeadingWhiteSpace", leading.ToString()), ("ignoreTrailingWhiteSpace", trailing.ToString()));

    [Fact]
    public void White_space_before_a_quote_counts_unless_it_is_dropped()
    {
        Reads(" \"a,b\",c\n", [" \"a|b\"|c"]);
        Reads(" \"a,b\" ,c,d\n", ["a,b|c|d"], ("ignoreLeadingWhiteSpace", "true"));
    }

    [Fact]
    public void Special_numbers_have_texts_of_their_own()
    {
        using var csv = new CsvReading();
        Assert.Equal(
            ["NaN|Infinity|-Infinity", "1.5|-0|3000"],
            csv.ReadText("?,max,min\n1.5,-0.0,3e3\n", "a double, b float, c double", ("nanValue", "?"), ("positiveInf", "max"), ("negativeInf", "min")));
    }

    [Fact]
    public void Permissive_keeps_what_can_be_read_and_the_record()
    {
        using var csv = new CsvReading();
        Assert.Equal(
            ["1|a|NULL", "NULL|b|x,b", "2|NULL|2", "3|c|3,c,d"],
            csv.ReadText("1,a\nx,b\n2\n3,c,d\n", "a int, b string, _corrupt_record string"));
    }

    [Fact]
    public void Column_name_of_corrupt_record_says_where_records_go_wherever_it_stands()
    {
        using var csv = new CsvReading();
        Assert.Equal(["NULL|1|a", "x,b|NULL|b"], csv.ReadText("1,a\nx,b\n", "bad string, a int, b string", ("columnNameOfCorruptRecord", "bad")));
    }

    [Fact]
    public void Dropmalformed_leaves_records_out_by_the_columns_that_are_read()
    {
        using var csv = new CsvReading();
        var table = csv.Open(csv.Write("1,a\nx,b\n2\n3,c\n"), "a int, b string", ("mode", "dropMalformed"));
        Assert.Equal(["1|a", "3|c"], csv.Read(table).Select(CsvReading.Describe));
        Assert.Equal(["a", "b", "NULL", "c"], csv.Read(table, 1).Select(CsvReading.Describe));
    }

    [Fact]
    public void Failfast_names_file_line_and_record()
    {
        using var csv = new CsvReading { SplitBytes = 6 };
        var path = csv.Write("1,a\r\n2,b\r\nx,c\r\n");
        var error = Assert.Throws<SqlSparkException>(() => csv.Read(csv.Open(path, "a int, b string", ("mode", "FAILFAST"))));
        Assert.Equal("FAILED_READ_FILE.NO_HINT", error.Condition);
        Assert.EndsWith(Path.GetFileName(path) + ", line 3", error.Parameters["path"], StringComparison.Ordinal);
        var cause = Assert.IsType<SqlSparkException>(error.InnerException);
        Assert.Equal("MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION", cause.Condition);
        Assert.Equal("x,c", cause.Parameters["badRecord"]);
    }

    [Fact]
    public void Corrupt_record_column_must_be_a_string_and_not_alone()
    {
        Fails("1\n", "INVALID_CORRUPT_RECORD_TYPE", "a int, _corrupt_record int");
        using var csv = new CsvReading();
        var table = csv.Open(csv.Write("1\n"), "a int, _corrupt_record string");
        var builder = table.NewScanBuilder();
        builder.Prune([1]);
        Assert.Equal("UNSUPPORTED_FEATURE.QUERY_ONLY_CORRUPT_RECORD_COLUMN", Assert.Throws<SqlSparkException>(() => builder.Build()).Condition);
    }

    [Fact]
    public void Encoding_may_be_latin_ascii_or_wide()
    {
        using var csv = new CsvReading { BlockBytes = 7 };
        byte[] bytes = [.. "caf"u8, 0xE9, .. ",x,\xFF"u8[..3], 0xFF, (byte)'\n', .. "abcdefgh,y,z\n"u8];
        Assert.Equal(["café|x|ÿ", "abcdefgh|y|z"], ReadBytes(csv, bytes, ("encoding", "ISO-8859-1")));
        Assert.Equal(["caf\uFFFD|x|\uFFFD", "abcdefgh|y|z"], ReadBytes(csv, bytes, ("charset", "us-ascii")));
        Assert.Equal(["café|x|😀", "1|2|3"], ReadBytes(csv, [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("café,x,😀\n1,2,3")], ("encoding", "UTF-16")));
        Fails("1\n", "UNSUPPORTED_FEATURE.OPTION", ("encoding", "EBCDIC"));
    }

    [Fact]
    public void Malformed_utf8_becomes_the_replacement_character()
    {
        using var csv = new CsvReading();
        byte[] bytes = [.. "a"u8, 0xC3, .. ",b\xC3\xA9"u8[..2], 0xC3, 0xA9, (byte)',', 0xFF, .. "0123456789abcdef\n"u8];
        Assert.Equal(["a\uFFFD|bé|\uFFFD0123456789abcdef"], ReadBytes(csv, bytes));
    }

    [Fact]
    public void Line_sep_may_be_another_character_or_two()
    {
        Reads("1,2,3;4,5,6;", ["1|2|3", "4|5|6"], ("lineSep", ";"));
        Reads("1,2,3\r\n4,5,6\r\n", ["1|2|3", "4|5|6"], ("lineSep", "\r\n"));
    }

    [Fact]
    public void Multi_line_values_keep_their_line_ends()
    {
        Reads("1,\"a\nb\",3\n4,\"c\n\nd\"\"e\",6\n", ["1|a\nb|3", "4|c\n\nd\"e|6"], ("multiLine", "true"), ("escape", "\""));
        Reads("1,\"a\r\nb\",3\r\n4,c,6\r\n", ["1|a\nb|3", "4|c|6"], ("multiLine", "true"));
    }

    [Fact]
    public void Multi_line_values_may_be_longer_than_a_block()
    {
        using var csv = new CsvReading { BlockBytes = 16, SplitBytes = 8 };
        var value = string.Join("\n", Enumerable.Repeat("0123456789", 20));
        Assert.Equal(["1|" + value + "|3", "4|5|6"], csv.ReadText($"1,\"{value}\",3\n4,5,6", Text3, ("multiLine", "true")));
    }

    [Fact]
    public void Quotes_end_with_the_line_unless_values_may_have_several() => Reads("1,\"a\nb\",3\n", ["1|a|NULL", "b\"|3|NULL"]);

    [Fact]
    public void Max_columns_and_max_chars_per_column_are_enforced()
    {
        Fails("1,2,3,4\n", "FAILED_READ_FILE.NO_HINT", Text3, ("maxColumns", "3"));
        Fails("1,abcdef,3\n", "FAILED_READ_FILE.NO_HINT", Text3, ("maxCharsPerColumn", "5"));
        Reads("1,abcde,3\n", ["1|abcde|3"], ("maxCharsPerColumn", "5"));
    }

    [Fact]
    public void Enforce_schema_false_compares_headers()
    {
        using var csv = new CsvReading();
        var path = csv.Write("a,B,d\n1,2,3\n");
        var error = Assert.Throws<SqlSparkException>(() => csv.Read(csv.Open(path, Text3, ("header", "true"), ("enforceSchema", "false"))));
        Assert.Equal("_LEGACY_ERROR_TEMP_3241", error.Condition);
        var pruned = csv.Open(path, Text3, ("header", "true"), ("enforceSchema", "false"));
        Assert.Equal(["1|2"], csv.Read(pruned, 0, 1).Select(CsvReading.Describe));
        Assert.Equal(["1|2|3"], csv.Read(csv.Open(path, Text3, ("header", "true"))).Select(CsvReading.Describe));
    }

    [Theory]
    [InlineData("locale", "de-DE")]
    [InlineData("unescapedQuoteHandling", "RAISE_ERROR")]
    [InlineData("singleVariantColumn", "v")]
    [InlineData("modifiedAfter", "2020-01-01T00:00:00")]
    public void Options_that_are_not_there_yet_are_refused(string option, string value) => Fails("1\n", "UNSUPPORTED_FEATURE.OPTION", (option, value));

    [Theory]
    [InlineData("quote", "ab", "_LEGACY_ERROR_TEMP_2145")]
    [InlineData("maxColumns", "many", "_LEGACY_ERROR_TEMP_2146")]
    [InlineData("header", "yes", "_LEGACY_ERROR_TEMP_2147")]
    public void Values_that_make_no_sense_are_errors(string option, string value, string condition) => Fails("1\n", condition, (option, value));

    [Fact]
    public void Column_pruning_false_counts_values_of_records_even_where_columns_are_left_out()
    {
        using var csv = new CsvReading();
        var table = csv.Open(csv.Write("1,2,3\n4,5\n"), Text3, ("columnPruning", "false"), ("mode", "DROPMALFORMED"));
        Assert.Equal(["1"], csv.Read(table, 0).Select(CsvReading.Describe));
    }

    private static void Reads(string text, string[] expected, params (string Name, string Value)[] options)
    {
        using var csv = new CsvReading();
        Assert.Equal(expected, csv.ReadText(text, Text3, options));
    }

    private static void Fails(string text, string condition, params (string Name, string Value)[] options) => Fails(text, condition, Text3, options);

    private static void Fails(string text, string condition, string schema, params (string Name, string Value)[] options)
    {
        using var csv = new CsvReading();
        Assert.Equal(condition, Assert.Throws<SqlSparkException>(() => csv.ReadText(text, schema, options)).Condition);
    }

    private static string[] ReadBytes(CsvReading csv, byte[] bytes, params (string Name, string Value)[] options) =>
        [.. csv.Read(csv.Open(csv.Write(bytes), Text3, options)).Select(CsvReading.Describe)];
}

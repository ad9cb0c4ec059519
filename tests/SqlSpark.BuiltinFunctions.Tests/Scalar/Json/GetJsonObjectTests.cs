using Xunit;

namespace SqlSpark.BuiltinFunctions.Tests.Scalar.Json;

/// <summary>Answers that Spark's JsonExpressionsSuite expects, and those that follow from Jackson's way of writing numbers and strings.</summary>
public sealed class GetJsonObjectTests
{
    private const string Store =
        """
        {"store":{"fruit":[{"weight":8,"type":"apple"},{"weight":9,"type":"pear"}],
        "basket":[[1,2,{"b":"y","a":"x"}],[3,4],[5,6]],"book":[{"author":"Nigel Rees","title":"Sayings of the Century","category":"reference","price":8.95},
        {"author":"Herman Melville","title":"Moby Dick","category":"fiction","price":8.99,"isbn":"0-553-21311-3"},
        {"author":"J. R. R. Tolkien","title":"The Lord of the Rings","category":"fiction","reader":[{"age":25,"name":"bob"},{"age":26,"name":"jack"}],"price":22.99,"isbn":"0-395-19395-8"}],
        "bicycle":{"price":19.95,"color":"red"}},"email":"amy@only_for_json_udf_test.net","owner":"amy","zip code":"94025","fb:testid":"1234"}
        """;

    [Theory]
    [InlineData("$.store.bicycle", """{"price":19.95,"color":"red"}""")]
    [InlineData("$.store.book[0]", """{"author":"Nigel Rees","title":"Sayings of the Century","category":"reference","price":8.95}""")]
    [InlineData("$.store.book[*].category", """["reference","fiction","fiction"]""")]
    [InlineData("$.store.book[*].isbn", """["0-553-21311-3","0-395-19395-8"]""")]
    [InlineData("$.store.book[*].reader", """[{"age":25,"name":"bob"},{"age":26,"name":"jack"}]""")]
    [InlineData("$.store.book[*].reader[0].age", "25")]
    [InlineData("$.store.book[*].reader[*].age", "[25,26]")]
    [InlineData("$.store.basket[0][1]", "2")]
    [InlineData("$.store.basket[*]", """[[1,2,{"b":"y","a":"x"}],[3,4],[5,6]]""")]
    [InlineData("$.store.basket[*][0]", "[1,3,5]")]
    [InlineData("$.store.basket[0][*]", """[1,2,{"b":"y","a":"x"}]""")]
    [InlineData("$.store.basket[*][*]", """[1,2,{"b":"y","a":"x"},3,4,5,6]""")]
    [InlineData("$.store.basket[0][2].b", "y")]
    [InlineData("$.store.basket[0][*].b", """["y"]""")]
    [InlineData("$.zip code", "94025")]
    [InlineData("$.fb:testid", "1234")]
    [InlineData("$['zip code']", "94025")]
    [InlineData("$.non_exist_key", null)]
    [InlineData("$.store.book[10]", null)]
    [InlineData("$.*", null)]
    [InlineData("$..no_recursive", null)]
    [InlineData("$.", null)]
    [InlineData("$[", null)]
    [InlineData("store", null)]
    public void Follows_paths_as_Hive(string path, string? expected) => Assert.Equal(expected, Find(Store, path));

    [Theory]
    [InlineData("""{"a":null,"a":1}""", "$.a", "1")]
    [InlineData("""{"a":1,"a":2}""", "$.a", "1")]
    [InlineData("null", "$", "null")]
    [InlineData("""{"a":1.50}""", "$.a", "1.5")]
    [InlineData("""{"a":1e10}""", "$.a", "1.0E10")]
    [InlineData("""{"a":12345678901234567890}""", "$.a", "12345678901234567890")]
    [InlineData("""{"a":"b\n\u00e9"}""", "$.a", "b\né")]
    [InlineData("""{"a":["b\n\u00e9"]}""", "$.a", """["b\né"]""")]
    [InlineData("""{"\u0061":1}""", "$.a", "1")]
    [InlineData("""{'a' : {'b' : 1}}""", "$.a", """{"b":1}""")]
    [InlineData("""{"a":1}, more""", "$.a", "1")]
    [InlineData("""{"a":1,"b":}""", "$.a", null)]
    [InlineData("""{"a":1""", "$.a", null)]
    [InlineData("", "$.a", null)]
    [InlineData("""{"a":[[],[[1]],[[2],[3]]]}""", "$.a[*][*]", "[1,2,3]")]
    [InlineData("""{"a":[{"b":[1]},{"b":[]}]}""", "$.a[*].b[*]", "[1],[]")]
    public void Reads_and_writes_as_Jackson(string json, string path, string? expected) => Assert.Equal(expected, Find(json, path));

    private static string? Find(string json, string path) => (string?)Queries.Value($"SELECT get_json_object('{Literal(json)}', '{Literal(path)}')");

    private static string Literal(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal);
}

using SqlSpark.Core.Errors;
using Xunit;

namespace SqlSpark.Core.Tests.Errors;

public sealed class ErrorConditionTests
{
    [Fact]
    public void Parameters_are_listed_once_in_order_of_appearance() =>
        Assert.Equal<string>(["b", "a-1", "c_2"], Of("<b> and <a-1> and <b> and <c_2>").ParameterNames);

    [Theory]
    [InlineData("a < b", "a < b")]
    [InlineData("a <> b", "a <> b")]
    [InlineData("<not closed", "<not closed")]
    [InlineData("<two words> <x>", "<two words> X")]
    [InlineData("<<x>>", "<X>")]
    [InlineData("<x><x>", "XX")]
    [InlineData("", "")]
    [InlineData("<", "<")]
    public void Only_names_in_angle_brackets_are_replaced(string template, string expected) =>
        Assert.Equal(expected, Of(template).FormatMessage(new Dictionary<string, string>(StringComparer.Ordinal) { ["x"] = "X" }));

    [Fact]
    public void A_value_is_not_searched_for_parameters() =>
        Assert.Equal("<y> 2", Of("<x> <y>").FormatMessage(new Dictionary<string, string>(StringComparer.Ordinal) { ["x"] = "<y>", ["y"] = "2" }));

    [Fact]
    public void A_parameter_without_a_value_stays() =>
        Assert.Equal("<x>", Of("<x>").FormatMessage(new Dictionary<string, string>(StringComparer.Ordinal)));

    [Fact]
    public void Lines_of_the_file_are_joined_by_newlines()
    {
        var conditions = ErrorConditionReader.Read("""{"A": {"message": ["one", "two"], "sqlState": "42000", "subClass": {"B": {"message": ["three"]}}}}"""u8);
        Assert.Equal("one\ntwo", conditions["A"].MessageTemplate);
        Assert.Equal("one\ntwo three", conditions["A.B"].MessageTemplate);
        Assert.Equal("42000", conditions["A.B"].SqlState);
    }

    [Fact]
    public void An_unknown_property_in_the_file_is_a_bug() =>
        Assert.Throws<InternalException>(() => ErrorConditionReader.Read("""{"A": {"massage": ["one"]}}"""u8));

    private static ErrorCondition Of(string template) => new("A", null, "42000", template, ErrorOrigin.Spark, hasSubConditions: false);
}

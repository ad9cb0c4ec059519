using Xunit;

namespace SqlSpark.BuiltinFunctions.Tests.Scalar.Strings;

public sealed class SentencesTests
{
    /// <summary>The breaks are those of <c>java.text.BreakIterator</c> of Java 17.</summary>
    [Theory]
    [InlineData("Hi there! Good morning. How\\'s it going?", "[[Hi, there], [Good, morning], [How's, it, going]]")]
    [InlineData("well-known e.g. this 3.14 and a_b foo.bar x", "[[well-known, e.g, this, 3.14, and, a_b, foo.bar, x]]")]
    [InlineData("Mr. Smith went. to 1,000.5 \"quoted text.\" End.", "[[Mr], [Smith, went, to, 1,000.5, quoted, text], [End]]")]
    [InlineData("B. C\tD... e? F", "[[B], [C, D, e], [F]]")]
    [InlineData("costs $5, really", "[[costs, really]]")]
    [InlineData("", "[]")]
    public void Words_of_sentences(string text, string expected) =>
        Assert.Equal(expected, Queries.Value($"SELECT CAST(sentences('{text}') AS STRING)"));

    [Fact]
    public void NULL_of_NULL_and_languages_do_not_matter() =>
        Assert.Equal([null, "[[a]]"], Queries.Rows("SELECT CAST(sentences(t, NULL, 'US') AS STRING) FROM VALUES (NULL), ('a') AS v(t)").Select(r => r[0]));
}

using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Types;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Evaluation.Binding;

public sealed class StringPredicateBindingTests : ProgramTest
{
    public static TheoryData<StringPredicateKind, Storage> Cases
    {
        get
        {
            var cases = new TheoryData<StringPredicateKind, Storage>();
            foreach (var kind in Enum.GetValues<StringPredicateKind>())
            {
                foreach (var storage in new[] { Storage.Flat, Storage.Dictionary, Storage.Constant })
                    cases.Add(kind, storage);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Equals_the_search_of_strings(StringPredicateKind kind, Storage storage)
    {
        var random = new Random(7);
        var texts = Enumerable.Range(0, 300).Select(_ => random.Next(10) == 0 ? null : Text(random, random.Next(20))).ToArray();
        var parts = texts.Select(t => random.Next(10) == 0 ? null : Part(random, t ?? "ab")).ToArray();
        if (storage == Storage.Constant)
            parts = [.. texts.Select(_ => "ab")];
        var batch = Batch(300, [new TestColumn(StringType.Instance, texts), new TestColumn(StringType.Instance, parts, storage)], row => row % 7 != 0);
        var actual = Evaluate(batch, new StringPredicate(kind, Column(0, StringType.Instance), Column(1, StringType.Instance)));
        var expected = texts.Zip(parts).Where((_, row) => row % 7 != 0).Select(p => Reference(kind, p.First, p.Second));
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void Finds_the_empty_part_everywhere()
    {
        foreach (var kind in Enum.GetValues<StringPredicateKind>())
            Assert.Equal(true, Evaluate(new StringPredicate(kind, Literal.String(""), Literal.String(""))));
    }

    private static object? Reference(StringPredicateKind kind, string? text, string? part) => (kind, text, part) switch
    {
        (_, null, _) or (_, _, null) => null,
        (StringPredicateKind.StartsWith, _, _) => text.StartsWith(part, StringComparison.Ordinal),
        (StringPredicateKind.EndsWith, _, _) => text.EndsWith(part, StringComparison.Ordinal),
        _ => text.Contains(part, StringComparison.Ordinal),
    };

    private static string Text(Random random, int length) => string.Concat(Enumerable.Range(0, length).Select(_ => random.Next(5) == 0 ? "b" : "a"));

    /// <summary>A part of a text, at times with another last letter.</summary>
    private static string Part(Random random, string text)
    {
        var start = random.Next(3) == 0 ? 0 : random.Next(text.Length + 1);
        var end = random.Next(3) == 0 ? text.Length : start + random.Next(text.Length - start + 1);
        return text[start..end] + (random.Next(4) == 0 ? "a" : "");
    }
}

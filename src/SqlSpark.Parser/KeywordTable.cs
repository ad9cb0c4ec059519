using Antlr4.Runtime;
using SqlSpark.Parser.Generated;

namespace SqlSpark.Parser;

/// <summary>From a word to its keyword's token type, without regard to case and without a copy of the word.</summary>
/// <remarks>Built from the grammar's vocabulary. An own hash table, since it is on the way of every first query.</remarks>
internal static class KeywordTable
{
    private const int SlotCount = 1024;   // three times the keywords: few collisions
    private const int MaxLength = 20;

    private static readonly string?[] Spellings = new string?[SlotCount];
    private static readonly short[] Types = new short[SlotCount];

    static KeywordTable()
    {
        var vocabulary = (Vocabulary)SqlSparkParser.DefaultVocabulary;
        for (var type = 1; type <= vocabulary.getMaxTokenType(); type++)
        {
            var literal = vocabulary.GetLiteralName(type);
            if (literal is null || !char.IsAsciiLetter(literal[1]))
                continue;
            Add(literal[1..^1], type);
        }

        Add("IDENTIFIER", SqlSparkParser.IDENTIFIER_CLAUSE);
    }

    /// <summary>The token type of the keyword <paramref name="word"/> spells, or <c>IDENTIFIER</c>.</summary>
    public static int TypeOf(ReadOnlySpan<char> word)
    {
        if (word.Length is < 2 or > MaxLength)
            return SqlSparkParser.IDENTIFIER;
        for (var slot = Slot(word); Spellings[slot] is { } spelling; slot = (slot + 1) % SlotCount)
            if (word.Equals(spelling, StringComparison.OrdinalIgnoreCase))
                return Types[slot];
        return SqlSparkParser.IDENTIFIER;
    }

    private static void Add(string spelling, int type)
    {
        var slot = Slot(spelling);
        while (Spellings[slot] is not null)
            slot = (slot + 1) % SlotCount;
        Spellings[slot] = spelling;
        Types[slot] = (short)type;
    }

    private static int Slot(ReadOnlySpan<char> word)
    {
        var hash = (uint)word.Length;
        foreach (var c in word)
            hash = hash * 31 + (c | 0x20u);
        return (int)((hash ^ (hash >> 15)) % SlotCount);
    }
}

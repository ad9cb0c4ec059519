namespace SqlSpark.Tpch.Text;

/// <summary>Words to draw from, each with a weight.</summary>
/// <param name="Words">The words in order.</param>
/// <param name="Weights">Their weights; of a nation its region.</param>
internal sealed record Distribution(string[] Words, int[] Weights)
{
    private static readonly Dictionary<string, Distribution> ByName = Read();

    public static Distribution Containers => ByName["containers"];

    public static Distribution Instructions => ByName["instructions"];

    public static Distribution Segments => ByName["segments"];

    public static Distribution Nations => ByName["nations"];

    public static Distribution Regions => ByName["regions"];

    public static Distribution Priorities => ByName["priorities"];

    public static Distribution Modes => ByName["modes"];

    public static Distribution Types => ByName["types"];

    public static Distribution Colors => ByName["colors"];

    public static Distribution Nouns => ByName["nouns"];

    public static Distribution Verbs => ByName["verbs"];

    public static Distribution Adverbs => ByName["adverbs"];

    public static Distribution Prepositions => ByName["prepositions"];

    public static Distribution Auxiliaries => ByName["auxiliaries"];

    public static Distribution Terminators => ByName["terminators"];

    public static Distribution Adjectives => ByName["adjectives"];

    private static Dictionary<string, Distribution> Read()
    {
        var lists = new Dictionary<string, List<(string Word, int Weight)>>(StringComparer.Ordinal);
        List<(string, int)> list = [];
        foreach (var line in Resources.Lines("distributions.txt"))
        {
            if (line.StartsWith('['))
                lists.Add(line[1..^1], list = []);
            else if (line.IndexOf('|', StringComparison.Ordinal) is var bar)
                list.Add((line[..bar], int.Parse(line.AsSpan(bar + 1), System.Globalization.CultureInfo.InvariantCulture)));
        }

        return lists.ToDictionary(
            l => l.Key, l => new Distribution([.. l.Value.Select(w => w.Word)], [.. l.Value.Select(w => w.Weight)]), StringComparer.Ordinal);
    }
}

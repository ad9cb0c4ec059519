using System.Text;

namespace SqlSpark.Sql.Golden;

/// <summary>Says where an answer differs from the golden one: line by line, <c>-</c> expected, <c>+</c> actual.</summary>
internal static class GoldenDiff
{
    private const int MaxLineCount = 40;

    /// <summary>The difference, or null when there is none.</summary>
    public static string? Of(GoldenEntry expected, GoldenEntry actual)
    {
        var actualOutput = ErrorJson.OnlyPartsOf(actual.Output, expected.Output);
        if (expected.Schema == actual.Schema && expected.Output == actualOutput)
            return null;
        var text = new StringBuilder().Append(expected.Sql).Append('\n');
        if (expected.Schema != actual.Schema)
            text.Append("- ").Append(expected.Schema).Append("\n+ ").Append(actual.Schema).Append('\n');
        return text.Append(Lines(expected.Output, actualOutput)).ToString();
    }

    /// <summary>The lines that only one of two texts has, each with a line that both have before it.</summary>
    public static string Lines(string expected, string actual)
    {
        var left = expected.Split('\n');
        var right = actual.Split('\n');
        var common = CommonLengths(left, right);
        var text = new StringBuilder();
        var (i, j, count) = (0, 0, 0);
        while ((i < left.Length || j < right.Length) && count < MaxLineCount)
        {
            if (i < left.Length && j < right.Length && left[i] == right[j])
            {
                if (IsDifference(i + 1, j + 1))
                    text.Append("  ").Append(left[i]).Append('\n');
                i++;
                j++;
                continue;
            }

            var removes = j == right.Length || (i < left.Length && common[i + 1, j] >= common[i, j + 1]);
            text.Append(removes ? "- " : "+ ").Append(removes ? left[i++] : right[j++]).Append('\n');
            count++;
        }

        return text.Append(count == MaxLineCount ? "  ...\n" : "").ToString();

        bool IsDifference(int x, int y) => (x < left.Length || y < right.Length) && (x == left.Length || y == right.Length || left[x] != right[y]);
    }

    /// <summary>The length of the longest common subsequence from each pair of positions on.</summary>
    private static int[,] CommonLengths(string[] left, string[] right)
    {
        var lengths = new int[left.Length + 1, right.Length + 1];
        for (var i = left.Length - 1; i >= 0; i--)
        {
            for (var j = right.Length - 1; j >= 0; j--)
                lengths[i, j] = left[i] == right[j] ? lengths[i + 1, j + 1] + 1 : Math.Max(lengths[i + 1, j], lengths[i, j + 1]);
        }

        return lengths;
    }
}

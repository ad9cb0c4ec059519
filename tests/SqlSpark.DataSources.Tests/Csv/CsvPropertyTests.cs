using System.Globalization;
using System.Text;
using Xunit;

namespace SqlSpark.DataSources.Csv;

/// <summary>Random texts, read with all sizes of splits, blocks and batches, against the reference.</summary>
public sealed class CsvPropertyTests
{
    private static readonly int[] BatchCapacities = [1, 63, 64, 65, 4096];

    private const int ColumnCount = 3;

    [Theory]
    [InlineData(',', '"', '\\', false, false)]
    [InlineData(',', '"', '"', false, false)]
    [InlineData('|', '\'', '\\', true, true)]
    [InlineData('\t', '"', '\\', true, false)]
    [InlineData(';', '"', '/', false, true)]
    public void Texts_of_structural_characters_read_as_the_reference_reads_them(char delimiter, char quote, char escape, bool trimsStart, bool trimsEnd)
    {
        var reference = new ReferenceCsv { Delimiter = delimiter, Quote = quote, Escape = escape, TrimsStart = trimsStart, TrimsEnd = trimsEnd };
        var alphabet = $"{delimiter}{delimiter}{quote}{quote}{escape} \n\nab\r";
        for (var seed = 0; seed < 120; seed++)
        {
            var random = new Random(seed);
            var text = RandomText(random, alphabet, random.Next(120));
            Check(reference, text, seed, random);
        }
    }

    [Fact]
    public void Texts_with_long_values_and_quotes_read_as_the_reference_reads_them()
    {
        var reference = new ReferenceCsv();
        for (var seed = 0; seed < 40; seed++)
        {
            var random = new Random(seed);
            var text = new StringBuilder();
            for (var row = random.Next(200); row >= 0; row--)
            {
                for (var column = 0; column < ColumnCount; column++)
                {
                    if (column > 0)
                        text.Append(',');
                    var value = RandomText(random, "abcdefgh ,é€", random.Next(random.Next(10) == 0 ? 200 : 20)).TrimStart();
                    text.Append(random.Next(2) == 0 ? "\"" + value + "\"" : value.Replace(',', '.'));
                }

                text.Append(random.Next(3) == 0 ? "\r\n" : "\n");
            }

            Check(reference, text.ToString(), seed, random);
        }
    }

    private static void Check(ReferenceCsv reference, string text, int seed, Random random)
    {
        var splitBytes = random.Next(1, 40);
        var blockBytes = random.Next(1, 100);
        var batchCapacity = BatchCapacities[random.Next(BatchCapacities.Length)];
        using var csv = new CsvReading { SplitBytes = splitBytes, BlockBytes = blockBytes, BatchCapacity = batchCapacity, IsChecked = seed % 20 == 0 };
        var expected = reference.Parse(text).Select(Expected).ToArray();
        var options = new (string, string)[]
        {
            ("sep", reference.Delimiter == '\t' ? "\\t" : reference.Delimiter.ToString()), ("quote", reference.Quote.ToString()),
            ("escape", reference.Escape.ToString()), ("ignoreLeadingWhiteSpace", reference.TrimsStart.ToString()),
            ("ignoreTrailingWhiteSpace", reference.TrimsEnd.ToString()), ("nullValue", "NIL"),
        };
        var actual = csv.Read(text, "a string, b string, c string, _corrupt_record string", options)
            .Select(row => CsvReading.Describe(row[..ColumnCount])).ToArray();
        var context = string.Create(
            CultureInfo.InvariantCulture, $"seed {seed}, splits {splitBytes}, blocks {blockBytes}, batches {batchCapacity}\n{Visible(text)}\n");
        for (var i = 0; i < Math.Min(expected.Length, actual.Length); i++)
            Assert.True(expected[i] == actual[i], $"{context}record {i}: {Visible(expected[i])} expected, {Visible(actual[i])} read");
        Assert.True(expected.Length == actual.Length, $"{context}{expected.Length} records expected, {actual.Length} read");
    }

    private static string Expected(string?[] values) =>
        string.Join("|", Enumerable.Range(0, ColumnCount).Select(i => i < values.Length && values[i] is { } value ? value : "NULL"));

    private static string RandomText(Random random, string alphabet, int length)
    {
        var text = new StringBuilder(length);
        for (var i = 0; i < length; i++)
            text.Append(alphabet[random.Next(alphabet.Length)]);
        return text.ToString();
    }

    private static string Visible(string text) =>
        text.Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal);
}

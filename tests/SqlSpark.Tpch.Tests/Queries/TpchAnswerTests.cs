using SqlSpark.Core.Types;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Tpch.Queries;

public sealed class TpchAnswerTests
{
    private static readonly DataType[] TypesOfQuery1 =
    [
        StringType.Instance, StringType.Instance, new DecimalType(25, 2), new DecimalType(25, 2), new DecimalType(38, 4), new DecimalType(38, 6),
        new DecimalType(19, 6), new DecimalType(19, 6), new DecimalType(19, 6), LongType.Instance,
    ];

    public static TheoryData<int> Numbers => [.. Enumerable.Range(1, TpchQueries.Count)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Every_query_has_a_text_its_tables_and_answers(int number)
    {
        Assert.Contains("select", TpchQueries.Get(number), StringComparison.OrdinalIgnoreCase);
        Assert.NotEmpty(TpchQueries.TablesOf(number));
        Assert.NotNull(TpchAnswer.Find(TpchScale.One, number));
        Assert.NotNull(TpchAnswer.Find(TestData.ScaleOf("0.01"), number));
        Assert.Null(TpchAnswer.Find(TestData.ScaleOf("10"), number));
    }

    [SkippableTheory]
    [InlineData("0.01")]
    [InlineData("1")]
    public void Answers_are_those_of_the_reference(string scale)
    {
        var folder = RepositoryRoot.Shared("tpch", "answers", $"sf{scale}");
        Skip.If(folder is null, "no reference data");
        foreach (var file in Directory.GetFiles(folder))
            Assert.Equal(File.ReadAllText(file), Resources.Get($"answers/sf{scale}/{Path.GetFileName(file)}"));
    }

    [Fact]
    public void Knows_the_tables_of_queries()
    {
        Assert.Equal([TpchTable.LineItem], TpchQueries.TablesOf(1));
        Assert.Equal([TpchTable.Nation, TpchTable.Supplier, TpchTable.PartSupp], TpchQueries.TablesOf(11));
        Assert.Equal([TpchTable.Part, TpchTable.LineItem], TpchQueries.TablesOf(14));
    }

    [Fact]
    public void Averages_agree_in_the_digits_of_their_type()
    {
        var (answer, rows) = Query1();
        Assert.Null(answer.FindDifference(TypesOfQuery1, rows));
        rows[2][6] = Move(rows[2][6]!, -0.000001m);
        Assert.Null(answer.FindDifference(TypesOfQuery1, rows));
        rows[2][6] = Move(rows[2][6]!, -0.000001m);
        Assert.Contains("row 3, avg_qty", answer.FindDifference(TypesOfQuery1, rows));
    }

    [Theory]
    [InlineData(0, "X")]
    [InlineData(2, "37734107.01")]
    [InlineData(5, "0")]
    [InlineData(9, null)]
    public void Everything_else_must_be_equal(int column, string? cell)
    {
        var (answer, rows) = Query1();
        rows[0][column] = cell;
        Assert.StartsWith("row 1, ", answer.FindDifference(TypesOfQuery1, rows));
    }

    [Fact]
    public void Trailing_zeros_of_amounts_do_not_matter()
    {
        var (answer, rows) = Query1();
        rows[0][2] = rows[0][2]!.TrimEnd('0').TrimEnd('.');
        Assert.Null(answer.FindDifference(TypesOfQuery1, rows));
    }

    [Fact]
    public void Rows_must_be_as_many_and_in_order()
    {
        var (answer, rows) = Query1();
        Assert.Equal("3 rows, not 4", answer.FindDifference(TypesOfQuery1, rows[..3]));
        Assert.Equal("9 columns, not 10", answer.FindDifference(TypesOfQuery1[..9], rows));
        (rows[0], rows[1]) = (rows[1], rows[0]);
        Assert.NotNull(answer.FindDifference(TypesOfQuery1, rows));
    }

    [Fact]
    public void Null_is_equal_to_null_only()
    {
        var answer = TpchAnswer.Find(TpchScale.One, 6)!;
        Assert.NotNull(answer.FindDifference([new DecimalType(38, 4)], [[null]]));
    }

    [Fact]
    public void Doubles_agree_in_nine_digits()
    {
        var answer = TpchAnswer.Find(TpchScale.One, 17)!;
        Assert.Null(answer.FindDifference([DoubleType.Instance], [["348406.05428571"]]));
        Assert.NotNull(answer.FindDifference([DoubleType.Instance], [["348406.06"]]));
    }

    private static (TpchAnswer Answer, string?[][] Rows) Query1()
    {
        var answer = TpchAnswer.Find(TpchScale.One, 1)!;
        var rows = answer.Rows.Select(row => row.ToArray()).ToArray();
        foreach (var row in rows)
        {
            for (var column = 6; column < 9; column++)
                row[column] = Move(row[column]!, 0);
        }

        return (answer, rows);
    }

    private static string Move(string number, decimal by) =>
        (Math.Round(decimal.Parse(number, System.Globalization.CultureInfo.InvariantCulture), 6) + by).ToString(System.Globalization.CultureInfo.InvariantCulture);
}

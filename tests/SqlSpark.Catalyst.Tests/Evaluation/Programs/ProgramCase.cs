using System.Globalization;
using System.Text;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Tests.Evaluation.Programs;

/// <summary>How a random column is stored.</summary>
public enum ColumnStorage
{
    Flat,
    Narrow,
    Sliced,
    Constant,

    /// <summary>Codes over the values; entries may repeat, be NULL or be used by no row.</summary>
    Dictionary,

    /// <summary>Codes gathered through codes.</summary>
    GatheredDictionary,
    SlicedDictionary,

    /// <summary>Read at first touch; rows that nobody wanted then hold other values.</summary>
    Lazy,
    LazyDictionary,
}

/// <summary>A column of a random batch: row i holds <c>Values[Picks[i]]</c>, or NULL where <c>Nulls</c> says so.</summary>
/// <param name="Values">The values that occur; the entries of a dictionary.</param>
/// <param name="Picks">One index into the values a row.</param>
/// <param name="Nulls">Rows that are NULL whatever they picked.</param>
/// <param name="Storage">How it is stored.</param>
public sealed record CaseColumn(object?[] Values, int[] Picks, bool[] Nulls, ColumnStorage Storage)
{
    /// <summary>The value of a row.</summary>
    public object? this[int row] => Nulls[row] ? null : Values[Picks[row]];

    /// <summary>The first rows.</summary>
    public CaseColumn Take(int start, int count) => this with { Picks = Picks[start..(start + count)], Nulls = Nulls[start..(start + count)] };
}

/// <summary>A random batch.</summary>
/// <param name="RowCount">Rows.</param>
/// <param name="Columns">The columns.</param>
/// <param name="Live">The selected rows; null for all.</param>
public sealed record CaseBatch(int RowCount, CaseColumn[] Columns, bool[]? Live)
{
    /// <summary>A run of the rows.</summary>
    public CaseBatch Take(int start, int count) =>
        new(count, [.. Columns.Select(c => c.Take(start, count))], Live?[start..(start + count)]);
}

/// <summary>A random program with the batches that one state runs it over.</summary>
/// <param name="Seed">Where it came from.</param>
/// <param name="Types">The types of the columns.</param>
/// <param name="Steps">The program.</param>
/// <param name="Batches">The batches, in order. Equal dictionaries of one column are one dictionary.</param>
public sealed record ProgramCase(int Seed, DataType[] Types, ProgramStep[] Steps, CaseBatch[] Batches)
{
    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"seed {Seed}, columns {string.Join(", ", Types.Select(t => t.SimpleString))}");
        foreach (var step in Steps)
        {
            text.AppendLine(step switch
            {
                ProgramStep.Filter filter => $"  filter {filter.Condition}",
                ProgramStep.Project project => $"  project {string.Join("\n          ", project.Expressions.Select(e => $"{e} : {e.DataType.SimpleString}"))}",
                _ => throw new ArgumentException("an unknown step"),
            });
        }

        foreach (var batch in Batches)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  batch of {batch.RowCount} rows, {(batch.Live is null ? "all live" : $"{batch.Live.Count(l => l)} live")}");
            for (var i = 0; i < batch.Columns.Length; i++)
            {
                var column = batch.Columns[i];
                var rows = Enumerable.Range(0, Math.Min(8, batch.RowCount)).Select(r => $"{(batch.Live is null || batch.Live[r] ? "" : "-")}{ProgramCheck.Text(column[r])}");
                text.AppendLine(CultureInfo.InvariantCulture, $"    input[{i}] {column.Storage}, {column.Values.Length} values: {string.Join(", ", rows)}{(batch.RowCount > 8 ? ", ..." : "")}");
            }
        }

        return text.ToString();
    }

    /// <summary>The columns of the output.</summary>
    internal Expression[]? LastProjection => Steps.OfType<ProgramStep.Project>().LastOrDefault()?.Expressions.ToArray();
}

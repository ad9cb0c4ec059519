namespace SqlSpark.DataSources.Csv;

/// <summary>Which columns of a file are wanted.</summary>
/// <param name="FileColumnCount">How many values a record should have.</param>
/// <param name="Slots">For each column of the file its place among the wanted ones, or -1.</param>
/// <param name="SlotCount">How many are wanted.</param>
/// <param name="ChecksColumnCount">Whether a record with another number of values is malformed; not so when columns are left out.</param>
internal sealed record CsvColumnMap(int FileColumnCount, int[] Slots, int SlotCount, bool ChecksColumnCount)
{
    /// <summary>The last wanted column of the file, or -1.</summary>
    public int LastWanted { get; } = Array.FindLastIndex(Slots, static slot => slot >= 0);
}

namespace SqlSpark.DataSources.Tests.Parquet.Writing;

/// <summary>Rows by number.</summary>
internal static class WriterTable
{
    public static List<object?[]> Of(int count, Func<int, object?[]> row) => [.. Enumerable.Range(0, count).Select(row)];
}

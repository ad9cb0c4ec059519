using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;

namespace SqlSpark.DataSources.Files;

/// <summary>Reads scans in checked memory.</summary>
internal static class ScanReading
{
    /// <summary>The rows of all splits as boxed values.</summary>
    public static List<object?[]> Rows(IScan scan, int batchCapacity = 4096)
    {
        var rows = new List<object?[]>();
        using var pool = new MemoryPool(1L << 30, new MemoryPoolOptions { IsChecked = true });
        using var account = pool.CreateAccount("test");
        foreach (var split in scan.Splits)
        {
            using var reader = scan.Open(split, new ScanContext(account, batchCapacity, CancellationToken.None));
            while (reader.TryRead(out var batch))
            {
                foreach (var row in batch.Rows)
                {
                    var values = new object?[batch.ColumnCount];
                    for (var i = 0; i < values.Length; i++)
                        values[i] = BoxedValues.Get(batch[i], row);
                    rows.Add(values);
                }
            }
        }

        return rows;
    }
}

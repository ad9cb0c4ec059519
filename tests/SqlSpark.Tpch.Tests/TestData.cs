using System.Globalization;
using System.Security.Cryptography;
using SqlSpark.Core.Memory;
using SqlSpark.Testing;
using SqlSpark.Tpch.Generation;
using SqlSpark.Tpch.Output;
using Xunit;

namespace SqlSpark.Tpch;

/// <summary>A data set of scale factor 0.01 for the tests of a class.</summary>
public sealed class TestData : IDisposable
{
    public TpchData Data { get; } = new(ScaleOf("0.01"), MemoryPool.Shared);

    public static TheoryData<TpchTable> Tables => [.. TpchSchema.Tables];

    public static TpchScale ScaleOf(string text) => TpchScale.TryParse(text, out var scale) ? scale : throw new ArgumentException(text);

    /// <summary>The reference files' rows, bytes and MD5 by table; null where the reference data is not at hand.</summary>
    public static Dictionary<string, (long Rows, long Bytes, string Md5)>? Checksums(string scale)
    {
        if (RepositoryRoot.Shared("tpch", $"checksums-sf{scale}.tsv") is not { } file)
            return null;
        return File.ReadLines(file).Where(line => !line.StartsWith('#')).Select(line => line.Split('\t')).ToDictionary(
            cells => cells[0], cells => (long.Parse(cells[1], CultureInfo.InvariantCulture), long.Parse(cells[2], CultureInfo.InvariantCulture), cells[3]));
    }

    /// <summary>The bytes of a .tbl file of source rows from <paramref name="first"/> on.</summary>
    public static byte[] Encode(TpchData data, TpchTable table, long first, int count)
    {
        using var account = data.Account.CreateChild("test");
        using var generator = data.CreateGenerator(table, account);
        using var encoder = new DelimitedEncoder<TblFormat>(table, account);
        encoder.Append(generator.Generate(first, count));
        return encoder.Written.ToArray();
    }

    /// <summary>A whole table, in ranges that a generator likes.</summary>
    public static byte[] Encode(TpchData data, TpchTable table)
    {
        using var account = data.Account.CreateChild("test");
        using var generator = data.CreateGenerator(table, account);
        using var encoder = new DelimitedEncoder<TblFormat>(table, account);
        for (var first = 0L; first < generator.SourceRowCount; first += generator.BatchSize)
            encoder.Append(generator.Generate(first, (int)Math.Min(generator.BatchSize, generator.SourceRowCount - first)));
        return encoder.Written.ToArray();
    }

    public static string Md5Of(Stream stream) => Convert.ToHexStringLower(MD5.HashData(stream));

    public void Dispose() => Data.Dispose();
}

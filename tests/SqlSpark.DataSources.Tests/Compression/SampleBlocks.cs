using System.Runtime.InteropServices;
using System.Text;

namespace SqlSpark.DataSources.Tests.Compression;

/// <summary>Blocks of many shapes: what columns, text and noise look like, and the sizes where codecs change their ways.</summary>
internal static class SampleBlocks
{
    private const int Seed = 20260714;

    private static readonly string[] Words =
    [
        "carefully", "final", "deposits", "sleep", "quickly", "above", "the", "ironic", "packages", "requests", "furiously", "regular", "accounts",
    ];

    /// <summary>Every shape at every size up to a little over 2 MiB.</summary>
    public static IEnumerable<(string Name, byte[] Bytes)> All()
    {
        foreach (var size in new[] { 0, 1, 2, 7, 12, 13, 15, 16, 17, 31, 64, 100, 255, 256, 1000, 4096, 65535, 65536, 65537, 131072, 131073, 300_000 })
        {
            foreach (var (name, make) in Shapes)
                yield return ($"{name} {size}", make(size));
        }

        yield return ("text 2200000", Text(2_200_000));
        yield return ("integers 2200000", Integers(2_200_000));
        yield return ("noise 1100000", Noise(1_100_000));
        yield return ("runs 2200000", Runs(2_200_000));
    }

    /// <summary>A few shapes of a few kilobytes, for tests that damage them.</summary>
    public static IEnumerable<(string Name, byte[] Bytes)> Small()
    {
        foreach (var (name, make) in Shapes)
        {
            yield return ($"{name} 50", make(50));
            yield return ($"{name} 3000", make(3000));
        }
    }

    public static byte[] Text(int byteLength)
    {
        var random = new Random(Seed);
        var text = new StringBuilder(byteLength + 32);
        while (text.Length < byteLength)
            text.Append(Words[random.Next(Words.Length)]).Append(' ');
        return Encoding.ASCII.GetBytes(text.ToString(0, byteLength));
    }

    public static byte[] Integers(int byteLength)
    {
        var random = new Random(Seed);
        var values = new long[(byteLength / sizeof(long)) + 1];
        for (var i = 1; i < values.Length; i++)
            values[i] = values[i - 1] + random.Next(4);
        return MemoryMarshal.AsBytes(values.AsSpan())[..byteLength].ToArray();
    }

    public static byte[] Noise(int byteLength)
    {
        var bytes = new byte[byteLength];
        new Random(Seed).NextBytes(bytes);
        return bytes;
    }

    public static byte[] Runs(int byteLength)
    {
        var random = new Random(Seed);
        var bytes = new byte[byteLength];
        for (var i = 0; i < byteLength;)
        {
            var period = random.Next(1, 40);
            var end = Math.Min(byteLength, i + random.Next(1, 5000));
            var start = i;
            for (; i < end; i++)
                bytes[i] = i - start < period ? (byte)random.Next(256) : bytes[i - period];
        }

        return bytes;
    }

    private static readonly (string Name, Func<int, byte[]> Make)[] Shapes =
    [
        ("text", Text),
        ("integers", Integers),
        ("noise", Noise),
        ("runs", Runs),
        ("zeros", size => new byte[size]),
        ("skewed", Skewed),
        ("prices", Prices),
    ];

    // Few symbols with very different frequencies: literals that Huffman likes.
    private static byte[] Skewed(int byteLength)
    {
        var random = new Random(Seed);
        var bytes = new byte[byteLength];
        for (var i = 0; i < byteLength; i++)
            bytes[i] = (byte)(Math.Log2(1 / (1 - random.NextDouble())) * 9);
        return bytes;
    }

    private static byte[] Prices(int byteLength)
    {
        var random = new Random(Seed);
        var values = new long[(byteLength / sizeof(long)) + 1];
        for (var i = 0; i < values.Length; i++)
            values[i] = random.Next(90_000, 10_500_000);
        return MemoryMarshal.AsBytes(values.AsSpan())[..byteLength].ToArray();
    }
}

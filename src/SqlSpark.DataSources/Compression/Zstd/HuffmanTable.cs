using System.Numerics;

namespace SqlSpark.DataSources.Compression.Zstd;

/// <summary>
/// The table of a Huffman code for literals: for each value of the next <see cref="MaxBits"/> bits or fewer, the number of bits
/// that belong to the symbol (low byte) and the symbol (high byte).
/// </summary>
/// <remarks>RFC 8878, 4.2.</remarks>
internal static unsafe class HuffmanTable
{
    /// <summary>The longest code, in bits.</summary>
    public const int MaxBits = 11;

    private const int MaxSymbols = 256;
    private const int DirectWeights = 128;
    private const int MaxWeight = MaxBits;

    /// <summary>Reads a code and passes over its description.</summary>
    /// <param name="cursor">Where the description starts.</param>
    /// <param name="table">2^<see cref="MaxBits"/> entries.</param>
    /// <returns>How many bits index the table.</returns>
    public static int Read(ref ByteCursor cursor, ushort* table)
    {
        var offset = cursor.Offset;
        Span<byte> weights = stackalloc byte[MaxSymbols];
        var header = cursor.ReadByte();
        var count = header < DirectWeights
            ? ReadCompressedWeights(cursor.TakePart(header), weights)
            : ReadDirectWeights(ref cursor, header - DirectWeights + 1, weights);
        var bits = AddLastWeight(weights, count, offset);
        Build(weights[..(count + 1)], table, bits);
        return bits;
    }

    private static int ReadDirectWeights(ref ByteCursor cursor, int count, scoped Span<byte> weights)
    {
        var bytes = cursor.Take((count + 1) / 2);
        for (var i = 0; i < count; i++)
            weights[i] = (byte)((i & 1) == 0 ? bytes[i / 2] >> 4 : bytes[i / 2] & 0xF);
        return count;
    }

    // Two states take turns until one needs bits that are not there; then the other still has a symbol.
    private static int ReadCompressedWeights(ByteCursor cursor, scoped Span<byte> weights)
    {
        var table = stackalloc ulong[1 << WeightCode.MaxAccuracyLog];
        var distribution = FseDistribution.Read(ref cursor, WeightCode.MaxAccuracyLog, WeightCode.MaxSymbol);
        FseTable.Build<WeightCode>(table, distribution);
        var stream = new ReverseBits(cursor);
        var state = stream.Read(distribution.AccuracyLog);
        var other = stream.Read(distribution.AccuracyLog);
        if (stream.Remaining < 0)
            ZstdErrors.ThrowCutOff(cursor.Offset);
        var count = 0;
        while (stream.Remaining >= 0)
        {
            // The last weight follows from the others, so there is room for one less; the other state will add one more.
            if (count >= MaxSymbols - 2)
                ZstdErrors.ThrowBadTable(cursor.Offset);
            var entry = table[state];
            weights[count++] = (byte)FseTable.Baseline(entry);
            state = FseTable.NextState(entry) + stream.Read(FseTable.StateBits(entry));
            (state, other) = (other, state);
        }

        weights[count++] = (byte)FseTable.Baseline(table[state]);
        return count;
    }

    /// <summary>Adds the weight that makes the code complete.</summary>
    /// <returns>The length of the longest code.</returns>
    private static int AddLastWeight(Span<byte> weights, int count, long offset)
    {
        var sum = 0U;
        foreach (var weight in weights[..count])
        {
            if (weight > MaxWeight)
                ZstdErrors.ThrowBadTable(offset);
            sum += (1U << weight) >> 1;
        }

        if (sum == 0)
            ZstdErrors.ThrowBadTable(offset);
        var bits = BitOperations.Log2(sum) + 1;
        var rest = (1U << bits) - sum;
        if (bits > MaxBits || !BitOperations.IsPow2(rest))
            ZstdErrors.ThrowBadTable(offset);
        weights[count] = (byte)(BitOperations.Log2(rest) + 1);
        return bits;
    }

    // Longer codes come first, that is lower weights; within a weight the order is the symbols'.
    private static void Build(ReadOnlySpan<byte> weights, ushort* table, int bits)
    {
        Span<int> starts = stackalloc int[MaxWeight + 2];
        starts.Clear();
        foreach (var weight in weights)
            starts[weight + 1] += (1 << weight) >> 1;
        for (var weight = 1; weight < starts.Length; weight++)
            starts[weight] += starts[weight - 1];
        for (var symbol = 0; symbol < weights.Length; symbol++)
        {
            var weight = weights[symbol];
            if (weight == 0)
                continue;
            var length = 1 << (weight - 1);
            new Span<ushort>(table + starts[weight], length).Fill((ushort)((symbol << 8) | (bits + 1 - weight)));
            starts[weight] += length;
        }
    }
}

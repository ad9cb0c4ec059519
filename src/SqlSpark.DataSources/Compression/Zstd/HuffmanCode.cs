
namespace SqlSpark.DataSources.Compression.Zstd;

/// <summary>A Huffman code made from how often bytes occur, with codes of up to <see cref="HuffmanTable.MaxBits"/> bits.</summary>
internal sealed unsafe class HuffmanCode
{
    private const int SymbolCount = 256;
    private const int MaxBits = HuffmanTable.MaxBits;
    private const int MaxDirectWeights = 128;
    private const int DirectHeader = 127;

    private readonly byte[] _lengths = new byte[SymbolCount];
    private readonly ushort[] _codes = new ushort[SymbolCount];
    private readonly int[] _order = new int[SymbolCount];
    private readonly int[] _orderCounts = new int[SymbolCount];
    private readonly long[] _nodeCounts = new long[2 * SymbolCount];
    private readonly int[] _parents = new int[2 * SymbolCount];
    private readonly FseEncoder _weightEncoder = new();
    private int _lastSymbol;
    private int _maxLength;

    /// <summary>The length of a byte's code in bits, 0 if the byte does not occur.</summary>
    public ReadOnlySpan<byte> Lengths => _lengths;

    /// <summary>The code of a byte, its first bit being the highest.</summary>
    public ReadOnlySpan<ushort> Codes => _codes;

    /// <summary>Makes the code.</summary>
    /// <param name="counts">How often each of the 256 bytes occurs; at least two do.</param>
    public void Build(ReadOnlySpan<int> counts)
    {
        Array.Clear(_lengths);
        var used = 0;
        for (var symbol = 0; symbol < SymbolCount; symbol++)
        {
            if (counts[symbol] == 0)
                continue;
            _order[used] = symbol;
            _orderCounts[used++] = counts[symbol];
            _lastSymbol = symbol;
        }

        _orderCounts.AsSpan(0, used).Sort(_order.AsSpan(0, used));
        SetLengths(used);
        LimitLengths(used);
        SetCodes();
    }

    /// <summary>How many bits the bytes take.</summary>
    /// <param name="counts">How often each occurs.</param>
    public long CountBits(ReadOnlySpan<int> counts)
    {
        var bits = 0L;
        for (var symbol = 0; symbol < SymbolCount; symbol++)
            bits += (long)counts[symbol] * _lengths[symbol];
        return bits;
    }

    /// <summary>Writes the description that <see cref="HuffmanTable.Read"/> expects.</summary>
    /// <param name="target">Room for 512 bytes.</param>
    /// <returns>The end of the description; null if there is none, as for 256 bytes that are equally frequent.</returns>
    public byte* TryWrite(byte* target)
    {
        Span<byte> weights = stackalloc byte[_lastSymbol];
        for (var symbol = 0; symbol < _lastSymbol; symbol++)
            weights[symbol] = (byte)(_lengths[symbol] == 0 ? 0 : _maxLength + 1 - _lengths[symbol]);
        var end = TryWriteCompressed(weights, target);
        if (end != null && (weights.Length > MaxDirectWeights || end - target <= weights.Length / 2))
            return end;
        return weights.Length <= MaxDirectWeights ? WriteDirect(weights, target) : null;
    }

    // The tree by two queues: leaves in order of their counts, and inner nodes, which come in order by themselves.
    private void SetLengths(int used)
    {
        for (var i = 0; i < used; i++)
            _nodeCounts[i] = _orderCounts[i];
        var leaf = 0;
        var inner = used;
        for (var node = used; node < (2 * used) - 1; node++)
        {
            _nodeCounts[node] = 0;
            for (var child = 0; child < 2; child++)
            {
                var takesLeaf = leaf < used && (inner == node || _nodeCounts[leaf] <= _nodeCounts[inner]);
                var taken = takesLeaf ? leaf++ : inner++;
                _nodeCounts[node] += _nodeCounts[taken];
                _parents[taken] = node;
            }
        }

        // Depths from the root down, in place of the counts.
        _nodeCounts[(2 * used) - 2] = 0;
        for (var node = (2 * used) - 3; node >= 0; node--)
            _nodeCounts[node] = _nodeCounts[_parents[node]] + 1;
        for (var i = 0; i < used; i++)
            _lengths[_order[i]] = (byte)Math.Min(_nodeCounts[i], MaxBits);
    }

    // Cutting off codes makes the code overfull; rare bytes give way until it fits, then frequent ones take what is left.
    private void LimitLengths(int used)
    {
        var free = 1 << MaxBits;
        for (var i = 0; i < used; i++)
            free -= 1 << (MaxBits - _lengths[_order[i]]);
        while (free < 0)
        {
            var longest = -1;
            for (var i = 0; i < used; i++)
            {
                var length = _lengths[_order[i]];
                if (length < MaxBits && (longest < 0 || length > _lengths[_order[longest]]))
                    longest = i;
            }

            free += 1 << (MaxBits - 1 - _lengths[_order[longest]]++);
        }

        for (var i = used - 1; free > 0; i = i == 0 ? used - 1 : i - 1)
        {
            ref var length = ref _lengths[_order[i]];
            if (length <= 1 || 1 << (MaxBits - length) > free)
                continue;
            free -= 1 << (MaxBits - length);
            length--;
        }

        _maxLength = 0;
        for (var i = 0; i < used; i++)
            _maxLength = Math.Max(_maxLength, _lengths[_order[i]]);
    }

    // Longer codes have the lower numbers; see HuffmanTable.
    private void SetCodes()
    {
        var next = 0;
        for (var length = _maxLength; length > 0; length--)
        {
            for (var symbol = 0; symbol <= _lastSymbol; symbol++)
            {
                if (_lengths[symbol] == length)
                    _codes[symbol] = (ushort)next++;
            }

            next >>= 1;
        }
    }

    private static byte* WriteDirect(ReadOnlySpan<byte> weights, byte* target)
    {
        *target++ = (byte)(DirectHeader + weights.Length);
        for (var i = 0; i < weights.Length; i += 2)
            *target++ = (byte)((weights[i] << 4) | (i + 1 < weights.Length ? weights[i + 1] : 0));
        return target;
    }

    // Two states take turns; the even places belong to the one that is read first.
    private byte* TryWriteCompressed(ReadOnlySpan<byte> weights, byte* target)
    {
        Span<int> counts = stackalloc int[MaxBits + 1];
        counts.Clear();
        foreach (var weight in weights)
            counts[weight]++;
        if (weights.Length < 2 || counts.Length - counts.Count(0) < 2)
            return null;
        var distribution = FseDistribution.Normalize(counts, weights.Length, WeightCode.MaxAccuracyLog);
        _weightEncoder.Build(distribution);
        var writer = new BitWriter(distribution.Write(target + 1));
        Span<uint> states = stackalloc uint[2];
        var last = weights.Length - 1;
        states[last & 1] = _weightEncoder.Start(weights[last]);
        states[(last - 1) & 1] = _weightEncoder.Start(weights[last - 1]);
        for (var i = last - 2; i >= 0; i--)
        {
            _weightEncoder.Encode(ref states[i & 1], weights[i], ref writer);
            writer.Flush();
        }

        _weightEncoder.Finish(states[1], ref writer);
        _weightEncoder.Finish(states[0], ref writer);
        var end = writer.Close();
        var length = end - target - 1;
        *target = (byte)length;
        return length < MaxDirectWeights ? end : null;
    }
}

using System.Runtime.CompilerServices;
using System.Text;
using SqlSpark.Tpch.Streams;

namespace SqlSpark.Tpch.Text;

/// <summary>A distribution laid out for writing: one entry for each unit of weight, each a word, padded to one or two 16-byte moves, and its length.</summary>
internal sealed unsafe class WordTable
{
    /// <summary>Bytes that a write may touch past the word: the width of an entry.</summary>
    public const int MaxWidth = 32;

    private readonly uint _total;
    private readonly byte[] _table;
    private readonly byte* _words;
    private readonly byte* _lengths;

    /// <param name="distribution">The words.</param>
    /// <param name="suffix">Follows every word.</param>
    public WordTable(Distribution distribution, string suffix = " ")
    {
        var words = distribution.Words.Select(w => Encoding.ASCII.GetBytes(w + suffix)).ToArray();
        var width = words.Max(w => w.Length) <= 16 ? 16 : MaxWidth;
        _total = (uint)distribution.Weights.Sum();
        _table = GC.AllocateArray<byte>((int)_total * (width + 1), pinned: true);
        _words = (byte*)Unsafe.AsPointer(ref _table[0]);
        _lengths = _words + (_total * width);
        var entry = 0;
        for (var i = 0; i < words.Length; i++)
        {
            for (var weight = distribution.Weights[i]; weight > 0; weight--, entry++)
            {
                words[i].CopyTo(new Span<byte>(_words + (entry * width), width));
                _lengths[entry] = (byte)words[i].Length;
            }
        }
    }

    /// <summary>Writes the word that a number draws, of at most 16 bytes. Returns its length; 16 bytes are touched.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Write(byte* place, uint draw)
    {
        var entry = Lehmer.Scale(draw, _total);
        Unsafe.CopyBlockUnaligned(place, _words + (entry * 16), 16);
        return _lengths[entry];
    }

    /// <summary>Writes the word that a number draws, of at most 32 bytes. Returns its length; 32 bytes are touched.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int WriteLong(byte* place, uint draw)
    {
        var entry = Lehmer.Scale(draw, _total);
        Unsafe.CopyBlockUnaligned(place, _words + (entry * MaxWidth), MaxWidth);
        return _lengths[entry];
    }
}

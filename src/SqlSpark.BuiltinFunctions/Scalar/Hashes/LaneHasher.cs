using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using SqlSpark.Core.Columnar;

namespace SqlSpark.BuiltinFunctions.Scalar.Hashes;

/// <summary>Digests of as many values at a time as a vector has lanes. Not thread-safe: one per worker.</summary>
/// <remarks>A value is padded to whole blocks by 0x80, zeros and its length in bits (RFC 1321, FIPS 180-4); lanes of shorter values keep their state while others go on.</remarks>
internal sealed class LaneHasher<THash>
    where THash : struct, ILaneHash
{
    private const int BlockLength = 64;
    private const int WordsOfBlock = BlockLength / sizeof(uint);

    private readonly Vector<uint>[] _state = new Vector<uint>[THash.InitialState.Length];
    private readonly Vector<uint>[] _mixed = new Vector<uint>[THash.InitialState.Length];
    private readonly Vector<uint>[] _words = new Vector<uint>[WordsOfBlock];
    private readonly uint[] _blockCounts = new uint[LaneCount];

    /// <summary>How many values are hashed at a time.</summary>
    public static int LaneCount => Vector<uint>.Count;

    /// <summary>Hashes up to <see cref="LaneCount"/> values.</summary>
    public void Hash(ReadOnlySpan<Utf8View> values)
    {
        for (var i = 0; i < _state.Length; i++)
            _state[i] = new Vector<uint>(THash.InitialState[i]);
        Array.Clear(_blockCounts);
        var most = 0u;
        for (var lane = 0; lane < values.Length; lane++)
        {
            _blockCounts[lane] = (uint)((values[lane].Length + 8L) / BlockLength) + 1;
            most = Math.Max(most, _blockCounts[lane]);
        }

        var counts = new Vector<uint>(_blockCounts);
        for (var block = 0u; block < most; block++)
        {
            for (var lane = 0; lane < values.Length; lane++)
            {
                if (block < _blockCounts[lane])
                    LoadBlock(values[lane].Bytes, block, block == _blockCounts[lane] - 1, lane);
            }

            _state.CopyTo(_mixed, 0);
            THash.Mix(_mixed, _words);
            var isOf = System.Numerics.Vector.LessThan(new Vector<uint>(block), counts);
            for (var i = 0; i < _state.Length; i++)
                _state[i] = System.Numerics.Vector.ConditionalSelect(isOf, _mixed[i], _state[i]);
        }
    }

    /// <summary>Writes the digest of a value that was hashed.</summary>
    /// <param name="lane">Which value.</param>
    /// <param name="digest">Gets <see cref="ILaneHash.DigestLength"/> bytes.</param>
    public void CopyDigest(int lane, Span<byte> digest)
    {
        var words = MemoryMarshal.Cast<Vector<uint>, uint>(_state.AsSpan());
        for (var i = 0; i < THash.DigestLength / sizeof(uint); i++)
        {
            var word = words[(i * LaneCount) + lane];
            if (THash.IsBigEndian)
                BinaryPrimitives.WriteUInt32BigEndian(digest[(i * sizeof(uint))..], word);
            else
                BinaryPrimitives.WriteUInt32LittleEndian(digest[(i * sizeof(uint))..], word);
        }
    }

    private void LoadBlock(ReadOnlySpan<byte> bytes, uint block, bool isLast, int lane)
    {
        var start = (long)block * BlockLength;
        if (start + BlockLength <= bytes.Length)
        {
            LoadWords(bytes.Slice((int)start, BlockLength), lane);
            return;
        }

        Span<byte> padded = stackalloc byte[BlockLength];
        padded.Clear();
        var rest = start <= bytes.Length ? bytes[(int)start..] : [];
        rest.CopyTo(padded);
        if (start <= bytes.Length)
            padded[rest.Length] = 0x80;
        if (isLast && THash.IsBigEndian)
            BinaryPrimitives.WriteUInt64BigEndian(padded[^sizeof(ulong)..], (ulong)bytes.Length * 8);
        else if (isLast)
            BinaryPrimitives.WriteUInt64LittleEndian(padded[^sizeof(ulong)..], (ulong)bytes.Length * 8);
        LoadWords(padded, lane);
    }

    private void LoadWords(ReadOnlySpan<byte> block, int lane)
    {
        var words = MemoryMarshal.Cast<Vector<uint>, uint>(_words.AsSpan());
        for (int i = 0, place = lane; i < WordsOfBlock; i++, place += LaneCount)
        {
            var word = BinaryPrimitives.ReadUInt32LittleEndian(block[(i * sizeof(uint))..]);
            words[place] = THash.IsBigEndian ? BinaryPrimitives.ReverseEndianness(word) : word;
        }
    }
}

using SqlSpark.Core.Memory;

namespace SqlSpark.DataSources.Compression.Streams;

/// <summary>
/// Bzip2 streams, one or several. A block is a text in runs, of which the Burrows-Wheeler transform was moved to front and coded by Huffman's
/// codes, which change every 50 symbols. Checksums are verified; randomized blocks, which nobody has written since 1999, are refused.
/// </summary>
/// <remarks>Source: the bzip2 format specification by J. Tsai, 2016.</remarks>
internal sealed unsafe class Bzip2Source(CompressedInput input, MemoryAccount account) : PieceSource(input)
{
    private const ulong BlockMagic = 0x314159265359;
    private const ulong EndMagic = 0x177245385090;
    private const int MaxCodeLength = 20;
    private const int MaxSymbols = 258;
    private const int MaxTables = 6;
    private const int GroupSymbols = 50;
    private const int LevelBytes = 100_000;
    private const int PieceBytes = 64 << 10;
    private const int RunLength = 4;
    private const int MaxRunSymbolShift = 21;

    private readonly Bzip2Bits _bits = new(input);
    private readonly ScratchBuffer _block = new(account);      // for each byte of the transform its value, and above it where the next one stands
    private readonly ScratchBuffer _piece = new(account);
    private readonly Bzip2Code[] _codes = [.. Enumerable.Range(0, MaxTables).Select(_ => new Bzip2Code(MaxSymbols, MaxCodeLength))];
    private readonly byte[] _selectors = new byte[1 << 15];
    private uint* _links;
    private int _maxBlockBytes;
    private bool _isInStream;
    private uint _expectedBlock;
    private uint _blockChecksum;
    private uint _streamChecksum;
    private long _left;             // bytes of the block's runs that were not looked at yet
    private uint _link;
    private int _runLength;
    private int _previous;
    private int _repeats;

    /// <inheritdoc />
    public override void Dispose()
    {
        _block.Dispose();
        _piece.Dispose();
        base.Dispose();
    }

    /// <inheritdoc />
    private protected override bool TryDecodePiece(out byte* text, out long byteLength)
    {
        text = _piece.Get<byte>(PieceBytes);
        byteLength = 0;
        if (_left == 0 && _repeats == 0 && !TryBeginBlock())
            return _isInStream || !_bits.IsAtEnd;
        byteLength = ReadRuns(text);
        _blockChecksum = Bzip2Checksum.Add(_blockChecksum, new ReadOnlySpan<byte>(text, (int)byteLength));
        if (_left == 0 && _repeats == 0)
        {
            if (~_blockChecksum != _expectedBlock)
                throw _bits.Malformed("The checksum of a bzip2 block is wrong.");
            _streamChecksum = uint.RotateLeft(_streamChecksum, 1) ^ _expectedBlock;
        }

        return true;
    }

    /// <summary>Reads the header of a stream, its end, or a block.</summary>
    /// <returns>False unless it was a block.</returns>
    private bool TryBeginBlock()
    {
        if (!_isInStream)
        {
            if (_bits.IsAtEnd)
                return false;
            if (_bits.Read(24) != 0x425A68 || _bits.Read(8) - '0' is not (var level and >= 1 and <= 9))
                throw _bits.Malformed("This is no bzip2 stream.");
            _maxBlockBytes = (int)level * LevelBytes;
            _links = _block.Get<uint>(_maxBlockBytes);
            _streamChecksum = 0;
            _isInStream = true;
        }

        var magic = ((ulong)_bits.Read(24) << 24) | _bits.Read(24);
        if (magic == EndMagic)
        {
            if (_bits.ReadChecksum() != _streamChecksum)
                throw _bits.Malformed("The checksum of a bzip2 stream is wrong.");
            _bits.SkipToByte();
            _isInStream = false;
            return false;
        }

        if (magic != BlockMagic)
            throw _bits.Malformed("The bzip2 stream has no block where one must begin.");
        _expectedBlock = _bits.ReadChecksum();
        _blockChecksum = uint.MaxValue;
        if (_bits.Read(1) != 0)
            throw _bits.Malformed("The bzip2 block is randomized, which is not supported.");
        ReadBlock((int)_bits.Read(24));
        return true;
    }

    private void ReadBlock(int origin)
    {
        Span<byte> front = stackalloc byte[256];
        var used = ReadUsedBytes(front);
        var symbolCount = used + 2;
        var tableCount = (int)_bits.Read(3);
        var selectorCount = (int)_bits.Read(15);
        if (used == 0 || tableCount is < 2 or > MaxTables || selectorCount == 0)
            throw _bits.Malformed("The bzip2 block has a header that makes no sense.");
        ReadSelectors(tableCount, selectorCount);
        for (var table = 0; table < tableCount; table++)
            _codes[table].Read(_bits, symbolCount);

        Span<int> counts = stackalloc int[256];
        counts.Clear();
        var length = ReadSymbols(front, counts, symbolCount, selectorCount);
        if (origin >= length)
            throw _bits.Malformed("The bzip2 block begins behind its end.");

        // The transform's inverse: the bytes in order are the first column, and each stands before the one it is linked to.
        var sum = 0;
        for (var value = 0; value < counts.Length; value++)
            (counts[value], sum) = (sum, sum + counts[value]);
        for (var i = 0; i < length; i++)
            _links[counts[(int)(_links[i] & 0xFF)]++] |= (uint)i << 8;
        _link = _links[origin] >> 8;
        _left = length;
        _runLength = 0;
        _previous = -1;
    }

    private int ReadUsedBytes(Span<byte> bytes)
    {
        var count = 0;
        var groups = _bits.Read(16);
        for (var group = 0; group < 16; group++)
        {
            if ((groups & (0x8000U >> group)) == 0)
                continue;
            var members = _bits.Read(16);
            for (var member = 0; member < 16; member++)
            {
                if ((members & (0x8000U >> member)) != 0)
                    bytes[count++] = (byte)((group * 16) + member);
            }
        }

        return count;
    }

    private void ReadSelectors(int tableCount, int selectorCount)
    {
        Span<byte> front = [0, 1, 2, 3, 4, 5];
        for (var i = 0; i < selectorCount; i++)
        {
            var place = 0;
            while (_bits.Read(1) != 0)
            {
                if (++place == tableCount)
                    throw _bits.Malformed("The bzip2 block selects a table that it does not have.");
            }

            _selectors[i] = MoveToFront(front, place);
        }
    }

    private static byte MoveToFront(Span<byte> front, int place)
    {
        var value = front[place];
        front[..place].CopyTo(front[1..]);
        front[0] = value;
        return value;
    }

    /// <summary>Reads the transform's bytes and counts them.</summary>
    private int ReadSymbols(Span<byte> front, Span<int> counts, int symbolCount, int selectorCount)
    {
        var length = 0;
        var run = 0;
        var runShift = 0;
        for (var group = 0; ; group++)
        {
            if (group == selectorCount)
                throw _bits.Malformed("The bzip2 block has fewer selectors than symbols.");
            var code = _codes[_selectors[group]];
            for (var i = 0; i < GroupSymbols; i++)
            {
                var symbol = code.Decode(_bits);
                if (symbol <= 1)
                {
                    // The length of a run of the front byte, digit by digit in base two with the digits one and two.
                    if (runShift > MaxRunSymbolShift)
                        throw _bits.Malformed("The bzip2 block is longer than its stream allows.");
                    run += (symbol + 1) << runShift++;
                    continue;
                }

                if (run > 0)
                {
                    if (run > _maxBlockBytes - length)
                        throw _bits.Malformed("The bzip2 block is longer than its stream allows.");
                    new Span<uint>(_links + length, run).Fill(front[0]);
                    counts[front[0]] += run;
                    length += run;
                    run = runShift = 0;
                }

                if (symbol == symbolCount - 1)
                    return length;
                if (length == _maxBlockBytes)
                    throw _bits.Malformed("The bzip2 block is longer than its stream allows.");
                var value = MoveToFront(front, symbol - 1);
                counts[value]++;
                _links[length++] = value;
            }
        }
    }

    /// <summary>Undoes the runs: behind four equal bytes stands how many more there are.</summary>
    private long ReadRuns(byte* text)
    {
        var length = 0;
        while (length < PieceBytes)
        {
            if (_repeats > 0)
            {
                var count = Math.Min(_repeats, PieceBytes - length);
                new Span<byte>(text + length, count).Fill((byte)_previous);
                length += count;
                _repeats -= count;
                continue;
            }

            if (_left == 0)
                break;
            var entry = _links[_link];
            _link = entry >> 8;
            _left--;
            var value = (int)(entry & 0xFF);
            if (_runLength == RunLength)
            {
                _repeats = value;
                _runLength = 0;
                continue;
            }

            _runLength = value == _previous ? _runLength + 1 : 1;
            _previous = value;
            text[length++] = (byte)value;
        }

        return length;
    }
}

namespace SqlSpark.DataSources.Compression.Streams;

/// <summary>One of the Huffman codes of a bzip2 block. Codes of one length follow each other in the order of their symbols.</summary>
internal sealed class Bzip2Code(int maxSymbols, int maxLength)
{
    private readonly byte[] _lengths = new byte[maxSymbols];
    private readonly ushort[] _symbols = new ushort[maxSymbols];    // by code
    private readonly int[] _limits = new int[maxLength + 2];        // by length: the code behind the last one
    private readonly int[] _offsets = new int[maxLength + 2];       // by length: from a code to the place of its symbol
    private int _minLength;

    /// <summary>Reads the lengths of the codes, each as steps from the one before.</summary>
    public void Read(Bzip2Bits bits, int symbolCount)
    {
        var length = (int)bits.Read(5);
        for (var symbol = 0; symbol < symbolCount; symbol++)
        {
            while (true)
            {
                if (length < 1 || length > maxLength)
                    throw bits.Malformed("The bzip2 block has a code of a length that makes no sense.");
                if (bits.Read(1) == 0)
                    break;
                length += bits.Read(1) == 0 ? 1 : -1;
            }

            _lengths[symbol] = (byte)length;
        }

        Build(symbolCount);
    }

    /// <summary>Reads a symbol.</summary>
    public int Decode(Bzip2Bits bits)
    {
        var length = _minLength;
        var code = (int)bits.Read(length);
        while (code >= _limits[length])
        {
            if (++length > maxLength)
                throw bits.Malformed("The bzip2 block has a code that stands for nothing.");
            code = (code << 1) | (int)bits.Read(1);
        }

        var place = code + _offsets[length];
        return place >= 0 && place < _symbols.Length ? _symbols[place] : throw bits.Malformed("The bzip2 block has a code that stands for nothing.");
    }

    private void Build(int symbolCount)
    {
        var place = 0;
        var code = 0;
        _minLength = 0;
        for (var length = 1; length <= maxLength; length++)
        {
            code <<= 1;
            _offsets[length] = place - code;
            for (var symbol = 0; symbol < symbolCount; symbol++)
            {
                if (_lengths[symbol] != length)
                    continue;
                if (_minLength == 0)
                    _minLength = length;
                _symbols[place++] = (ushort)symbol;
                code++;
            }

            _limits[length] = code;
        }
    }
}

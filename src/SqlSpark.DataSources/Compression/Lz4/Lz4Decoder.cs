using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Compression.Lz4;

internal static class Lz4Decoder
{
    public static void Decode(ReadOnlySpan<byte> source, Span<byte> buffer, int byteLength)
    {
        var produced = DecodeUpTo(source, buffer[..byteLength]);
        if (produced != byteLength)
            throw new MalformedDataException($"The LZ4 block holds {produced} bytes instead of {byteLength}.", source.Length);
    }

    public static int DecodeUpTo(ReadOnlySpan<byte> source, Span<byte> target)
    {
        var input = 0;
        var output = 0;
        while (true)
        {
            if (input == source.Length)
                throw new MalformedDataException("The LZ4 block is cut off.", input);
            var token = source[input++];
            var literals = ReadLength(source, ref input, token >> 4);
            if (literals > source.Length - input || literals > target.Length - output)
                throw new MalformedDataException("Literals of the LZ4 block are too long.", input);
            source.Slice(input, (int)literals).CopyTo(target[output..]);
            input += (int)literals;
            output += (int)literals;
            if (input == source.Length)
                return output;
            if (source.Length - input < 2)
                throw new MalformedDataException("The LZ4 block is cut off.", input);
            var offset = source[input] | (source[input + 1] << 8);
            input += 2;
            var count = ReadLength(source, ref input, token & 15) + 4;
            if (offset == 0 || offset > output || count > target.Length - output)
                throw new MalformedDataException("A match of the LZ4 block points outside of it.", input);
            for (var end = output + (int)count; output < end; output++)
                target[output] = target[output - offset];
        }
    }

    private static long ReadLength(ReadOnlySpan<byte> source, ref int input, int nibble)
    {
        long length = nibble;
        if (nibble != 15)
            return length;
        while (true)
        {
            if (input == source.Length)
                throw new MalformedDataException("The LZ4 block is cut off.", input);
            var next = source[input++];
            length += next;
            if (next != 255)
                return length;
        }
    }
}

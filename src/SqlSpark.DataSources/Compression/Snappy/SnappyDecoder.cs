using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Compression.Snappy;

internal static class SnappyDecoder
{
    public static void Decode(ReadOnlySpan<byte> source, Span<byte> buffer, int byteLength)
    {
        var input = 0;
        var declared = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            if (input == source.Length || shift > 28)
                throw new MalformedDataException("The Snappy block has no valid length.", input);
            var next = source[input++];
            declared |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                break;
        }

        if (declared != (ulong)byteLength)
            throw new MalformedDataException($"The Snappy block holds {declared} bytes instead of {byteLength}.", 0);
        var target = buffer[..byteLength];
        var output = 0;
        while (input < source.Length)
        {
            var tag = source[input++];
            var kind = tag & 3;
            var extra = kind == 0 ? Math.Max(0, (tag >> 2) - 59) : kind == 3 ? 4 : kind;
            if (source.Length - input < extra)
                throw new MalformedDataException("The Snappy block is cut off.", input);
            var value = 0U;
            for (var i = 0; i < extra; i++)
                value |= (uint)source[input++] << (8 * i);
            if (kind == 0)
            {
                var length = (extra == 0 ? (uint)(tag >> 2) : value) + 1L;
                if (length > source.Length - input || length > byteLength - output)
                    throw new MalformedDataException("A literal of the Snappy block is too long.", input);
                source.Slice(input, (int)length).CopyTo(target[output..]);
                input += (int)length;
                output += (int)length;
                continue;
            }

            var count = kind == 1 ? ((tag >> 2) & 7) + 4 : (tag >> 2) + 1;
            var offset = kind == 1 ? value | (uint)(tag >> 5 << 8) : value;
            if (offset == 0 || offset > output || count > byteLength - output)
                throw new MalformedDataException("A copy of the Snappy block points outside of it.", input);
            for (var end = output + count; output < end; output++)
                target[output] = target[output - (int)offset];
        }

        if (output != byteLength)
            throw new MalformedDataException($"The Snappy block ends after {output} bytes instead of {byteLength}.", input);
    }
}

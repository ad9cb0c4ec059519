namespace SqlSpark.DataSources.Compression.Snappy;

internal static class SnappyEncoder
{
    public static int MaxEncodedLength(int byteLength) => checked(32 + byteLength + (byteLength / 6));

    public static int Encode(ReadOnlySpan<byte> source, Span<byte> target)
    {
        var output = 0;
        var rest = (uint)source.Length;
        for (; rest >= 0x80; rest >>= 7)
            target[output++] = (byte)(rest | 0x80);
        target[output++] = (byte)rest;
        for (var input = 0; input < source.Length;)
        {
            var length = Math.Min(source.Length - input, 1 << 16);
            target[output++] = 61 << 2;
            target[output++] = (byte)(length - 1);
            target[output++] = (byte)((length - 1) >> 8);
            source.Slice(input, length).CopyTo(target[output..]);
            output += length;
            input += length;
        }

        return output;
    }
}

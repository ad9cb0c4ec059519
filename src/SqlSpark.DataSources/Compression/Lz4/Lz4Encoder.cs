namespace SqlSpark.DataSources.Compression.Lz4;

internal static class Lz4Encoder
{
    public static int MaxEncodedLength(int byteLength) => checked(byteLength + (byteLength / 255) + 16);

    public static int Encode(ReadOnlySpan<byte> source, Span<byte> target)
    {
        var output = 0;
        target[output++] = (byte)(Math.Min(source.Length, 15) << 4);
        if (source.Length >= 15)
        {
            var rest = source.Length - 15;
            for (; rest >= 255; rest -= 255)
                target[output++] = 255;
            target[output++] = (byte)rest;
        }

        source.CopyTo(target[output..]);
        return output + source.Length;
    }
}

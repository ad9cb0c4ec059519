namespace SqlSpark.DataSources.Parquet.Format;

/// <summary>What stands before the bits of a Bloom filter. parquet.thrift: <c>BloomFilterHeader</c>.</summary>
/// <param name="ByteLength">Bytes of the bits.</param>
/// <param name="IsSupported">Whether it is a split block filter over XXH64, not compressed: the only kind there is so far.</param>
internal readonly record struct BloomFilterHeader(int ByteLength, bool IsSupported)
{
    /// <summary>Reads a header and says where it ends.</summary>
    /// <exception cref="Files.MalformedDataException">Bytes that are no header.</exception>
    public static BloomFilterHeader Read(ReadOnlySpan<byte> bytes, out int byteLength)
    {
        var reader = new ThriftReader(bytes);
        var bitsLength = -1;
        var choices = 0;
        var field = 0;
        while (reader.NextField(ref field, out var type))
        {
            switch (field)
            {
                case 1:
                    bitsLength = reader.ReadInt32(type);
                    break;
                case 2 or 3 or 4:
                    reader.Expect(type, ThriftType.Struct);
                    var choice = 0;
                    while (reader.NextField(ref choice, out var choiceType))
                    {
                        choices += choice == 1 ? 1 : 100;
                        reader.Skip(choiceType);
                    }

                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        if (bitsLength < 0)
            reader.Throw("a Bloom filter without a length");
        byteLength = reader.Position;
        return new BloomFilterHeader(bitsLength, choices == 3);
    }

    /// <summary>Writes the header.</summary>
    public void Write(ThriftWriter writer)
    {
        var last = 0;
        writer.Field(ref last, 1, ByteLength);
        for (var field = 2; field <= 4; field++)
        {
            writer.Struct(ref last, field);
            var choice = 0;
            writer.EmptyStruct(ref choice, 1);
            writer.Stop();
        }

        writer.Stop();
    }
}

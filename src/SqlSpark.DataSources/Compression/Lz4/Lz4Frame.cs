using System.Buffers.Binary;
using SqlSpark.DataSources.Files;

namespace SqlSpark.DataSources.Compression.Lz4;

/// <summary>Reads LZ4 frames, one or several, with skippable ones between them. All checksums are verified; dictionaries are refused.</summary>
/// <remarks>Source: lz4_Frame_format.md of LZ4, version 1.6.1.</remarks>
internal static class Lz4Frame
{
    /// <summary>Starts a frame.</summary>
    public const uint Magic = 0x184D2204;

    /// <summary>Starts a frame to pass over, with any low nibble.</summary>
    public const uint SkippableMagic = 0x184D2A50;

    /// <summary>What of <see cref="SkippableMagic"/> counts.</summary>
    public const uint SkippableMask = 0xFFFFFFF0;

    /// <summary>The most bytes of a descriptor.</summary>
    public const int MaxDescriptorBytes = 15;

    /// <summary>The bit of a block's length that says that it is stored.</summary>
    public const uint StoredBlock = 0x80000000;

    private const int MaxBlockSizeCode = 7;
    private const int MinBlockSizeCode = 4;

    /// <summary>What a frame says of itself.</summary>
    [Flags]
    public enum Flags : byte
    {
        Dictionary = 1 << 0,
        Reserved = 1 << 1,
        ContentChecksum = 1 << 2,
        ContentSize = 1 << 3,
        BlockChecksum = 1 << 4,
        IndependentBlocks = 1 << 5,
        Version1 = 1 << 6,
        OtherVersion = 1 << 7,
    }

    /// <summary>Whether bytes start as a frame.</summary>
    public static bool IsFrame(ReadOnlySpan<byte> source) =>
        BinaryPrimitives.TryReadUInt32LittleEndian(source, out var magic) && magic == Magic;

    /// <summary>Decodes frames of at most <paramref name="byteLength"/> bytes in all; what follows them in the buffer is slack.</summary>
    /// <returns>How many bytes the frames hold.</returns>
    public static int Decode(ReadOnlySpan<byte> source, Span<byte> buffer, int byteLength)
    {
        var reader = new Reader(source);
        var output = 0;
        while (!reader.IsAtEnd)
        {
            var magic = reader.ReadUInt32();
            if (magic == Magic)
                output += DecodeFrame(ref reader, buffer[output..], byteLength - output);
            else if ((magic & SkippableMask) == SkippableMagic)
                reader.Take(reader.ReadUInt32());
            else
                throw new MalformedDataException("This is no LZ4 frame.", reader.Position);
        }

        return output;
    }

    /// <summary>Reads the descriptor behind the magic number.</summary>
    /// <param name="source">The bytes from there on: the descriptor, or more.</param>
    /// <param name="contentSize">How many bytes the frame holds, if it says so.</param>
    public static (Flags Flags, int MaxBlockBytes, int Length) ReadDescriptor(ReadOnlySpan<byte> source, out ulong? contentSize)
    {
        var reader = new Reader(source);
        var (flags, maxBlockBytes) = ReadDescriptor(ref reader, out contentSize);
        return (flags, maxBlockBytes, reader.Position);
    }

    private static int DecodeFrame(ref Reader reader, Span<byte> buffer, int byteLength)
    {
        var (flags, maxBlockBytes) = ReadDescriptor(ref reader, out var contentSize);
        var output = 0;
        for (var size = reader.ReadUInt32(); size != 0; size = reader.ReadUInt32())
        {
            var block = reader.Take(size & ~StoredBlock);
            if (block.Length > maxBlockBytes)
                throw new MalformedDataException("A block of the LZ4 frame is longer than the frame allows.", reader.Position);
            if (flags.HasFlag(Flags.BlockChecksum))
                reader.VerifyChecksum(block);
            var end = (int)Math.Min(byteLength, (long)output + maxBlockBytes);
            if ((size & StoredBlock) == 0)
            {
                var start = flags.HasFlag(Flags.IndependentBlocks) ? output : 0;
                output += Lz4Decoder.Decode(block, buffer[start..], output - start, end - start);
            }
            else if (block.TryCopyTo(buffer[output..end]))
            {
                output += block.Length;
            }
            else
            {
                throw new MalformedDataException($"The LZ4 frame holds more than {byteLength} bytes.", reader.Position);
            }
        }

        if (contentSize is { } expected && expected != (ulong)output)
            throw new MalformedDataException($"The LZ4 frame holds {output} bytes instead of {expected}.", reader.Position);
        if (flags.HasFlag(Flags.ContentChecksum))
            reader.VerifyChecksum(buffer[..output]);
        return output;
    }

    private static (Flags Flags, int MaxBlockBytes) ReadDescriptor(ref Reader reader, out ulong? contentSize)
    {
        var start = reader.Position;
        var flags = (Flags)reader.ReadByte();
        var blockDescriptor = reader.ReadByte();
        var blockSizeCode = blockDescriptor >> 4;
        if ((flags & (Flags.Version1 | Flags.OtherVersion | Flags.Reserved)) != Flags.Version1 || (blockDescriptor & 0x0F) != 0
            || blockSizeCode is < MinBlockSizeCode or > MaxBlockSizeCode)
            throw new MalformedDataException("The descriptor of the LZ4 frame is none that is known.", start);
        contentSize = flags.HasFlag(Flags.ContentSize) ? BinaryPrimitives.ReadUInt64LittleEndian(reader.Take(sizeof(ulong))) : null;
        if (flags.HasFlag(Flags.Dictionary))
            throw new MalformedDataException("The LZ4 frame needs a dictionary, which is not supported.", start);
        var checksum = (byte)(XxHash32.Hash(reader.Since(start)) >> 8);
        if (reader.ReadByte() != checksum)
            throw new MalformedDataException("The checksum of the LZ4 frame's descriptor is wrong.", start);
        return (flags, 1 << (8 + (2 * blockSizeCode)));
    }

    private ref struct Reader(ReadOnlySpan<byte> source)
    {
        private readonly ReadOnlySpan<byte> _source = source;

        public int Position { get; private set; }

        public readonly bool IsAtEnd => Position == _source.Length;

        public readonly ReadOnlySpan<byte> Since(int start) => _source[start..Position];

        public ReadOnlySpan<byte> Take(uint count)
        {
            if (count > (uint)(_source.Length - Position))
                throw new MalformedDataException("The LZ4 frame is cut off.", _source.Length);
            Position += (int)count;
            return _source.Slice(Position - (int)count, (int)count);
        }

        public byte ReadByte() => Take(sizeof(byte))[0];

        public uint ReadUInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)));

        public void VerifyChecksum(ReadOnlySpan<byte> content)
        {
            if (ReadUInt32() != XxHash32.Hash(content))
                throw new MalformedDataException("A checksum of the LZ4 frame is wrong.", Position);
        }
    }
}

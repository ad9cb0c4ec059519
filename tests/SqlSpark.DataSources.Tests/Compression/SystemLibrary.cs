using System.Runtime.InteropServices;
using Xunit;

namespace SqlSpark.DataSources.Tests.Compression;

/// <summary>Codecs of the system, to check ours against; tests skip where a library is missing.</summary>
internal sealed unsafe class SystemLibrary
{
    private readonly nint _library;

    private SystemLibrary(nint library) => _library = library;

    public static SystemLibrary Load(params string[] names)
    {
        foreach (var name in names)
        {
            if (NativeLibrary.TryLoad(name, out var library))
                return new SystemLibrary(library);
        }

        Skip.If(true, names[0] + " is not installed");
        return null!;
    }

    public static SystemLibrary Lz4() => Load("liblz4.so.1", "liblz4.1.dylib", "liblz4.dll");

    public static SystemLibrary Snappy() => Load("libsnappy.so.1", "libsnappy.1.dylib", "snappy.dll");

    public byte[] CompressLz4(byte[] bytes) => Call(
        bytes, ((int)(bytes.Length * 1.01)) + 64,
        (source, length, target, capacity) => ((delegate* unmanaged<byte*, byte*, int, int, int>)Export("LZ4_compress_default"))(source, target, length, capacity));

    public byte[] DecompressLz4(byte[] block, int byteLength) => Call(
        block, byteLength,
        (source, length, target, capacity) => ((delegate* unmanaged<byte*, byte*, int, int, int>)Export("LZ4_decompress_safe"))(source, target, length, capacity));

    /// <summary>A frame by the library's preferences: block size code, linked blocks, content and block checksums.</summary>
    public byte[] CompressLz4Frame(byte[] bytes, int blockSizeCode, bool isLinked, bool hasChecksums)
    {
        // LZ4F_preferences_t: blockSizeID, blockMode (0 linked), contentChecksumFlag, frameType, contentSize (8), dictID, blockChecksumFlag, level, autoFlush, ...
        var preferences = stackalloc int[16];
        new Span<int>(preferences, 16).Clear();
        preferences[0] = blockSizeCode;
        preferences[1] = isLinked ? 0 : 1;
        preferences[2] = hasChecksums ? 1 : 0;
        preferences[4] = bytes.Length;
        preferences[7] = hasChecksums ? 1 : 0;
        var frame = new byte[(bytes.Length * 2) + 1000];
        fixed (byte* source = bytes)
        fixed (byte* target = frame)
        {
            var compress = (delegate* unmanaged<byte*, nuint, byte*, nuint, int*, nuint>)Export("LZ4F_compressFrame");
            var length = compress(target, (nuint)frame.Length, source, (nuint)bytes.Length, preferences);
            Assert.True(length <= (nuint)frame.Length);
            return frame[..(int)length];
        }
    }

    public byte[] CompressSnappy(byte[] bytes) => Call(bytes, 32 + bytes.Length + (bytes.Length / 6), (source, length, target, capacity) =>
    {
        var written = (nuint)capacity;
        var status = ((delegate* unmanaged<byte*, nuint, byte*, nuint*, int>)Export("snappy_compress"))(source, (nuint)length, target, &written);
        return status == 0 ? (int)written : -1;
    });

    public byte[] DecompressSnappy(byte[] block, int byteLength) => Call(block, byteLength, (source, length, target, capacity) =>
    {
        var written = (nuint)capacity;
        var status = ((delegate* unmanaged<byte*, nuint, byte*, nuint*, int>)Export("snappy_uncompress"))(source, (nuint)length, target, &written);
        return status == 0 ? (int)written : -1;
    });

    private static byte[] Call(byte[] input, int capacity, Operation operation)
    {
        var output = new byte[capacity + 1];
        fixed (byte* source = new byte[input.Length + 1])
        fixed (byte* target = output)
        {
            input.CopyTo(new Span<byte>(source, input.Length));
            var length = operation(source, input.Length, target, capacity);
            Assert.InRange(length, 0, capacity);
            return output[..length];
        }
    }

    private nint Export(string name) => NativeLibrary.GetExport(_library, name);

    private delegate int Operation(byte* source, int length, byte* target, int capacity);
}

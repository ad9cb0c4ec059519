using System.Runtime.InteropServices;
using Xunit;

namespace SqlSpark.DataSources.Tests.Compression;

/// <summary>
/// Memory whose last byte is followed by a page that must not be touched (where the system lets us make one), and whose bytes before
/// it are watched: a block placed at the end shows reads and writes behind it, a canary shows writes before it.
/// </summary>
internal sealed unsafe class GuardedMemory : IDisposable
{
    private const int PageBytes = 1 << 16;
    private const int CanaryBytes = 256;
    private const byte Canary = 0xC5;

    private readonly byte* _mapping;
    private readonly byte* _end;
    private readonly int _mappedBytes;

    public GuardedMemory(int capacity)
    {
        var bytes = ((capacity + CanaryBytes + PageBytes - 1) / PageBytes) * PageBytes;
        _mappedBytes = bytes + PageBytes;
        if (OperatingSystem.IsLinux())
        {
            _mapping = (byte*)MapMemory(0, (nuint)_mappedBytes, 3, 0x22, -1, 0);
            Assert.True((nint)_mapping != -1);
            Assert.Equal(0, Protect((nint)(_mapping + bytes), PageBytes, 0));
        }
        else
        {
            _mapping = (byte*)NativeMemory.AllocZeroed((nuint)_mappedBytes);
        }

        _end = _mapping + bytes;
        Capacity = bytes - CanaryBytes;
    }

    public int Capacity { get; }

    /// <summary>The last bytes before the page that must not be touched, behind a fresh canary.</summary>
    public Span<byte> Take(int byteLength)
    {
        Assert.True(byteLength <= Capacity);
        new Span<byte>(_end - byteLength - CanaryBytes, CanaryBytes).Fill(Canary);
        return new Span<byte>(_end - byteLength, byteLength);
    }

    public ReadOnlySpan<byte> Place(ReadOnlySpan<byte> bytes)
    {
        var place = Take(bytes.Length);
        bytes.CopyTo(place);
        return place;
    }

    /// <summary>Whether nothing was written before the block that was taken last.</summary>
    public bool IsIntact(int byteLength) => new Span<byte>(_end - byteLength - CanaryBytes, CanaryBytes).IndexOfAnyExcept(Canary) < 0;

    public void Dispose()
    {
        if (OperatingSystem.IsLinux())
            _ = Unmap((nint)_mapping, (nuint)_mappedBytes);
        else
            NativeMemory.Free(_mapping);
    }

    [DllImport("libc", EntryPoint = "mmap")]
    private static extern nint MapMemory(nint address, nuint length, int protection, int flags, int file, nint offset);

    [DllImport("libc", EntryPoint = "mprotect")]
    private static extern int Protect(nint address, nuint length, int protection);

    [DllImport("libc", EntryPoint = "munmap")]
    private static extern int Unmap(nint address, nuint length);
}

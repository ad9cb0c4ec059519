using SqlSpark.Core.Memory;

namespace SqlSpark.DataSources.Compression;

/// <summary>The hash table of <see cref="GreedyMatcher"/>, taken from the account at the first use and kept.</summary>
internal sealed unsafe class MatchTable(MemoryAccount account) : IDisposable
{
    private NativeBuffer? _buffer;

    /// <summary>The first entry.</summary>
    public uint* Entries => (uint*)(_buffer ??= account.Allocate(sizeof(uint) << GreedyMatcher.MaxTableBits)).Address;

    public void Dispose()
    {
        _buffer?.Release();
        _buffer = null;
    }
}

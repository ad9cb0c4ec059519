using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using SqlSpark.Core.Memory;

namespace SqlSpark.Execution.Operators.RuntimeFilters;

/// <summary>
/// A Bloom filter of blocks of 64 bits: a key sets three bits of one block, so that one look at memory tells. Of keys that were not added about one in forty is found.
/// </summary>
/// <remarks>Putze, Sanders, Singler: Cache-, Hash- and Space-Efficient Bloom Filters.</remarks>
internal sealed unsafe class BloomBlocks : IDisposable
{
    private const long KeysPerBlock = 6;
    private const ulong First = 0x9E3779B97F4A7C15;
    private const ulong Second = 0xD6E8FEB86659FD93;

    private readonly NativeBuffer _blocks;
    private readonly int _shift;

    /// <summary>No keys yet.</summary>
    /// <param name="keyCount">About so many will be added.</param>
    /// <param name="account">Pays for the blocks.</param>
    public BloomBlocks(long keyCount, MemoryAccount account)
    {
        var blockCount = BitOperations.RoundUpToPowerOf2((ulong)Math.Max(64, keyCount / KeysPerBlock));
        _shift = 64 - BitOperations.Log2(blockCount);
        _blocks = account.Allocate((long)blockCount * sizeof(ulong), zeroed: true);
    }

    /// <summary>The hash of an integer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong HashOf(long key)
    {
        var hash = (ulong)key * First;
        hash ^= hash >>> 32;
        return hash * Second;
    }

    /// <summary>Adds a key by its hash, of which all bits count, the highest most.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ulong hash) => ((ulong*)_blocks.Address)[hash >>> _shift] |= BitsOf(hash);

    /// <summary>False when a key was not added for certain.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool MayContain(ulong hash)
    {
        var bits = BitsOf(hash);
        return (((ulong*)_blocks.Address)[hash >>> _shift] & bits) == bits;
    }

    /// <summary>Tests 64 integers at once where the processor can; see <see cref="CanTestMany"/>.</summary>
    /// <returns>A bit for each that may have been added.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Test64<T>(T* keys)
        where T : unmanaged, IBinaryInteger<T>
    {
        var kept = 0UL;
        var blocks = (long*)_blocks.Address;
        for (var i = 0; i < 64; i += 8)
        {
            var key = sizeof(T) == sizeof(long) ? Vector512.Load((ulong*)keys + i)
                : Avx512F.ConvertToVector512Int64(Vector256.Load((int*)keys + i)).AsUInt64();
            var hash = key * Vector512.Create(First);
            hash = (hash ^ (hash >>> 32)) * Vector512.Create(Second);
            var place = (hash >>> _shift).AsInt64();
            var block = Vector512.Create(
                Avx2.GatherVector256(blocks, place.GetLower(), sizeof(long)), Avx2.GatherVector256(blocks, place.GetUpper(), sizeof(long))).AsUInt64();
            var (one, low) = (Vector512.Create(1UL), Vector512.Create(63UL));
            var bits = Avx512F.ShiftLeftLogicalVariable(one, hash & low)
                | Avx512F.ShiftLeftLogicalVariable(one, (hash >>> 6) & low)
                | Avx512F.ShiftLeftLogicalVariable(one, (hash >>> 12) & low);
            kept |= Vector512.Equals(block & bits, bits).ExtractMostSignificantBits() << i;
        }

        return kept;
    }

    /// <summary>True when <see cref="Test64"/> can be called for integers of a width.</summary>
    public static bool CanTestMany(int width) => Avx512F.IsSupported && width is sizeof(int) or sizeof(long);

    /// <inheritdoc />
    public void Dispose() => _blocks.Release();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong BitsOf(ulong hash) => 1UL << (int)(hash & 63) | 1UL << (int)((hash >>> 6) & 63) | 1UL << (int)((hash >>> 12) & 63);
}

using System.Numerics;
using System.Runtime.InteropServices;
using SqlSpark.Core.Memory.Pages;

namespace SqlSpark.Core.Memory.Blocks;

/// <summary>64 MiB of mapped memory, handed out in runs of 64 KiB units. Guarded by the arena's lock.</summary>
internal sealed class Chunk(PageMapping mapping)
{
    /// <summary>The size of a chunk.</summary>
    internal const int Bytes = 64 << 20;

    /// <summary>The granularity in which memory becomes resident and is given back: a huge page.</summary>
    internal const int GranuleBytes = IPageSource.Alignment;

    private const int UnitCount = Bytes / SizeClasses.UnitBytes;
    private const int GranuleCount = Bytes / GranuleBytes;

    private readonly ulong[] _usedUnits = new ulong[UnitCount / 64];
    private readonly long[] _freeSince = new long[GranuleCount];
    private int _freeUnits = UnitCount;
    private uint _resident;

    /// <summary>The first byte.</summary>
    internal nint Address => mapping.Address;

    /// <summary>Whether nothing is handed out.</summary>
    internal bool IsEmpty => _freeUnits == UnitCount;

    /// <summary>The granules that have been handed out since the system last gave or took them.</summary>
    internal long ResidentBytes => (long)BitOperations.PopCount(_resident) * GranuleBytes;

    /// <summary>Takes the first run of <paramref name="units"/> units that is free.</summary>
    internal bool TryTakeRun(int units, out int firstUnit)
    {
        firstUnit = 0;
        if (units > _freeUnits)
            return false;
        while (true)
        {
            firstUnit = NextUnit(firstUnit, used: false);
            var end = NextUnit(firstUnit, used: true);
            if (end - firstUnit >= units)
                break;
            if (end >= UnitCount)
                return false;
            firstUnit = end;
        }

        Mark(firstUnit, units, used: true);
        _freeUnits -= units;
        for (var granule = GranuleOf(firstUnit); granule <= GranuleOf(firstUnit + units - 1); granule++)
            _resident |= 1u << granule;
        return true;
    }

    /// <summary>Takes a run back.</summary>
    internal void ReturnRun(int firstUnit, int units, long timestamp)
    {
        Mark(firstUnit, units, used: false);
        _freeUnits += units;
        for (var granule = GranuleOf(firstUnit); granule <= GranuleOf(firstUnit + units - 1); granule++)
            _freeSince[granule] = timestamp;
    }

    /// <summary>Gives the physical memory of granules back that are wholly free, and free since <paramref name="latest"/> or earlier.</summary>
    internal void Discard(long latest)
    {
        var granules = MemoryMarshal.Cast<ulong, uint>(_usedUnits);
        for (var granule = 0; granule < GranuleCount; granule++)
        {
            // The halves of a word stand in the order of the machine's bytes.
            var half = BitConverter.IsLittleEndian ? granule : granule ^ 1;
            var isIdle = granules[half] == 0 && (_resident & (1u << granule)) != 0 && _freeSince[granule] <= latest;
            if (isIdle && mapping.Discard((long)granule * GranuleBytes, GranuleBytes))
                _resident &= ~(1u << granule);
        }
    }

    /// <summary>Whether nothing was handed out since <paramref name="latest"/> or earlier.</summary>
    internal bool IsEmptySince(long latest) => IsEmpty && _freeSince.AsSpan().IndexOfAnyExceptInRange(long.MinValue, latest) < 0;

    /// <summary>Unmaps the memory.</summary>
    internal void Unmap() => mapping.Dispose();

    private static int GranuleOf(int unit) => unit / (GranuleBytes / SizeClasses.UnitBytes);

    private int NextUnit(int unit, bool used)
    {
        while (unit < UnitCount)
        {
            var word = _usedUnits[unit / 64];
            var ahead = (used ? word : ~word) >> (unit % 64);
            if (ahead != 0)
                return unit + BitOperations.TrailingZeroCount(ahead);
            unit = (unit / 64 * 64) + 64;
        }

        return UnitCount;
    }

    private void Mark(int firstUnit, int units, bool used)
    {
        while (units > 0)
        {
            var bit = firstUnit % 64;
            var count = Math.Min(units, 64 - bit);
            var mask = (ulong.MaxValue >> (64 - count)) << bit;
            ref var word = ref _usedUnits[firstUnit / 64];
            word = used ? word | mask : word & ~mask;
            firstUnit += count;
            units -= count;
        }
    }
}

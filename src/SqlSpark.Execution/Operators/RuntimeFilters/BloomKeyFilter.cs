using System.Numerics;
using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using Vector = SqlSpark.Core.Columnar.Vector;

namespace SqlSpark.Execution.Operators.RuntimeFilters;

/// <summary>Integers that lie far apart, in a Bloom filter.</summary>
/// <param name="keyCount">About so many will be added.</param>
/// <param name="account">Pays for it.</param>
internal sealed unsafe class BloomKeyFilter(long keyCount, MemoryAccount account) : KeyFilter
{
    // Of 64 rows so many must be wanted, or they are tested one by one.
    private const int DenseRows = 8;

    private readonly BloomBlocks _blocks = new(keyCount, account);

    /// <summary>Adds an integer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(long key) => _blocks.Add(BloomBlocks.HashOf(key));

    /// <inheritdoc />
    public override void Dispose() => _blocks.Dispose();

    /// <inheritdoc />
    protected override void KeepValues(Vector values, Span<ulong> rows)
    {
        var flat = (FlatVector)values;
        switch (flat.Physical)
        {
            case PhysicalType.Int8:
                Keep(flat.Values<sbyte>(), rows);
                break;
            case PhysicalType.Int16:
                Keep(flat.Values<short>(), rows);
                break;
            case PhysicalType.Int32:
                Keep(flat.Values<int>(), rows);
                break;
            case PhysicalType.Int64:
                Keep(flat.Values<long>(), rows);
                break;
            default:
                throw InternalErrors.Unreachable(flat.Physical);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Keep<T>(ReadOnlySpan<T> values, Span<ulong> rows)
        where T : unmanaged, IBinaryInteger<T>
    {
        var blocks = _blocks;
        fixed (T* first = values)
        {
            for (var word = 0; word < rows.Length; word++)
            {
                var live = rows[word];
                var part = first + (word << 6);
                if (BloomBlocks.CanTestMany(sizeof(T)) && (word << 6) + 64 <= values.Length && BitOperations.PopCount(live) >= DenseRows)
                {
                    rows[word] = live & blocks.Test64(part);
                    continue;
                }

                for (var rest = live; rest != 0; rest &= rest - 1)
                {
                    var row = BitOperations.TrailingZeroCount(rest);
                    if (!blocks.MayContain(BloomBlocks.HashOf(long.CreateTruncating(part[row]))))
                        live &= ~(1UL << row);
                }

                rows[word] = live;
            }
        }
    }
}

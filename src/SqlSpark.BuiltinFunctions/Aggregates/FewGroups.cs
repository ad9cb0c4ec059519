using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary>
/// The groups of a batch by byte codes: sums and counts of at most 256 of them, in registers while they are very few. The caller
/// keeps the results on its stack and adds them to the states.
/// </summary>
internal sealed class FewGroups
{
    /// <summary>The most codes there are.</summary>
    public const int MaxCount = 256;

    private byte[] _masked = [];

    /// <summary>The groups are 0 to this less one, as far as codes tell.</summary>
    public int Count { get; private set; }

    private bool FitsRegisters => Count <= GroupKernels.FewGroups;

    /// <summary>Takes up the codes of a batch.</summary>
    /// <returns>What the other members take: for very few groups codes in which rows that do not count are marked.</returns>
    public ReadOnlySpan<byte> Begin(ReadOnlySpan<byte> codes, Rows rows)
    {
        codes = codes[..rows.Length];
        Count = Largest(codes) + 1;
        if (rows.IsAll || !FitsRegisters)
            return codes;
        if (_masked.Length < codes.Length)
            _masked = new byte[codes.Length];
        GroupKernels.MaskCodes(codes, rows, _masked);
        return _masked.AsSpan(0, codes.Length);
    }

    /// <summary>Adds the rows of each group to its count.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void CountRows(ReadOnlySpan<byte> codes, Rows rows, Span<long> counts)
    {
        if (FitsRegisters)
        {
            GroupKernels.CountFew(codes, counts[..Count]);
            return;
        }

        foreach (var row in rows)
            counts[codes[row]]++;
    }

    /// <summary>Adds the values of each group to its sum, exactly.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Sum<T>(ReadOnlySpan<T> values, ReadOnlySpan<byte> codes, Rows rows, Span<Int128> sums)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (FitsRegisters)
        {
            GroupKernels.SumFew(values, codes, sums[..Count]);
            return;
        }

        foreach (var row in rows)
            sums[codes[row]] += long.CreateTruncating(values[row]);
    }

    /// <summary>Adds the values of each group to its sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Sum(ReadOnlySpan<double> values, ReadOnlySpan<byte> codes, Rows rows, Span<double> sums)
    {
        if (FitsRegisters)
        {
            GroupKernels.SumFew(values, codes, sums[..Count]);
            return;
        }

        foreach (var row in rows)
            sums[codes[row]] += values[row];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static byte Largest(ReadOnlySpan<byte> codes)
    {
        var vectors = MemoryMarshal.Cast<byte, Vector<byte>>(codes);
        var lanes = Vector<byte>.Zero;
        foreach (var vector in vectors)
            lanes = System.Numerics.Vector.Max(lanes, vector);
        byte largest = 0;
        for (var i = 0; i < Vector<byte>.Count; i++)
            largest = Math.Max(largest, lanes[i]);
        foreach (var code in codes[(vectors.Length * Vector<byte>.Count)..])
            largest = Math.Max(largest, code);
        return largest;
    }
}

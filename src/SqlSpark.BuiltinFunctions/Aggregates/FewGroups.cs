using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;

namespace SqlSpark.BuiltinFunctions.Aggregates;

/// <summary>Sums and counts of at most 256 groups by code, kept on the stack for a batch.</summary>
internal static class FewGroups
{
    /// <summary>The most codes there are.</summary>
    public const int MaxGroups = 256;

    /// <summary>Counts live rows by code.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Count(ReadOnlySpan<byte> codes, Rows rows, Span<long> counts)
    {
        if (rows.IsAll)
        {
            foreach (var code in codes[..rows.Length])
                counts[code]++;
            return;
        }

        foreach (var row in rows)
            counts[codes[row]]++;
    }

    /// <summary>Sums live rows by code, exactly, in halves of 32 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sum(ReadOnlySpan<long> values, ReadOnlySpan<byte> codes, Rows rows, Span<long> lows, Span<long> highs)
    {
        if (rows.IsAll)
        {
            for (var row = 0; row < rows.Length; row++)
            {
                var (code, value) = (codes[row], values[row]);
                lows[code] += (uint)value;
                highs[code] += value >> 32;
            }

            return;
        }

        foreach (var row in rows)
        {
            var (code, value) = (codes[row], values[row]);
            lows[code] += (uint)value;
            highs[code] += value >> 32;
        }
    }

    /// <summary>Sums live rows by code.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sum(ReadOnlySpan<double> values, ReadOnlySpan<byte> codes, Rows rows, Span<double> sums)
    {
        foreach (var row in rows)
            sums[codes[row]] += values[row];
    }
}

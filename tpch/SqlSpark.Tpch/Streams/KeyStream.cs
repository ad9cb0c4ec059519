using System.Runtime.CompilerServices;

namespace SqlSpark.Tpch.Streams;

/// <summary>
/// The random keys from 1 to a count of rows. From scale factor 30,000 on, where keys outgrow 31 bits, dbgen draws them from a 64-bit
/// generator: x' = 6364136223846793005 x + 1 mod 2^64.
/// </summary>
/// <remarks>
/// The two generators share the seed. Rows are sought in the 64-bit one by its own jump; dbgen does the same where it skips rows, but ends a row that did
/// not draw all its numbers with the jump of the other generator.
/// </remarks>
internal struct KeyStream
{
    private const ulong WideMultiplier = 6364136223846793005;

    private readonly uint _seed;
    private readonly int _drawsPerRow;
    private readonly long _count;
    private readonly bool _isWide;
    private readonly (ulong Factor, ulong Sum) _rowJump;
    private LehmerStream _stream;
    private ulong _wideRow;
    private ulong _wide;

    /// <param name="seed">The state before the first row.</param>
    /// <param name="drawsPerRow">The numbers that belong to a row.</param>
    /// <param name="count">The largest key.</param>
    /// <param name="isWide">Whether the 64-bit generator is used.</param>
    public KeyStream(uint seed, int drawsPerRow, long count, bool isWide)
    {
        _seed = seed;
        _drawsPerRow = drawsPerRow;
        _count = count;
        _isWide = isWide;
        _rowJump = WideJump((ulong)drawsPerRow);
        _stream = new LehmerStream(seed, drawsPerRow);
        _wideRow = _wide = seed;
    }

    /// <summary>Goes to the start of a row, counted from 0.</summary>
    public void Seek(long row)
    {
        _stream.Seek(row);
        if (_isWide)
        {
            var jump = WideJump((ulong)row * (ulong)_drawsPerRow);
            _wideRow = _wide = (_seed * jump.Factor) + jump.Sum;
        }
    }

    /// <summary>Begins the next row after <see cref="Seek"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void BeginRow()
    {
        _stream.BeginRow();
        if (_isWide)
        {
            _wide = _wideRow;
            _wideRow = (_wideRow * _rowJump.Factor) + _rowJump.Sum;
        }
    }

    /// <summary>Draws a key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Next() => _isWide ? NextWide()
        : _count <= Lehmer.MaxExactRange ? _stream.Next((uint)_count) + 1L
        : Lehmer.ScaleWide(_stream.Next(), _count) + 1;

    /// <summary>The factor and the summand that many draws of the 64-bit generator amount to.</summary>
    internal static (ulong Factor, ulong Sum) WideJump(ulong draws)
    {
        var (factor, sum) = (1ul, 0ul);
        var (stepFactor, stepSum) = (WideMultiplier, 1ul);
        for (; draws != 0; draws >>= 1)
        {
            if ((draws & 1) != 0)
                (factor, sum) = (factor * stepFactor, (sum * stepFactor) + stepSum);
            (stepFactor, stepSum) = (stepFactor * stepFactor, (stepSum * stepFactor) + stepSum);
        }

        return (factor, sum);
    }

    private long NextWide()
    {
        _wide = (_wide * WideMultiplier) + 1;
        var value = (long)_wide;
        if (value < 0)
            value = unchecked(-value);
        return (value % _count) + 1;
    }
}

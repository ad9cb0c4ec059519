using System.Runtime.CompilerServices;

namespace SqlSpark.Tpch.Streams;

/// <summary>The random numbers of one column. Every row owns the same count of them, used or not, so that any row can be sought.</summary>
internal struct LehmerStream
{
    private readonly uint _seed;
    private readonly int _drawsPerRow;
    private readonly uint _rowPower;
    private uint _row;
    private uint _state;

    /// <param name="seed">The state before the first row.</param>
    /// <param name="drawsPerRow">The numbers that belong to a row.</param>
    public LehmerStream(uint seed, int drawsPerRow)
    {
        _seed = seed;
        _drawsPerRow = drawsPerRow;
        _rowPower = Lehmer.Power(drawsPerRow);
        _row = _state = seed;
    }

    /// <summary>Goes to the start of a row, counted from 0. Rows that draw all their numbers may then be read one after the other.</summary>
    public void Seek(long row) => _row = _state = Lehmer.Multiply(_seed, Lehmer.Power(row * _drawsPerRow));

    /// <summary>Begins the next row after <see cref="Seek"/>, however many numbers the one before drew.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void BeginRow()
    {
        _state = _row;
        _row = Lehmer.Multiply(_row, _rowPower);
    }

    /// <summary>Draws a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Next() => _state = Lehmer.Next(_state);

    /// <summary>Draws from 0 .. range - 1, for ranges up to <see cref="Lehmer.MaxExactRange"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Next(uint range) => Lehmer.Scale(Next(), range);
}

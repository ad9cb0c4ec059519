using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.Tpch.Streams;
using SqlSpark.Tpch.Text;

namespace SqlSpark.Tpch.Generation;

/// <summary>
/// Comments: views of parts of the text pool, nothing is copied. The places are drawn first and fetched meanwhile, the views made afterwards: the
/// pool is far larger than any cache.
/// </summary>
internal sealed unsafe class CommentColumn : FlatColumn
{
    private const double Shortest = 0.4;
    private const double Longest = 1.6;
    private const int CacheLine = 64;

    private readonly TextPool _pool;
    private readonly double _offsets;
    private readonly int _minimum;
    private readonly uint _lengths;
    private LehmerStream _stream;
    private (nint Place, int ByteLength)[] _parts = [];
    private int _rowCount;

    /// <param name="seed">The seed of the column.</param>
    /// <param name="averageLength">The average length, from which dbgen takes 40 and 160 percent.</param>
    /// <param name="commentsPerRow">The most comments that belong to a source row.</param>
    /// <param name="pool">The text.</param>
    /// <param name="account">Pays for the views.</param>
    public CommentColumn(uint seed, int averageLength, int commentsPerRow, TextPool pool, MemoryAccount account)
        : base(StringType.Instance, PhysicalType.View, account)
    {
        _pool = pool;
        _minimum = (int)(averageLength * Shortest);
        MaxByteLength = (int)(averageLength * Longest);
        _lengths = (uint)(MaxByteLength - _minimum + 1);
        _offsets = TextPool.ByteLength - MaxByteLength + 1;
        _stream = new LehmerStream(seed, 2 * commentsPerRow);
    }

    /// <summary>The length of the longest comment.</summary>
    public int MaxByteLength { get; }

    /// <summary>Goes to a source row, counted from 0.</summary>
    public void Seek(long row) => _stream.Seek(row);

    /// <inheritdoc />
    public override void Begin(int rowCount)
    {
        base.Begin(rowCount);
        _rowCount = rowCount;
        if (_parts.Length < rowCount)
            _parts = new (nint, int)[System.Numerics.BitOperations.RoundUpToPowerOf2((uint)rowCount)];
    }

    /// <summary>Draws the comments of all rows, where every source row has all its comments.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Draw()
    {
        var stream = _stream;
        for (var row = 0; row < _rowCount; row++)
            Draw(ref stream, row);
    }

    /// <summary>Draws the comments of source rows that have some number of them each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Draw(ReadOnlySpan<byte> counts)
    {
        var stream = _stream;
        var row = 0;
        foreach (var count in counts)
        {
            stream.BeginRow();
            for (var end = row + count; row < end; row++)
                Draw(ref stream, row);
        }
    }

    /// <summary>A comment as drawn.</summary>
    public ReadOnlySpan<byte> this[int row] => new((byte*)_parts[row].Place, _parts[row].ByteLength);

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override Vector Publish()
    {
        var views = Views;
        var parts = _parts.AsSpan(0, _rowCount);
        for (var row = 0; row < parts.Length; row++)
            views[row] = Utf8View.FromPadded((byte*)parts[row].Place, parts[row].ByteLength);
        Writer.BorrowHeap(_pool.Buffer);
        return base.Publish();
    }

    /// <summary>Puts another text in the place of one that was drawn.</summary>
    public void Replace(int row, byte* text) => _parts[row].Place = (nint)text;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Draw(ref LehmerStream stream, int row)
    {
        var offset = (int)Lehmer.ScaleWide(stream.Next(), _offsets);
        var byteLength = _minimum + stream.Next(_lengths);
        var place = _pool.Get(offset, byteLength);
        if (Sse.IsSupported)
        {
            for (var line = 0; line < byteLength; line += CacheLine)
                Sse.Prefetch0(place + line);
            Sse.Prefetch0(place + byteLength);
        }

        _parts[row] = ((nint)place, byteLength);
    }
}

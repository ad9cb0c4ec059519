using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;

namespace SqlSpark.DataSources.Csv.Writing;

/// <summary>The values of one column of a batch as text: for each row an address and a length, -1 for NULL. Made once a column, used batch by batch.</summary>
internal abstract unsafe class CsvCells : IDisposable
{
    private readonly ScratchBuffer _starts;
    private readonly ScratchBuffer _lengths;
    private readonly VectorWriter _widened;

    /// <param name="type">The column's type.</param>
    /// <param name="account">Pays for buffers.</param>
    protected CsvCells(DataType type, MemoryAccount account)
    {
        _starts = new ScratchBuffer(account);
        _lengths = new ScratchBuffer(account);
        _widened = new VectorWriter(type, account);
    }

    /// <summary>The first byte of each row's text.</summary>
    public byte** Starts { get; private set; }

    /// <summary>The length of each row's text.</summary>
    public int* Lengths { get; private set; }

    /// <summary>Fills the cells of the rows that count. They are valid until the next call, and as long as the vector is.</summary>
    public void Fill(Vector vector, Rows rows)
    {
        Starts = (byte**)_starts.Get<nint>(rows.Length);
        Lengths = _lengths.Get<int>(rows.Length);
        FillFlat((FlatVector)VectorCopy.Widen(vector, _widened), rows);
    }

    /// <inheritdoc />
    public virtual void Dispose()
    {
        _starts.Dispose();
        _lengths.Dispose();
        _widened.Dispose();
    }

    /// <summary>Fills the cells from a flat vector as wide as its type.</summary>
    protected abstract void FillFlat(FlatVector vector, Rows rows);
}

/// <summary>Strings, where they lie.</summary>
internal sealed unsafe class CsvStringCells(DataType type, MemoryAccount account) : CsvCells(type, account)
{
    /// <summary>Where the bytes of a view begin that are in the view itself.</summary>
    private const int InlineOffset = 4;

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void FillFlat(FlatVector vector, Rows rows)
    {
        var views = (Utf8View*)vector.Address;
        foreach (var row in rows)
        {
            Starts[row] = views[row].IsInline ? (byte*)(views + row) + InlineOffset : views[row].Address;
            Lengths[row] = Bitmaps.IsValid(vector.Validity, row) ? views[row].Length : -1;
        }
    }
}

/// <summary>Binaries as <c>[48 65]</c>.</summary>
internal sealed unsafe class CsvBinaryCells(DataType type, MemoryAccount account) : CsvCells(type, account)
{
    private readonly ScratchBuffer _text = new(account);

    /// <inheritdoc />
    public override void Dispose()
    {
        base.Dispose();
        _text.Dispose();
    }

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void FillFlat(FlatVector vector, Rows rows)
    {
        var views = vector.Values<Utf8View>();
        var byteLength = 0L;
        foreach (var row in rows)
            byteLength += 2 + (3L * views[row].Length);
        var text = _text.Get<byte>(byteLength);
        foreach (var row in rows)
        {
            Starts[row] = text;
            Lengths[row] = -1;
            if (!Bitmaps.IsValid(vector.Validity, row))
                continue;
            text = Write(views[row].Bytes, text);
            Lengths[row] = (int)(text - Starts[row]);
        }
    }

    private static byte* Write(ReadOnlySpan<byte> bytes, byte* text)
    {
        var digits = "0123456789ABCDEF"u8;
        *text++ = (byte)'[';
        for (var i = 0; i < bytes.Length; i++)
        {
            if (i > 0)
                *text++ = (byte)' ';
            *text++ = digits[bytes[i] >> 4];
            *text++ = digits[bytes[i] & 15];
        }

        *text++ = (byte)']';
        return text;
    }
}

/// <summary>Booleans.</summary>
internal sealed unsafe class CsvBooleanCells : CsvCells
{
    private readonly NativeBuffer _words;

    public CsvBooleanCells(DataType type, MemoryAccount account)
        : base(type, account)
    {
        _words = account.Allocate(16);
        "true"u8.CopyTo(_words.AsSpan<byte>());
        "false"u8.CopyTo(_words.AsSpan<byte>()[8..]);
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        base.Dispose();
        _words.Release();
    }

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void FillFlat(FlatVector vector, Rows rows)
    {
        var bits = vector.Bits;
        foreach (var row in rows)
        {
            var value = Bitmaps.Get(bits, row);
            Starts[row] = _words.Address + (value ? 0 : 8);
            Lengths[row] = !Bitmaps.IsValid(vector.Validity, row) ? -1 : value ? 4 : 5;
        }
    }
}

/// <summary>Values of fixed width, formatted one after the other.</summary>
/// <typeparam name="T">The storage of a value.</typeparam>
/// <typeparam name="TFormat">Writes one value.</typeparam>
internal sealed unsafe class CsvFormattedCells<T, TFormat>(DataType type, TFormat format, MemoryAccount account) : CsvCells(type, account)
    where T : unmanaged
    where TFormat : struct, ICsvCellFormat<T>
{
    private readonly ScratchBuffer _text = new(account);
    private TFormat _format = format;

    /// <inheritdoc />
    public override void Dispose()
    {
        base.Dispose();
        _text.Dispose();
    }

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void FillFlat(FlatVector vector, Rows rows)
    {
        var values = vector.Values<T>();
        var text = _text.Get<byte>((long)rows.Count * TFormat.MaxLength);
        foreach (var row in rows)
        {
            Starts[row] = text;
            Lengths[row] = -1;
            if (!Bitmaps.IsValid(vector.Validity, row))
                continue;
            Lengths[row] = _format.Write(values[row], new Span<byte>(text, TFormat.MaxLength));
            text += Lengths[row];
        }
    }
}

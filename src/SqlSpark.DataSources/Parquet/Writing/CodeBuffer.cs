using System.Numerics;
using System.Runtime.CompilerServices;
using SqlSpark.Core.Memory;
using SqlSpark.DataSources.Parquet.Encodings;

namespace SqlSpark.DataSources.Parquet.Writing;

/// <summary>The dictionary codes of a column chunk, as narrow as the largest one allows. Widened when larger ones come.</summary>
internal sealed unsafe class CodeBuffer(MemoryAccount account) : IDisposable
{
    private EncodingBuffer _codes = new(account);
    private EncodingBuffer _other = new(account);
    private int _width = 1;

    /// <summary>Codes.</summary>
    public int Count => _codes.Length / _width;

    /// <summary>Bytes that are buffered.</summary>
    public long ByteLength => _codes.Length;

    /// <summary>Adds codes.</summary>
    /// <param name="codes">The codes.</param>
    /// <param name="entryCount">Entries of the dictionary: all codes are less.</param>
    public void Add(ReadOnlySpan<int> codes, int entryCount)
    {
        if (WidthFor(entryCount) > _width)
            Widen(WidthFor(entryCount));
        switch (_width)
        {
            case 1:
                Copy<int, byte>(codes, _codes);
                break;
            case 2:
                Copy<int, ushort>(codes, _codes);
                break;
            default:
                Copy<int, uint>(codes, _codes);
                break;
        }
    }

    /// <summary>Writes the codes of a page: their width and the runs.</summary>
    public void Encode(int first, int count, int entryCount, EncodingBuffer target)
    {
        var bitWidth = BitPacking.BitWidthOf((uint)Math.Max(entryCount - 1, 0));
        target.WriteByte((byte)bitWidth);
        var from = _codes.Address + ((long)first * _width);
        switch (_width)
        {
            case 1:
                RleBitPackedEncoder.Encode(from, count, bitWidth, target);
                break;
            case 2:
                RleBitPackedEncoder.Encode((ushort*)from, count, bitWidth, target);
                break;
            default:
                RleBitPackedEncoder.Encode((uint*)from, count, bitWidth, target);
                break;
        }
    }

    /// <summary>Writes codes as integers.</summary>
    public void Get(int first, Span<int> codes)
    {
        var from = _codes.Address + ((long)first * _width);
        fixed (int* to = codes)
        {
            switch (_width)
            {
                case 1:
                    Convert(from, to, codes.Length);
                    break;
                case 2:
                    Convert((ushort*)from, to, codes.Length);
                    break;
                default:
                    Convert((uint*)from, to, codes.Length);
                    break;
            }
        }
    }

    /// <summary>Forgets all codes and keeps the memory.</summary>
    public void Clear()
    {
        _codes.Clear();
        _width = 1;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _codes.Dispose();
        _other.Dispose();
    }

    private static int WidthFor(int entryCount) => entryCount switch
    {
        <= 1 << 8 => 1,
        <= 1 << 16 => 2,
        _ => 4,
    };

    private void Widen(int width)
    {
        _other.Clear();
        if (_width == 1 && width == 2)
            Copy<byte, ushort>(_codes.Bytes, _other);
        else if (_width == 1)
            Copy<byte, uint>(_codes.Bytes, _other);
        else
            Copy<ushort, uint>(new ReadOnlySpan<ushort>(_codes.Address, _codes.Length / sizeof(ushort)), _other);
        (_codes, _other) = (_other, _codes);
        _width = width;
    }

    private static void Copy<TFrom, TTo>(ReadOnlySpan<TFrom> from, EncodingBuffer target)
        where TFrom : unmanaged, INumberBase<TFrom>
        where TTo : unmanaged, INumberBase<TTo>
    {
        var byteLength = from.Length * sizeof(TTo);
        fixed (TFrom* values = from)
            Convert(values, (TTo*)target.Reserve(byteLength), from.Length);
        target.Advance(byteLength);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Convert<TFrom, TTo>(TFrom* from, TTo* to, int count)
        where TFrom : unmanaged, INumberBase<TFrom>
        where TTo : unmanaged, INumberBase<TTo>
    {
        for (var i = 0; i < count; i++)
            to[i] = TTo.CreateTruncating(from[i]);
    }
}

using System.Diagnostics;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;

namespace SqlSpark.Core.Kernels;

/// <summary>
/// A register that holds gathered rows of one column in the encoding they had: codes stay codes over the same dictionary, constants
/// stay constant, flat values stay as narrow as they were. Reused from batch to batch; what it returns is borrowed from it.
/// </summary>
public sealed class GatherRegister : IDisposable
{
    private readonly MemoryAccount _account;
    private readonly VectorWriter _values;
    private readonly bool _checked;
    private NativeBuffer? _codes;
    private NativeBuffer? _validity;
    private DictionaryVector? _coded;
    private ConstantVector? _constant;

    /// <summary>A register for columns of <paramref name="type"/>, paid by <paramref name="account"/>.</summary>
    public GatherRegister(DataType type, MemoryAccount account)
    {
        _account = account;
        _values = new VectorWriter(type, account);
        _checked = account.Pool.IsChecked;
    }

    /// <summary>Rows <paramref name="indices"/> of <paramref name="source"/>.</summary>
    public Vector Gather(Vector source, ReadOnlySpan<int> indices)
    {
        if (source is LazyVector lazy)
            source = lazy.Load(Rows.All(lazy.Length));
        return source switch
        {
            ConstantVector constant => GatherConstant(constant, indices.Length),
            DictionaryVector dictionary => GatherCodes(dictionary, indices),
            _ => VectorCopy.Gather(source, indices, _values),
        };
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (_checked)
            _coded?.MarkStale();
        _values.Dispose();
        _codes?.Release();
        _codes = null;
        _validity?.Release();
        _validity = null;
        _coded = null;
        _constant = null;
    }

    private ConstantVector GatherConstant(ConstantVector source, int length)
    {
        if (_constant is null || !ReferenceEquals(_constant.Value, source.Value))
            _constant = new ConstantVector(source.Value, length);
        else
            _constant.Resize(length);
        return _constant;
    }

    private DictionaryVector GatherCodes(DictionaryVector source, ReadOnlySpan<int> indices)
    {
        Renew(ref _codes, Math.Max(indices.Length, 1) * (long)source.CodeWidth);
        switch (source.CodeWidth)
        {
            case 1:
                GatherKernels.Gather(source.Codes<byte>(), indices, _codes!.AsSpan<byte>());
                break;
            case 2:
                GatherKernels.Gather(source.Codes<ushort>(), indices, _codes!.AsSpan<ushort>());
                break;
            default:
                GatherKernels.Gather(source.Codes<int>(), indices, _codes!.AsSpan<int>());
                break;
        }

        if (!source.Validity.IsEmpty)
        {
            Renew(ref _validity, Math.Max(Bitmaps.WordCount(indices.Length), 1) * 8L);
            GatherKernels.GatherBits(source.Validity, indices, _validity!.AsSpan<ulong>());
        }

        if (_checked)
        {
            _coded?.MarkStale();
            _coded = null;
        }

        _coded ??= new DictionaryVector(source.Dictionary);
        _coded.Borrow(source.Dictionary, source.CodeWidth, indices.Length, _codes!, source.Validity.IsEmpty ? null : _validity);
        return _coded;
    }

    private void Renew(ref NativeBuffer? buffer, long byteLength)
    {
        if (buffer is not null && !buffer.IsShared && buffer.ByteLength >= byteLength)
            return;
        buffer?.Release();
        buffer = null;
        buffer = _account.Allocate(byteLength);
        Debug.Assert(buffer.ByteLength >= byteLength, "the block is too short");
    }
}

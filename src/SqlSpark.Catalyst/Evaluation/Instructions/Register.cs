using System.Diagnostics;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Evaluation.Instructions;

/// <summary>The place of one value of the current batch, with the other forms of it that kernels asked for.</summary>
internal sealed class Register(DataType type, MemoryAccount account) : IDisposable
{
    private Vector? _value;
    private Vector? _flat;
    private Vector? _wide;
    private VectorWriter? _flatWriter;
    private VectorWriter? _wideWriter;
    private GatherRegister? _compacted;
    private GatherRegister? _compactedBefore;
    private VectorWriter? _nullWriter;
    private Vector? _nullValue;
    private ConstantVector? _constant;
    private ConstantVector? _constantShell;

    /// <summary>The value in any encoding, also not read from its source yet.</summary>
    public Vector Value => _value!;

    /// <summary>Takes a value of the current batch.</summary>
    public void Set(Vector value)
    {
        _value = value;
        _flat = null;
        _wide = null;
    }

    /// <summary>Takes one value for all rows.</summary>
    /// <param name="value">A flat vector of one row.</param>
    /// <param name="length">Rows of the batch.</param>
    public void SetConstant(Vector value, int length)
    {
        if (_constant is null || !ReferenceEquals(_constant.Value, value))
            (_constant, _constantShell) = (new ConstantVector(value, int.MaxValue), null);
        _constantShell = (ConstantVector)_constant.Slice(0, length, _constantShell);
        Set(_constantShell);
    }

    /// <summary>Makes all rows NULL.</summary>
    public void SetNull(int length)
    {
        if (_nullValue is null)
        {
            _nullWriter = new VectorWriter(type, account);
            _nullWriter.Begin(1);
            BoxedValues.Set(_nullWriter, 0, null);
            _nullValue = _nullWriter.Publish();
        }

        if (_nullValue is VoidVector)
            Set(new VoidVector(length));
        else
            SetConstant(_nullValue, length);
    }

    /// <summary>The value in any encoding but lazy.</summary>
    /// <param name="rows">The rows that anybody will read from now on.</param>
    public Vector Load(Rows rows)
    {
        if (_value is LazyVector lazy)
            _value = lazy.Load(rows);
        return _value!;
    }

    /// <summary>The loaded value as a flat or constant vector.</summary>
    public Vector Flatten()
    {
        Debug.Assert(_value is not LazyVector, "loaded before");
        if (_value is not DictionaryVector)
            return _value!;
        return _flat ??= VectorCopy.Flatten(_value, _flatWriter ??= new VectorWriter(type, account));
    }

    /// <summary>The loaded value as a flat or constant vector at the full width of its type.</summary>
    public Vector Widen()
    {
        var value = Flatten();
        if (!value.Physical.IsInteger() || value.Physical == type.PhysicalType)
            return value;
        return _wide ??= Widths.ToFullWidth(value, _wideWriter ??= new VectorWriter(type, account));
    }

    /// <summary>Keeps the given rows only. The value may be what the last compaction of this batch made, so two places take turns.</summary>
    public void Compact(ReadOnlySpan<int> rows)
    {
        switch (_value)
        {
            case ConstantVector constant:
                SetConstant(constant.Value, rows.Length);
                break;
            case VoidVector:
                Set(new VoidVector(rows.Length));
                break;
            default:
                (_compacted, _compactedBefore) = (_compactedBefore ?? new GatherRegister(type, account), _compacted);
                Set(_compacted.Gather(_value!, rows));
                break;
        }
    }

    public void Dispose()
    {
        _value = _flat = _wide = null;
        _flatWriter?.Dispose();
        _wideWriter?.Dispose();
        _compacted?.Dispose();
        _compactedBefore?.Dispose();
        _nullWriter?.Dispose();
    }
}

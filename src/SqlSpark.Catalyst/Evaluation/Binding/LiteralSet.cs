using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Evaluation.Binding;

/// <summary>A set of literals of one type: compared one after the other while they are few, else hashed.</summary>
internal sealed class LiteralSet : IDisposable
{
    /// <summary>Up to this many literals are compared one by one, with SIMD where the type allows it.</summary>
    public const int FewLiterals = 8;

    private readonly Literal[] _literals;
    private readonly IComparer _comparer;
    private readonly VectorWriter _writer;
    private readonly VectorWriter[] _constantWriters;
    private readonly ConstantVector[] _constants;
    private readonly int[] _slots = [];
    private readonly int _slotMask;
    private Vector? _values;
    private ulong[] _equal = [];

    /// <summary>A set of literals none of which is NULL.</summary>
    public LiteralSet(DataType type, Literal[] literals, MemoryAccount account)
    {
        _literals = literals;
        _comparer = ComparisonBinding.CreateComparer(type, account);
        _writer = new VectorWriter(type, account);
        var isFew = literals.Length <= FewLiterals;
        _constantWriters = isFew ? Array.ConvertAll(literals, _ => new VectorWriter(type, account)) : [];
        _constants = new ConstantVector[_constantWriters.Length];
        if (isFew)
            return;
        _slots = new int[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)literals.Length * 2)];
        _slotMask = _slots.Length - 1;
    }

    /// <summary>Writes for each row whether its value is in the set; bits of other rows mean nothing.</summary>
    /// <param name="vector">Flat or constant; at full width where there are more literals than <see cref="FewLiterals"/>, whose hashes are those of full width.</param>
    /// <param name="rows">The rows that count.</param>
    /// <param name="result">One bit a row.</param>
    public void Test(Vector vector, Rows rows, Span<ulong> result)
    {
        // Made when it is wanted: what creates states must not run out of memory halfway.
        _values ??= Build();
        result.Clear();
        if (_slots.Length == 0)
            TestFew(vector, rows, result);
        else if (vector is FlatVector { Physical: PhysicalType.Int32 } ints)
            TestIntegers(ints.Values<int>(), rows, result);
        else if (vector is FlatVector { Physical: PhysicalType.Int64 } longs)
            TestIntegers(longs.Values<long>(), rows, result);
        else
            TestMany(vector, rows, result);
    }

    public void Dispose()
    {
        _comparer.Dispose();
        _writer.Dispose();
        foreach (var writer in _constantWriters)
            writer.Dispose();
    }

    private Vector Build()
    {
        _writer.Begin(_literals.Length);
        for (var i = 0; i < _literals.Length; i++)
            BoxedValues.Set(_writer, i, _literals[i].Value);
        var values = _writer.Publish();
        for (var i = 0; i < _constants.Length; i++)
            _constants[i] = new ConstantVector(VectorCopy.Gather(values, [i], _constantWriters[i]), int.MaxValue);
        for (var i = 0; _slots.Length > 0 && i < _literals.Length; i++)
        {
            var slot = SlotOf(values, i);
            while (_slots[slot] != 0)
                slot = (slot + 1) & _slotMask;
            _slots[slot] = i + 1;
        }

        return values;
    }

    private void TestFew(Vector vector, Rows rows, Span<ulong> result)
    {
        if (_equal.Length < result.Length)
            _equal = new ulong[result.Length];
        var equal = _equal.AsSpan(0, result.Length);
        foreach (var constant in _constants)
        {
            _comparer.Compare(ComparisonOperator.Equal, vector, constant, rows, equal);
            Bitmaps.Or(result, equal, result);
        }
    }

    private void TestMany(Vector vector, Rows rows, Span<ulong> result)
    {
        foreach (var row in rows)
        {
            for (var slot = SlotOf(vector, row); _slots[slot] != 0; slot = (slot + 1) & _slotMask)
            {
                if (!VectorComparer.AreEqual(_values!, _slots[slot] - 1, vector, row))
                    continue;
                Bitmaps.Set(result, row);
                break;
            }
        }
    }

    private void TestIntegers<T>(ReadOnlySpan<T> values, Rows rows, Span<ulong> result)
        where T : unmanaged, IEquatable<T>
    {
        var literals = ((FlatVector)_values!).Values<T>();
        foreach (var row in rows)
        {
            var value = values[row];
            for (var slot = (int)HashKernels.Hash(value) & _slotMask; _slots[slot] != 0; slot = (slot + 1) & _slotMask)
            {
                if (!literals[_slots[slot] - 1].Equals(value))
                    continue;
                Bitmaps.Set(result, row);
                break;
            }
        }
    }

    private int SlotOf(Vector vector, int row) => (int)HashKernels.HashRow(vector, row) & _slotMask;
}

using SqlSpark.BuiltinFunctions.Scalar.Hashes;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;

namespace SqlSpark.BuiltinFunctions.Scalar.Collections;

/// <summary>Finds equal elements: by comparing them while they are few, then in a table by hash. Equality is that of grouping.</summary>
internal struct ElementSet
{
    private const int FewElements = 8;

    private (Vector Vector, int Row)[] _members;
    private int[] _table;
    private int _count;

    /// <summary>Forgets all members.</summary>
    public void Clear()
    {
        _members ??= new (Vector, int)[FewElements];
        _table ??= [];
        if (_count > FewElements)
            _table.AsSpan().Clear();
        _count = 0;
    }

    /// <summary>True when an equal element is there.</summary>
    public readonly bool Contains(Vector vector, int row) => IndexOf(vector, row) >= 0;

    /// <summary>The number of the member that equals an element, or -1 when there is none.</summary>
    public readonly int IndexOf(Vector vector, int row) => _count <= FewElements ? FindAmongFew(vector, row) : _table[FindSlot(vector, row)] - 1;

    /// <summary>How many members there are.</summary>
    public readonly int Count => _count;

    /// <summary>The row that a member was added by.</summary>
    public readonly int RowOf(int member) => _members[member].Row;

    /// <summary>Adds an element; false when an equal one is there.</summary>
    public bool Add(Vector vector, int row) => Add(vector, row, out _);

    /// <summary>Adds an element; false when an equal one is there.</summary>
    /// <param name="vector">Where the element is.</param>
    /// <param name="row">Its row.</param>
    /// <param name="member">The number of the member that it is or is equal to.</param>
    public bool Add(Vector vector, int row, out int member)
    {
        if (_count < FewElements)
        {
            member = FindAmongFew(vector, row);
            if (member >= 0)
                return false;
            member = _count;
            _members[_count++] = (vector, row);
            return true;
        }

        if (_count == FewElements || 2 * _count >= _table.Length)
            Rehash();
        var slot = FindSlot(vector, row);
        member = _table[slot] == 0 ? _count : _table[slot] - 1;
        if (_table[slot] != 0)
            return false;
        if (_count == _members.Length)
            Array.Resize(ref _members, 2 * _count);
        _members[_count++] = (vector, row);
        _table[slot] = _count;
        return true;
    }

    private readonly int FindAmongFew(Vector vector, int row)
    {
        for (var i = 0; i < _count; i++)
        {
            if (VectorComparer.AreEqual(_members[i].Vector, _members[i].Row, vector, row))
                return i;
        }

        return -1;
    }

    private readonly int FindSlot(Vector vector, int row)
    {
        var mask = _table.Length - 1;
        var slot = RowHashes<int, MurmurHash>.OfRow(vector, row, 42) & mask;
        while (_table[slot] != 0)
        {
            var (other, otherRow) = _members[_table[slot] - 1];
            if (VectorComparer.AreEqual(other, otherRow, vector, row))
                break;
            slot = (slot + 1) & mask;
        }

        return slot;
    }

    private void Rehash()
    {
        var length = Math.Max(64, _table.Length);
        while (length < 4 * _count)
            length *= 2;
        if (length != _table.Length)
            _table = new int[length];
        else
            _table.AsSpan().Clear();
        for (var i = 0; i < _count; i++)
            _table[FindSlot(_members[i].Vector, _members[i].Row)] = i + 1;
    }
}

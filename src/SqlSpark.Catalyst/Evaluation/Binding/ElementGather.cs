using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Evaluation.Binding;

/// <summary>The arrays or maps of a flat or constant vector by row.</summary>
public readonly ref struct ListReader(Vector vector)
{
    private readonly bool _isConstant = vector is ConstantVector;

    /// <summary>The vector that the places refer to.</summary>
    public ListVector Vector { get; } = (ListVector)(vector is ConstantVector constant ? constant.Value : vector);

    /// <summary>The place of a row's elements.</summary>
    public ListEntry this[int row] => Vector.Entries[_isConstant ? 0 : row];
}

/// <summary>Collects one element of a child vector for each row and then writes them; rows that took none become NULL.</summary>
public sealed class ElementGather
{
    private int[] _elements = [];
    private ulong[] _missing = [];
    private int _rowCount;

    /// <summary>Begins a batch.</summary>
    public void Begin(int rowCount)
    {
        _rowCount = rowCount;
        if (_elements.Length < rowCount)
            (_elements, _missing) = (new int[rowCount], new ulong[Bitmaps.WordCount(rowCount)]);
        _elements.AsSpan(0, rowCount).Clear();
        Bitmaps.SetAll(_missing, rowCount);
    }

    /// <summary>Says which element a row takes.</summary>
    public void Take(int row, int element)
    {
        _elements[row] = element;
        Bitmaps.Clear(_missing, row);
    }

    /// <summary>Writes the elements to a register that was begun; it is begun anew.</summary>
    public void Write(Vector elements, VectorWriter result)
    {
        if (elements.Length == 0)
        {
            result.Validity.Clear();
            return;
        }

        // Rows without an element copy the first one and are made NULL afterwards.
        result.Begin(0, elements.Physical.IsInteger() ? elements.Physical : null);
        VectorCopy.Append(elements, _elements.AsSpan(0, _rowCount), result);
        foreach (var row in Rows.Of(_missing, _rowCount))
            result.SetNull(row);
    }
}

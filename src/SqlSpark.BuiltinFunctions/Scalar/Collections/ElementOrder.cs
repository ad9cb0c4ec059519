using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;

namespace SqlSpark.BuiltinFunctions.Scalar.Collections;

/// <summary>Sorts elements by number; NULLs come first in ascending order and last in descending order. Stable.</summary>
internal sealed class ElementOrder : IComparer<int>
{
    private Vector? _elements;
    private int _sign;

    /// <summary>Sorts.</summary>
    public void Sort(Vector elements, Span<int> numbers, bool isAscending)
    {
        (_elements, _sign) = (elements, isAscending ? 1 : -1);
        numbers.Sort(this);
        _elements = null;
    }

    /// <inheritdoc />
    public int Compare(int x, int y)
    {
        var order = VectorComparer.Compare(_elements!, x, _elements!, y);
        return order != 0 ? _sign * order : x.CompareTo(y);
    }
}

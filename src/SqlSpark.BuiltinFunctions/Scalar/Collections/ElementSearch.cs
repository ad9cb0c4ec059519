using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Collections;

/// <summary>Finds the first element of each list that equals a value of the row. NULL equals nothing.</summary>
internal sealed class ElementSearch
{
    private int[] _found = [];

    /// <summary>By row: the element's place in its list, from 0, or -1. Rows that are not asked for hold anything.</summary>
    /// <param name="lists">The lists.</param>
    /// <param name="values">The values, of the elements' type; not NULL in any of <paramref name="rows"/>.</param>
    /// <param name="rows">The rows.</param>
    public ReadOnlySpan<int> Find(ListReader lists, Vector values, Rows rows)
    {
        if (_found.Length < rows.Length)
            _found = new int[rows.Length];
        var elements = lists.Vector.Elements;
        var value = values is ConstantVector constant ? constant.Value : values;
        if (elements is FlatVector { MayHaveNulls: false } flat && value is FlatVector other && flat.Physical == other.Physical)
        {
            switch (flat.Physical)
            {
                case PhysicalType.Int32:
                    FindEqual<int>(lists, flat, values, rows);
                    return _found;
                case PhysicalType.Int64:
                    FindEqual<long>(lists, flat, values, rows);
                    return _found;
                case PhysicalType.View:
                    FindEqual<Utf8View>(lists, flat, values, rows);
                    return _found;
            }
        }

        foreach (var row in rows)
        {
            var (offset, length) = lists[row];
            var place = 0;
            while (place < length && (elements.IsNull(offset + place) || !VectorComparer.AreEqual(elements, offset + place, values, row)))
                place++;
            _found[row] = place < length ? place : -1;
        }

        return _found;
    }

    private void FindEqual<T>(ListReader lists, FlatVector elements, Vector values, Rows rows)
        where T : unmanaged, IEquatable<T>
    {
        var all = elements.Values<T>();
        var wanted = new RowReader<T>(values);
        foreach (var row in rows)
        {
            var (offset, length) = lists[row];
            _found[row] = all.Slice(offset, length).IndexOf(wanted[row]);
        }
    }
}

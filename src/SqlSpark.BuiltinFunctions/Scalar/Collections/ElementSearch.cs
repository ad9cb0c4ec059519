using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Evaluation.Casts;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Collections;

/// <summary>Finds the first element of each list that equals a value of the row. NULL equals nothing.</summary>
internal sealed class ElementSearch
{
    private readonly ColumnReader<int> _integers = new();
    private readonly ColumnReader<long> _longs = new();
    private readonly ColumnReader<Utf8View> _texts = new();
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
        switch (elements.MayHaveNulls ? PhysicalType.Void : elements.Type.PhysicalType)
        {
            case PhysicalType.Int32:
                FindEqual(lists, _integers.Read(elements), new RowReader<int>(values), rows);
                break;
            case PhysicalType.Int64:
                FindEqual(lists, _longs.Read(elements), new RowReader<long>(values), rows);
                break;
            case PhysicalType.View:
                FindEqual(lists, _texts.Read(elements), new RowReader<Utf8View>(values), rows);
                break;
            default:
                FindEqual(lists, values, rows);
                break;
        }

        return _found;
    }

    private void FindEqual(ListReader lists, Vector values, Rows rows)
    {
        var elements = lists.Vector.Elements;
        foreach (var row in rows)
        {
            var (offset, length) = lists[row];
            var place = 0;
            while (place < length && (elements.IsNull(offset + place) || !VectorComparer.AreEqual(elements, offset + place, values, row)))
                place++;
            _found[row] = place < length ? place : -1;
        }
    }

    private void FindEqual<T>(ListReader lists, ReadOnlySpan<T> elements, RowReader<T> values, Rows rows)
        where T : unmanaged, IEquatable<T>
    {
        foreach (var row in rows)
        {
            var (offset, length) = lists[row];
            _found[row] = elements.Slice(offset, length).IndexOf(values[row]);
        }
    }
}

using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;

namespace SqlSpark.BuiltinFunctions.Scalar.Collections;

/// <summary>The live rows of a batch by number, for kernels that make lists of equal length of them.</summary>
internal sealed class RowNumbers
{
    private int[] _numbers = [];
    private int _count;

    /// <summary>The numbers.</summary>
    public ReadOnlySpan<int> Numbers => _numbers.AsSpan(0, _count);

    /// <summary>Numbers the live rows and gives each a list of <paramref name="length"/> elements, one after the other; their values are still to be written.</summary>
    /// <param name="rows">The live rows.</param>
    /// <param name="length">Elements of each, at least one.</param>
    /// <param name="result">Arrays or maps.</param>
    /// <returns>The first element.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int AppendLists(Rows rows, int length, VectorWriter result)
    {
        if (_numbers.Length < rows.Count)
            _numbers = new int[rows.Count];
        _count = 0;
        foreach (var row in rows)
            _numbers[_count++] = row;

        var first = 0;
        foreach (var child in result.Children)
            first = child.Append(checked(_count * length));
        var entries = result.Entries;
        for (var i = 0; i < _count; i++)
            entries[_numbers[i]] = new ListEntry(first + (i * length), length);
        return first;
    }
}

using System.Diagnostics;

namespace SqlSpark.Core.Columnar;

/// <summary>
/// Columns of equal length with a selection: the unit that flows through pipelines. Borrowed within a pipeline (valid until the
/// next call on the operator that returned it); <see cref="Retain"/> keeps it.
/// </summary>
public sealed class RecordBatch
{
    private Vector[] _vectors;
    private int _columnCount;
    private Selection? _selection;
    private bool _isRetained;

    /// <summary>An empty shell for an operator to fill with <c>Set</c>.</summary>
    public RecordBatch() => _vectors = [];

    /// <summary>Rows, live or not. Known even when there are no columns.</summary>
    public int RowCount { get; private set; }

    /// <summary>Live rows.</summary>
    public int LiveCount => _selection?.Count ?? RowCount;

    /// <summary>The number of columns.</summary>
    public int ColumnCount => _columnCount;

    /// <summary>The columns in order.</summary>
    public ReadOnlySpan<Vector> Vectors => _vectors.AsSpan(0, _columnCount);

    /// <summary>One column.</summary>
    public Vector this[int ordinal] => _vectors[ordinal];

    /// <summary>The live rows, or null when all are.</summary>
    public Selection? Selection => _selection;

    /// <summary>The live rows.</summary>
    public Rows Rows => _selection is null ? Rows.All(RowCount) : _selection.Rows;

    /// <summary>The partition the rows come from; with <see cref="Sequence"/> it orders batches as their source did.</summary>
    public int PartitionOrdinal { get; set; }

    /// <summary>The position of this batch within its partition.</summary>
    public long Sequence { get; set; }

    /// <summary>Fills the shell. The caller owns the vectors and the selection.</summary>
    /// <param name="rowCount">Rows of every vector.</param>
    /// <param name="vectors">The columns, copied from the span.</param>
    /// <param name="selection">The live rows, or null when all are.</param>
    public RecordBatch Set(int rowCount, ReadOnlySpan<Vector> vectors, Selection? selection = null)
    {
        Debug.Assert(!_isRetained, "a retained batch is immutable");
        Debug.Assert(selection is null || selection.Length == rowCount, "the selection is for another batch");
        RowCount = rowCount;
        _selection = selection;
        _columnCount = vectors.Length;
        if (_vectors.Length < vectors.Length)
            _vectors = new Vector[vectors.Length];
        vectors.CopyTo(_vectors);
        foreach (var vector in vectors)
            Debug.Assert(vector.Length == rowCount, "columns of unequal length");
        return this;
    }

    /// <summary>Fills the shell with the columns of another batch; used by operators that only change the selection or order.</summary>
    public RecordBatch Set(RecordBatch source, Selection? selection)
    {
        Set(source.RowCount, source.Vectors, selection);
        PartitionOrdinal = source.PartitionOrdinal;
        Sequence = source.Sequence;
        return this;
    }

    /// <summary>A batch of its own over the same buffers, counted and immutable. Whoever retains releases.</summary>
    public RecordBatch Retain()
    {
        var batch = new RecordBatch
        {
            _vectors = new Vector[_columnCount],
            _columnCount = _columnCount,
            RowCount = RowCount,
            PartitionOrdinal = PartitionOrdinal,
            Sequence = Sequence,
            _isRetained = true,
        };
        for (var i = 0; i < _columnCount; i++)
            batch._vectors[i] = _vectors[i].Retain();
        batch._selection = _selection?.Retain();
        return batch;
    }

    /// <summary>Gives up what <see cref="Retain"/> took; once, and only on a batch that it returned.</summary>
    public void Release()
    {
        Debug.Assert(_isRetained, "a borrowed batch is not the caller's to release");
        _isRetained = false;
        foreach (var vector in Vectors)
            vector.Release();
        _selection?.Dispose();
        _selection = null;
        _columnCount = 0;
        RowCount = 0;
    }
}

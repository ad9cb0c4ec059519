using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Memory;

namespace SqlSpark.DataSources.Parquet.Writing;

/// <summary>Takes one column of batches apart for its leaves.</summary>
internal abstract class ColumnShredder : IDisposable
{
    /// <summary>Makes the shredder of a column.</summary>
    public static ColumnShredder Create(WriteNode column, string name, IReadOnlyList<ChunkEncoder> encoders, MemoryAccount account) => column is WriteLeaf leaf
        ? new FlatColumnShredder(leaf, encoders[leaf.Ordinal], account)
        : new NestedColumnShredder(column, name, encoders, account);

    /// <summary>Adds rows of a batch.</summary>
    /// <param name="vector">The column, in any encoding but lazy.</param>
    /// <param name="start">The first row, where there is no selection; else of <paramref name="selected"/>.</param>
    /// <param name="count">How many.</param>
    /// <param name="selected">The numbers of the rows that are selected; empty when all are.</param>
    public abstract void Add(Vector vector, int start, int count, ReadOnlySpan<int> selected);

    /// <inheritdoc />
    public abstract void Dispose();
}

/// <summary>A column of single values: dense where nothing is NULL and nothing selected, by row numbers elsewhere.</summary>
internal sealed class FlatColumnShredder(WriteLeaf leaf, ChunkEncoder encoder, MemoryAccount account) : ColumnShredder
{
    private readonly ScratchBuffer _rows = new(account);
    private readonly ScratchBuffer _validity = new(account);

    /// <inheritdoc />
    public override void Add(Vector vector, int start, int count, ReadOnlySpan<int> selected)
    {
        for (var end = start + count; start < end;)
        {
            var piece = encoder.PieceLength(selected.IsEmpty ? vector : null, start, end - start);
            if (selected.IsEmpty)
                AddRange(vector, start, piece);
            else
                AddSelected(vector, selected.Slice(start, piece));
            encoder.EndPiece(piece);
            start += piece;
        }
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        _rows.Dispose();
        _validity.Dispose();
    }

    private void AddRange(Vector vector, int start, int count)
    {
        if (!vector.MayHaveNulls)
        {
            encoder.Levels.AddPresent(count);
            encoder.AddRange(vector, start, count);
            return;
        }

        var words = _validity.GetSpan<ulong>(Bitmaps.WordCount(count));
        FindValid(vector, start, words, count);
        if (AddLevels(words, count))
        {
            encoder.AddRange(vector, start, count);
            return;
        }

        // 64 more, so that the last ones are written by registers too.
        var rows = _rows.GetSpan<int>(count + 64);
        encoder.AddRows(vector, rows[..CompressKernels.ToIndices(words, rows, start)]);
    }

    private void AddSelected(Vector vector, ReadOnlySpan<int> selected)
    {
        if (!vector.MayHaveNulls)
        {
            encoder.Levels.AddPresent(selected.Length);
            encoder.AddRows(vector, selected);
            return;
        }

        var words = _validity.GetSpan<ulong>(Bitmaps.WordCount(selected.Length));
        words.Clear();
        var rows = _rows.GetSpan<int>(selected.Length);
        var count = 0;
        for (var i = 0; i < selected.Length; i++)
        {
            if (vector.IsNull(selected[i]))
                continue;
            Bitmaps.Set(words, i);
            rows[count++] = selected[i];
        }

        AddLevels(words, selected.Length);
        encoder.AddRows(vector, rows[..count]);
    }

    /// <summary>Adds levels; true when all rows have values.</summary>
    private bool AddLevels(ReadOnlySpan<ulong> validity, int count)
    {
        if (Bitmaps.Count(validity) == count)
        {
            encoder.Levels.AddPresent(count);
            return true;
        }

        if (!leaf.IsNullable)
            throw ParquetErrors.NullInRequired(leaf.DottedPath);
        encoder.Levels.AddBits(validity, 0, count);
        return false;
    }

    private static void FindValid(Vector vector, int start, Span<ulong> words, int count)
    {
        words.Clear();
        if (vector is FlatVector || (vector is DictionaryVector coded && !coded.Dictionary.Values.MayHaveNulls))
        {
            var validity = vector.Validity;
            for (var i = 0; i < count; i += 64)
                words[i >> 6] = Bitmaps.Read(validity, start + i, Math.Min(64, count - i));
            return;
        }

        for (var i = 0; i < count; i++)
        {
            if (!vector.IsNull(start + i))
                Bitmaps.Set(words, i);
        }
    }
}

/// <summary>A column of structs, arrays or maps.</summary>
internal sealed unsafe class NestedColumnShredder : ColumnShredder
{
    private readonly NodeShredder _root;
    private readonly ChunkEncoder[] _encoders;
    private readonly ScratchBuffer _rows;
    private readonly ScratchBuffer _levels;

    public NestedColumnShredder(WriteNode column, string name, IReadOnlyList<ChunkEncoder> encoders, MemoryAccount account)
    {
        _root = NodeShredder.Create(column, name, encoders, account);
        _encoders = [.. LeavesOf(column).Select(leaf => encoders[leaf.Ordinal])];
        _rows = new ScratchBuffer(account);
        _levels = new ScratchBuffer(account);
    }

    /// <inheritdoc />
    public override void Add(Vector vector, int start, int count, ReadOnlySpan<int> selected)
    {
        for (var end = start + count; start < end;)
        {
            // The column's leaves need not have pages of the same rows, but pieces they share.
            var piece = end - start;
            foreach (var encoder in _encoders)
                piece = encoder.PieceLength(null, start, piece);
            var rows = _rows.GetSpan<int>(piece);
            if (selected.IsEmpty)
            {
                for (var i = 0; i < piece; i++)
                    rows[i] = start + i;
            }
            else
            {
                selected.Slice(start, piece).CopyTo(rows);
            }

            // Rows of the batch neither ended above nor repeat anything.
            var levels = _levels.Get<byte>(piece);
            new Span<byte>(levels, piece).Clear();
            _root.Shred(vector, new Slots(_rows.Get<int>(piece), levels, levels, piece));
            foreach (var encoder in _encoders)
                encoder.EndPiece(piece);
            start += piece;
        }
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        _root.Dispose();
        _rows.Dispose();
        _levels.Dispose();
    }

    private static IEnumerable<WriteLeaf> LeavesOf(WriteNode node) => node switch
    {
        WriteStruct record => record.Fields.SelectMany(LeavesOf),
        WriteRepeated repeated => repeated.Children.SelectMany(LeavesOf),
        _ => [(WriteLeaf)node],
    };
}

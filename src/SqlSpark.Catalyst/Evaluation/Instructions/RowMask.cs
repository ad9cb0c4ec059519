using SqlSpark.Core.Columnar;

namespace SqlSpark.Catalyst.Evaluation.Instructions;

/// <summary>The rows that a block of instructions runs for; reused from batch to batch.</summary>
internal sealed class RowMask
{
    private ulong[] _words = [];

    /// <summary>Rows of the batch.</summary>
    public int Length { get; private set; }

    /// <summary>Live rows.</summary>
    public int Count { get; private set; }

    /// <summary>The live rows.</summary>
    public Rows Rows => Count == Length ? Rows.All(Length) : Rows.Of(Words, Length, Count);

    /// <summary>True when no row is live.</summary>
    public bool IsEmpty => Count == 0;

    /// <summary>The bitmap, to be written; <see cref="Publish"/> follows.</summary>
    public Span<ulong> Words => _words.AsSpan(0, Bitmaps.WordCount(Length));

    /// <summary>Takes all rows, or those of a selection.</summary>
    public void Set(Rows rows)
    {
        Begin(rows.Length);
        if (rows.IsAll)
            Bitmaps.SetAll(_words, Length);
        else
            rows.Words.CopyTo(_words);
        Count = rows.Count;
    }

    /// <summary>Opens the bitmap for a batch of <paramref name="length"/> rows; its content is undefined until written.</summary>
    public Span<ulong> Begin(int length)
    {
        Length = length;
        var wordCount = Bitmaps.WordCount(length);
        if (_words.Length < wordCount)
            _words = new ulong[wordCount];
        return Words;
    }

    /// <summary>Ends writing and counts; bits past the end must be zero.</summary>
    public void Publish() => Count = Bitmaps.Count(Words);

    /// <summary>Drops all rows.</summary>
    public void Clear()
    {
        Words.Clear();
        Count = 0;
    }
}

using System.Numerics;
using System.Runtime.CompilerServices;

namespace SqlSpark.Core.Columnar;

/// <summary>
/// The rows of a batch that a kernel must compute: selected, and valid where nulls propagate. Total fixed-width kernels may
/// ignore it and run dense; dear or fallible ones visit these rows only.
/// </summary>
public readonly ref struct Rows
{
    private readonly ReadOnlySpan<ulong> _words;

    private Rows(ReadOnlySpan<ulong> words, int length, int count)
    {
        _words = words;
        Length = length;
        Count = count;
    }

    /// <summary>Rows of the batch, live or not.</summary>
    public int Length { get; }

    /// <summary>Live rows.</summary>
    public int Count { get; }

    /// <summary>True when every row is live; <see cref="Words"/> may then be empty.</summary>
    public bool IsAll => Count == Length;

    /// <summary>True when no row is live.</summary>
    public bool IsEmpty => Count == 0;

    /// <summary>The bitmap; empty when every row is live and nobody made one.</summary>
    public ReadOnlySpan<ulong> Words => _words;

    /// <summary>Every row of a batch.</summary>
    public static Rows All(int length) => new([], length, length);

    /// <summary>The rows of a bitmap; counts them.</summary>
    public static Rows Of(ReadOnlySpan<ulong> words, int length) =>
        words.IsEmpty ? All(length) : new Rows(words[..Bitmaps.WordCount(length)], length, Bitmaps.Count(words[..Bitmaps.WordCount(length)]));

    /// <summary>The rows of a bitmap whose count is known.</summary>
    public static Rows Of(ReadOnlySpan<ulong> words, int length, int count) =>
        new(words.IsEmpty ? words : words[..Bitmaps.WordCount(length)], length, count);

    /// <summary>Tests whether a row is live.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Contains(int row) => _words.IsEmpty || Bitmaps.Get(_words, row);

    /// <summary>The live rows of word <paramref name="word"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Word(int word) => _words.IsEmpty
        ? (word == Bitmaps.WordCount(Length) - 1 ? Bitmaps.LastWordMask(Length) : ulong.MaxValue)
        : _words[word];

    /// <summary>Enumerates the live rows in ascending order, without allocation.</summary>
    public Enumerator GetEnumerator() => new(this);

    /// <summary>Enumerates live rows.</summary>
    public ref struct Enumerator
    {
        private readonly Rows _rows;
        private readonly int _wordCount;
        private ulong _bits;
        private int _word;

        internal Enumerator(Rows rows)
        {
            _rows = rows;
            _wordCount = Bitmaps.WordCount(rows.Length);
            _word = -1;
        }

        /// <summary>The row's number in the batch.</summary>
        public int Current { get; private set; }

        /// <summary>Goes to the next live row.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool MoveNext()
        {
            while (_bits == 0)
            {
                if (++_word >= _wordCount)
                    return false;
                _bits = _rows.Word(_word);
            }

            Current = (_word << 6) + BitOperations.TrailingZeroCount(_bits);
            _bits &= _bits - 1;
            return true;
        }
    }
}

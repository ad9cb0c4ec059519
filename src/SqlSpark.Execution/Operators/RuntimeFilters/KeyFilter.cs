using System.Collections.Concurrent;
using SqlSpark.Catalyst.Sources;
using SqlSpark.Core.Columnar;

namespace SqlSpark.Execution.Operators.RuntimeFilters;

/// <summary>The keys of a join's kept rows, to be asked for. Values are tested by derived classes; what encodings add is done here once: an entry of a dictionary is tested once.</summary>
internal abstract unsafe class KeyFilter : IRuntimeRowFilter, IDisposable
{
    // Each part of a file has dictionaries of its own; of those that are read no more nobody tells.
    private const int MaxDictionaries = 256;

    private readonly ConcurrentDictionary<long, ulong[]> _entries = new();

    /// <inheritdoc />
    public void Keep(Vector column, Span<ulong> rows)
    {
        switch (column)
        {
            case LazyVector lazy:
                Keep(lazy.Loaded ?? lazy.Load(Rows.All(lazy.Length)), rows);
                break;
            case VoidVector or ConstantVector { IsNullConstant: true }:
                rows.Clear();
                break;
            case ConstantVector constant:
                Span<ulong> one = [1];
                KeepValues(constant.Value, one);
                if (one[0] == 0)
                    rows.Clear();
                break;
            case DictionaryVector dictionary:
                KeepValid(dictionary.Validity, rows);
                KeepCodes(dictionary, rows);
                break;
            default:
                KeepValid(column.Validity, rows);
                KeepValues(column, rows);
                break;
        }
    }

    /// <inheritdoc />
    public abstract void Dispose();

    /// <summary>Clears the bits of rows whose values do not match; rows that are NULL are none of them.</summary>
    /// <param name="values">A vector that is no constant, dictionary or lazy one.</param>
    /// <param name="rows">A bitmap of its rows.</param>
    protected abstract void KeepValues(Vector values, Span<ulong> rows);

    private static void KeepValid(ReadOnlySpan<ulong> validity, Span<ulong> rows)
    {
        if (!validity.IsEmpty)
            Bitmaps.And(validity, rows, rows);
    }

    private void KeepCodes(DictionaryVector column, Span<ulong> rows)
    {
        var entryCount = column.Dictionary.Values.Length;
        fixed (ulong* bits = EntriesOf(column.Dictionary))
        {
            switch (column.CodeWidth)
            {
                case 1:
                    KeyBits.Keep(column.Codes<byte>(), 0, (ulong)entryCount, bits, rows);
                    break;
                case 2:
                    KeyBits.Keep(column.Codes<ushort>(), 0, (ulong)entryCount, bits, rows);
                    break;
                default:
                    KeyBits.Keep(column.Codes<int>(), 0, (ulong)entryCount, bits, rows);
                    break;
            }
        }
    }

    private ulong[] EntriesOf(VectorDictionary dictionary)
    {
        if (_entries.TryGetValue(dictionary.Id, out var known))
            return known;
        var entries = new ulong[Bitmaps.WordCount(dictionary.Values.Length) + 1];
        var words = entries.AsSpan(0, entries.Length - 1);
        Bitmaps.SetAll(words, dictionary.Values.Length);
        Keep(dictionary.Values, words);
        if (_entries.Count >= MaxDictionaries)
            _entries.Clear();
        _entries[dictionary.Id] = entries;
        return entries;
    }
}

using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Evaluation.Instructions;

/// <summary>
/// The results of one call for the entries of the dictionaries that it met last, so that each entry is computed once. Failures are
/// kept by entry and count only when a live row uses the entry.
/// </summary>
internal sealed class DictionaryEntries(BoundFunction function, IScalarKernel kernel, KernelContext context) : IDisposable
{
    private const int MaxDictionaries = 4;

    private readonly List<EntryResults> _results = [];
    private long _candidate;
    private long _candidateRows;
    private DictionaryVector? _shell;
    private VectorWriter? _flatWriter;
    private long _clock;

    /// <summary>
    /// True when computing entries gives the same as computing rows and does not cost more: where there are no more entries than rows, in this batch or with those before it. A dictionary of
    /// more entries than that is met again by as many rows and more, or costs at most twice as much as it had to.
    /// </summary>
    public bool Suits(DictionaryVector coded, RowMask mask)
    {
        if (function.Volatility == Volatility.Volatile)
            return false;
        if (function.Nulls == NullBehavior.Custom && !coded.Validity.IsEmpty)
            return false;
        var dictionary = coded.Dictionary;
        if (dictionary.Values.Length <= mask.Count || Find(dictionary.Id) is not null)
            return true;
        if (_candidate != dictionary.Id)
            (_candidate, _candidateRows) = (dictionary.Id, 0);
        _candidateRows += mask.Count;
        return dictionary.Values.Length < _candidateRows;
    }

    /// <summary>The results for the entries of a dictionary.</summary>
    /// <param name="coded">The argument with the dictionary.</param>
    /// <param name="arguments">The arguments; the others are constant.</param>
    /// <param name="entryArgument">The position of <paramref name="coded"/>.</param>
    public EntryResults Compute(DictionaryVector coded, Vector[] arguments, int entryArgument)
    {
        var results = Find(coded.Dictionary.Id);
        if (results is null)
        {
            results = Renew();
            arguments[entryArgument] = Prepare(coded.Dictionary.Values);
            results.Evaluate(coded.Dictionary.Id, function, kernel, arguments, arguments[entryArgument].Length);
        }

        results.LastUse = ++_clock;
        return results;
    }

    /// <summary>The results by row: the codes of the argument over the computed entries.</summary>
    public Vector Encode(DictionaryVector coded, EntryResults entries) => _shell = coded.WithEntries(entries.Dictionary!, _shell);

    public void Dispose()
    {
        foreach (var results in _results)
            results.Dispose();
        _flatWriter?.Dispose();
    }

    private EntryResults? Find(long dictionaryId)
    {
        foreach (var results in _results)
        {
            if (results.DictionaryId == dictionaryId)
                return results;
        }

        return null;
    }

    /// <summary>A place for another dictionary: a new one, or that of the one not met for longest.</summary>
    private EntryResults Renew()
    {
        if (_results.Count < MaxDictionaries)
        {
            _results.Add(new EntryResults(function.Type, context));
            return _results[^1];
        }

        var oldest = _results[0];
        foreach (var results in _results)
        {
            if (results.LastUse < oldest.LastUse)
                oldest = results;
        }

        return oldest;
    }

    private Vector Prepare(Vector entries)
    {
        if (function.AcceptsNarrowWidths || !entries.Physical.IsInteger() || entries.Physical == entries.Type.PhysicalType)
            return entries;
        return Binding.Widths.ToFullWidth(entries, _flatWriter ??= new VectorWriter(entries.Type, context.Account));
    }
}

/// <summary>The results for the entries of one dictionary.</summary>
internal sealed class EntryResults(DataType type, KernelContext context) : IDisposable
{
    private readonly VectorWriter _writer = new(type, context.Account);
    private readonly List<(int Row, RowError Error)> _failures = [];
    private ulong[] _failed = [];
    private ulong[] _rows = [];

    /// <summary>The dictionary of the argument; 0 when nothing is kept.</summary>
    public long DictionaryId { get; private set; }

    /// <summary>When the results were used last.</summary>
    public long LastUse { get; set; }

    /// <summary>The results as a dictionary.</summary>
    public VectorDictionary? Dictionary { get; private set; }

    /// <summary>Computes the results of all entries.</summary>
    public void Evaluate(long dictionaryId, BoundFunction function, IScalarKernel kernel, Vector[] arguments, int entryCount)
    {
        Clear();
        for (var i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] is ConstantVector constant)
                arguments[i] = new ConstantVector(constant.Value, entryCount);
        }

        _writer.Begin(entryCount);
        var rows = Rows.All(entryCount);
        if (function.Nulls == NullBehavior.Propagate && NullPropagation.Apply(arguments, _writer))
        {
            _rows = _writer.Validity.ToArray();
            rows = Rows.Of(_rows, entryCount);
        }

        if (!rows.IsEmpty)
        {
            var errors = function.OnError == OnError.Null ? RowErrors.Nulling(_writer) : RowErrors.Collecting(_failures);
            kernel.Evaluate(new Arguments(arguments), rows, _writer, ref errors);
        }

        if (_failures.Count > 0)
        {
            _failed = new ulong[Bitmaps.WordCount(entryCount)];
            foreach (var (row, _) in _failures)
                Bitmaps.Set(_failed, row);
        }

        Dictionary = new VectorDictionary(_writer.Publish().Retain(), isUnique: false);
        DictionaryId = dictionaryId;
    }

    /// <summary>The error of the first live row whose entry failed, or null.</summary>
    public RowError? FindFailure(DictionaryVector coded, Rows rows)
    {
        if (_failures.Count == 0)
            return null;
        foreach (var row in rows)
        {
            var entry = coded.Code(row);
            if (Bitmaps.Get(_failed, entry) && Bitmaps.IsValid(coded.Validity, row))
                return _failures.Find(f => f.Row == entry).Error;
        }

        return null;
    }

    public void Dispose()
    {
        Clear();
        _writer.Dispose();
    }

    private void Clear()
    {
        Dictionary?.Release();
        Dictionary = null;
        DictionaryId = 0;
        _failures.Clear();
    }
}

using System.Runtime.CompilerServices;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Evaluation.Casts;

/// <summary>The cast of one part of nested values: what the driver does for a column, done for elements or a field.</summary>
internal sealed class PartCast(CastPlan plan, KernelContext context) : IDisposable
{
    private readonly IScalarKernel _kernel = CastKernels.CreateKernel(plan, context);
    private readonly ValidityReader _validity = new();
    private readonly Vector[] _argument = new Vector[1];
    private ulong[] _rows = [];

    /// <summary>What failed values do.</summary>
    public OnError OnError { get; } = plan.OnError;

    /// <summary>Converts a part.</summary>
    /// <param name="source">The values.</param>
    /// <param name="rows">Those that somebody will see; NULL or not.</param>
    /// <param name="target">As many rows, begun.</param>
    /// <param name="errors">Takes failures, if failed values raise.</param>
    public void Evaluate(Vector source, Rows rows, VectorWriter target, ref RowErrors errors)
    {
        var validity = _validity.Read(source);
        if (target.Physical != PhysicalType.Void)
            target.SetValidity(validity);
        var live = Intersect(rows, validity);
        _argument[0] = source;
        if (OnError == OnError.Null)
        {
            var nulling = RowErrors.Nulling(target);
            _kernel.Evaluate(new Arguments(_argument), live, target, ref nulling);
        }
        else
        {
            _kernel.Evaluate(new Arguments(_argument), live, target, ref errors);
        }
    }

    public void Dispose() => (_kernel as IDisposable)?.Dispose();

    private Rows Intersect(Rows rows, ReadOnlySpan<ulong> validity)
    {
        if (validity.IsEmpty)
            return rows;
        var wordCount = Bitmaps.WordCount(rows.Length);
        if (_rows.Length < wordCount)
            _rows = new ulong[Math.Max(wordCount, 64)];
        var words = _rows.AsSpan(0, wordCount);
        for (var word = 0; word < wordCount; word++)
            words[word] = rows.Word(word) & validity[word];
        return Rows.Of(words, rows.Length);
    }
}

/// <summary>Arrays and maps: converts the elements that live rows refer to, and keeps the places.</summary>
internal sealed class ListCastKernel : IScalarKernel, IDisposable
{
    private readonly PartCast[] _parts;
    private readonly VectorFlattener _flattener;
    private readonly List<(int Row, RowError Error)> _failures = [];
    private ulong[] _elements = [];

    public ListCastKernel(CastPlan plan, KernelContext context)
    {
        _flattener = new VectorFlattener(plan.From, context.Account);
        _parts = [.. plan.From.Children.Zip(plan.To.Children).Select(pair => new PartCast(plan.Of(pair.First, pair.Second), context))];
    }

    public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
    {
        var list = (ListVector)_flattener.Flatten(arguments[0]);
        var entries = list.Entries;
        var (start, end) = Range(entries, rows);
        start &= ~63;                   // slices begin at multiples of 64
        var live = Elements(entries, rows, start, end - start);
        var to = result.Entries;
        foreach (var row in rows)
        {
            if (entries[row].Length > 0)
                to[row] = new ListEntry(entries[row].Offset - start, entries[row].Length);
        }

        for (var i = 0; i < _parts.Length; i++)
        {
            var target = result.Children[i];
            target.Append(end - start);
            if (end == start)
                continue;
            _failures.Clear();
            var collecting = RowErrors.Collecting(_failures);
            _parts[i].Evaluate(list.Children[i].Slice(start, end - start), live, target, ref collecting);
            foreach (var (element, error) in _failures)
                Report(entries, rows, element + start, error, ref errors);
        }
    }

    public void Dispose()
    {
        _flattener.Dispose();
        foreach (var part in _parts)
            part.Dispose();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (int Start, int End) Range(ReadOnlySpan<ListEntry> entries, Rows rows)
    {
        var (start, end) = (int.MaxValue, 0);
        foreach (var row in rows)
        {
            if (entries[row].Length == 0)
                continue;
            start = Math.Min(start, entries[row].Offset);
            end = Math.Max(end, entries[row].Offset + entries[row].Length);
        }

        return end == 0 ? (0, 0) : (start, end);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Rows Elements(ReadOnlySpan<ListEntry> entries, Rows rows, int start, int length)
    {
        var wordCount = Bitmaps.WordCount(length);
        if (_elements.Length < wordCount)
            _elements = new ulong[Math.Max(wordCount, 64)];
        var words = _elements.AsSpan(0, wordCount);
        words.Clear();
        foreach (var row in rows)
        {
            for (var i = 0; i < entries[row].Length; i++)
                Bitmaps.Set(words, entries[row].Offset - start + i);
        }

        return wordCount == 0 ? Rows.All(0) : Rows.Of(words, length);
    }

    /// <summary>Reports the failure of an element for every row that has it.</summary>
    private static void Report(ReadOnlySpan<ListEntry> entries, Rows rows, int element, RowError error, ref RowErrors errors)
    {
        foreach (var row in rows)
        {
            if (element >= entries[row].Offset && element < entries[row].Offset + entries[row].Length)
                errors.Report(row, error);
        }
    }
}

/// <summary>Structs: converts field by field.</summary>
internal sealed class StructCastKernel : IScalarKernel, IDisposable
{
    private readonly PartCast[] _fields;
    private readonly VectorFlattener _flattener;

    public StructCastKernel(CastPlan plan, KernelContext context)
    {
        _flattener = new VectorFlattener(plan.From, context.Account);
        _fields = [.. plan.From.Children.Zip(plan.To.Children).Select(pair => new PartCast(plan.Of(pair.First, pair.Second), context))];
    }

    public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
    {
        var record = (StructVector)_flattener.Flatten(arguments[0]);
        for (var i = 0; i < _fields.Length; i++)
            _fields[i].Evaluate(record.Fields[i], rows, result.Field(i), ref errors);
    }

    public void Dispose()
    {
        _flattener.Dispose();
        foreach (var field in _fields)
            field.Dispose();
    }
}

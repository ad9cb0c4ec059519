using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.Execution.State;

namespace SqlSpark.Execution.Operators.Windows;

/// <summary>The results of an aggregate, one for each partition, group of peers or row, in order.</summary>
/// <param name="type">The type of the results.</param>
/// <param name="account">Pays for them.</param>
internal sealed unsafe class WindowResults(DataType type, MemoryAccount account) : IDisposable
{
    private readonly ColumnLayout _layout = new([type], keyFrom: 1);
    private ColumnStore? _store;
    private ColumnPages? _pages;
    private ColumnReader? _reader;

    /// <summary>Adds results.</summary>
    public void Append(Vector results)
    {
        _store ??= new ColumnStore(_layout, account);
        _reader ??= new ColumnReader(account);
        _reader.Read(results, results.Length, null);
        _store.Append([_reader], results.Length);
    }

    /// <summary>Ends the results.</summary>
    public void Complete()
    {
        _reader?.Dispose();
        _reader = null;
        _pages = new ColumnPages(_layout, account);
        if (_store is not null)
            _pages.Add(_store);
    }

    /// <summary>Reads results by their numbers, into a register that it begins.</summary>
    public void Read(uint* numbers, int count, VectorWriter writer) => _pages!.Read(0, numbers, count, writer, heaps: null);

    /// <inheritdoc />
    public void Dispose()
    {
        _reader?.Dispose();
        _pages?.Dispose();
        _store?.Dispose();
    }
}

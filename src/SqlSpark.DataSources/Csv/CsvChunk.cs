using SqlSpark.Core.Memory;

namespace SqlSpark.DataSources.Csv;

/// <summary>
/// The values of some rows, as places in the text: tokenizers write it row by row, columns read it one after the other while the text
/// is in the cache.
/// </summary>
internal sealed unsafe class CsvChunk : IDisposable
{
    private const int UsualCapacity = 256;
    private const int WideCapacity = 64;
    private const int WideSlotCount = 1024;

    private readonly NativeBuffer _buffer;

    /// <param name="slotCount">How many columns are wanted.</param>
    /// <param name="account">Pays.</param>
    public CsvChunk(int slotCount, MemoryAccount account)
    {
        Capacity = slotCount <= WideSlotCount ? UsualCapacity : WideCapacity;
        _buffer = account.Allocate(((slotCount + 1L) * Capacity * sizeof(CsvField)) + (Capacity / 8));
        Lines = (CsvField*)_buffer.Address;
        Malformed = (ulong*)(_buffer.Address + ((slotCount + 1L) * Capacity * sizeof(CsvField)));
    }

    /// <summary>Rows of a chunk: a multiple of 64, and few enough that their text stays in the cache.</summary>
    public int Capacity { get; }

    /// <summary>The text of each record, without its line end.</summary>
    public CsvField* Lines { get; }

    /// <summary>A bit for each row whose record is malformed.</summary>
    public ulong* Malformed { get; }

    /// <summary>The values of a column.</summary>
    public CsvField* Slot(int slot) => Lines + ((slot + 1L) * Capacity);

    /// <summary>Forgets which rows are malformed.</summary>
    public void Clear() => new Span<ulong>(Malformed, Capacity / 64).Clear();

    /// <summary>Notes that the record of a row is malformed.</summary>
    public void MarkMalformed(int row) => Malformed[row >> 6] |= 1UL << (row & 63);

    /// <inheritdoc />
    public void Dispose() => _buffer.Release();
}

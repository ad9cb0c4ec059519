using SqlSpark.Core.Columnar;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;

namespace SqlSpark.Tpch.Generation;

/// <summary>A column of a generator: opened for a number of rows, filled by address, published.</summary>
internal abstract class GeneratedColumn : IDisposable
{
    /// <summary>Opens the column; what was published before is stale.</summary>
    public abstract void Begin(int rowCount);

    /// <summary>Seals the column: borrowed until the next <see cref="Begin"/>.</summary>
    public abstract Vector Publish();

    /// <inheritdoc />
    public abstract void Dispose();
}

/// <summary>Numbers, dates or texts, one value a row.</summary>
internal unsafe class FlatColumn(DataType type, PhysicalType physical, MemoryAccount account) : GeneratedColumn
{
    protected VectorWriter Writer { get; } = new(type, account);

    public sbyte* Int8 => (sbyte*)Writer.Address;

    public short* Int16 => (short*)Writer.Address;

    public int* Int32 => (int*)Writer.Address;

    public Utf8View* Views => (Utf8View*)Writer.Address;

    /// <inheritdoc />
    public override void Begin(int rowCount) => Writer.Begin(rowCount, physical);

    /// <summary>Room for the bytes of long texts; give back what stays unused.</summary>
    public byte* Reserve(int byteLength) => Writer.Heap.Reserve(byteLength);

    /// <summary>Gives back the end of what was reserved.</summary>
    public void Return(int byteLength) => Writer.Heap.Return(byteLength);

    /// <inheritdoc />
    public override Vector Publish() => Writer.Publish();

    /// <inheritdoc />
    public override void Dispose() => Writer.Dispose();
}

/// <summary>Keys: four bytes each as long as the largest one fits, else eight.</summary>
internal sealed unsafe class KeyColumn(long largest, MemoryAccount account)
    : FlatColumn(LongType.Instance, largest <= int.MaxValue ? PhysicalType.Int32 : PhysicalType.Int64, account)
{
    /// <summary>The keys as they are stored.</summary>
    public KeyPlaces Places => new((int*)Writer.Address, largest > int.MaxValue);
}

/// <summary>Where the keys of a batch are stored.</summary>
internal readonly unsafe struct KeyPlaces(int* address, bool isWide)
{
    /// <summary>The key of a row.</summary>
    public long this[int row]
    {
        set
        {
            if (isWide)
                ((long*)address)[row] = value;
            else
                address[row] = (int)value;
        }
    }
}

/// <summary>Texts of a small set: a byte a row into a dictionary that all generators share.</summary>
internal sealed unsafe class CodeColumn(VectorDictionary dictionary, MemoryAccount account) : GeneratedColumn
{
    private DictionaryVector? _published;
    private NativeBuffer? _codes;
    private int _rowCount;

    public byte* Codes => _codes!.Address;

    /// <inheritdoc />
    public override void Begin(int rowCount)
    {
        Dispose();
        _codes = account.Allocate(rowCount);
        _rowCount = rowCount;
    }

    /// <inheritdoc />
    public override Vector Publish()
    {
        _published = DictionaryVector.Own(dictionary.Retain(), 1, _rowCount, _codes!, null);
        _codes = null;
        return _published;
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        _published?.Release();
        _published = null;
        _codes?.Release();
        _codes = null;
    }
}

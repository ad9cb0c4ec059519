using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;

namespace SqlSpark.DataSources.Files.Writing;

/// <summary>One partition column: the values of the partitions that were seen, and those of the current batch.</summary>
internal abstract class PartitionKeyColumn(DataType type, MemoryAccount account) : IDisposable
{
    private readonly VectorWriter _widened = new(type, account);

    /// <summary>The values of the current batch, as wide as the type.</summary>
    protected FlatVector Current { get; private set; } = null!;

    /// <summary>The column for a type that partitions can have.</summary>
    public static PartitionKeyColumn Create(DataType type, MemoryAccount account) => type.PhysicalType switch
    {
        PhysicalType.Bool => new BooleanKeyColumn(type, account),
        PhysicalType.Int8 => new FixedKeyColumn<sbyte>(type, account),
        PhysicalType.Int16 => new FixedKeyColumn<short>(type, account),
        PhysicalType.Int32 => new FixedKeyColumn<int>(type, account),
        PhysicalType.Int64 => new FixedKeyColumn<long>(type, account),
        PhysicalType.Int128 => new FixedKeyColumn<Int128>(type, account),
        PhysicalType.Float32 => new FixedKeyColumn<float>(type, account),
        PhysicalType.Float64 => new FixedKeyColumn<double>(type, account),
        PhysicalType.View => new ViewKeyColumn(type, account),
        _ => throw InternalErrors.Unreachable(type),
    };

    /// <summary>Takes the column of the next batch; returns it flat.</summary>
    public Vector Begin(Vector column) => Current = (FlatVector)VectorCopy.Widen(column, _widened);

    /// <summary>Adds the value of a row as that of the next partition.</summary>
    public abstract void Add(int row);

    /// <summary>Whether a row has the value of a partition.</summary>
    public abstract bool Matches(int row, int number);

    /// <summary>Adds the rows that do not have the values of their partitions; a row may be added that is there already.</summary>
    public abstract void FindMismatches(ReadOnlySpan<int> numbers, Rows rows, List<int> mismatches);

    /// <inheritdoc />
    public virtual void Dispose() => _widened.Dispose();
}

/// <summary>Values of fixed width.</summary>
internal class FixedKeyColumn<T>(DataType type, MemoryAccount account) : PartitionKeyColumn(type, account)
    where T : unmanaged, IEquatable<T>
{
    private readonly List<T> _keys = [];
    private readonly List<bool> _isNull = [];

    /// <inheritdoc />
    public sealed override void Add(int row)
    {
        _isNull.Add(!Bitmaps.IsValid(Current.Validity, row));
        _keys.Add(_isNull[^1] ? default : Keep(Current.Values<T>()[row]));
    }

    /// <inheritdoc />
    public sealed override bool Matches(int row, int number)
    {
        var isNull = !Bitmaps.IsValid(Current.Validity, row);
        return isNull == _isNull[number] && (isNull || Current.Values<T>()[row].Equals(_keys[number]));
    }

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public sealed override void FindMismatches(ReadOnlySpan<int> numbers, Rows rows, List<int> mismatches)
    {
        var values = Current.Values<T>();
        var validity = Current.Validity;
        foreach (var row in rows)
        {
            var number = numbers[row];
            var isNull = !Bitmaps.IsValid(validity, row);
            if (isNull != _isNull[number] || (!isNull && !values[row].Equals(_keys[number])))
                mismatches.Add(row);
        }
    }

    /// <summary>A value that outlives the batch.</summary>
    protected virtual T Keep(T value) => value;
}

/// <summary>Strings and binaries.</summary>
internal sealed class ViewKeyColumn(DataType type, MemoryAccount account) : FixedKeyColumn<Utf8View>(type, account)
{
    private readonly StringHeap _heap = new(account);

    /// <inheritdoc />
    public override void Dispose()
    {
        base.Dispose();
        _heap.Dispose();
    }

    /// <inheritdoc />
    protected override Utf8View Keep(Utf8View value) => value.IsInline ? value : _heap.Copy(value.Bytes);
}

/// <summary>Booleans: the three partitions are told apart by the hash already, and checked bit by bit.</summary>
internal sealed class BooleanKeyColumn(DataType type, MemoryAccount account) : PartitionKeyColumn(type, account)
{
    private readonly List<bool?> _keys = [];

    /// <inheritdoc />
    public override void Add(int row) => _keys.Add(ValueOf(row));

    /// <inheritdoc />
    public override bool Matches(int row, int number) => ValueOf(row) == _keys[number];

    /// <inheritdoc />
    public override void FindMismatches(ReadOnlySpan<int> numbers, Rows rows, List<int> mismatches)
    {
        foreach (var row in rows)
        {
            if (ValueOf(row) != _keys[numbers[row]])
                mismatches.Add(row);
        }
    }

    private bool? ValueOf(int row) => Bitmaps.IsValid(Current.Validity, row) ? Bitmaps.Get(Current.Bits, row) : null;
}

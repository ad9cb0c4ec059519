using System.Diagnostics;
using System.Runtime.CompilerServices;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;

namespace SqlSpark.Core.Columnar;

/// <summary>
/// A register: the one way to write a vector. <see cref="Begin"/> opens it for a batch, spans and setters fill it, and
/// <see cref="Publish"/> seals it. Buffers are reused from batch to batch unless somebody retained them.
/// </summary>
/// <remarks>
/// After <see cref="Begin"/> no row is null; views and list entries are zero (empty), other values are initialised memory of no
/// meaning. Not thread-safe. The writer owns its buffers; what it published is borrowed from it.
/// </remarks>
public sealed unsafe class VectorWriter : IDisposable
{
    private const int MinimumCapacity = 64;

    private readonly MemoryAccount _account;
    private readonly VectorWriter[] _children;
    private readonly bool _checked;
    private NativeBuffer? _values;
    private NativeBuffer? _validity;
    private StringHeap? _heap;
    private HeapList _borrowedHeaps;
    private HeapList _keptHeaps;
    private Vector? _shell;
    private bool _hasValidity;
    private bool _isOpen;

    /// <summary>A register for vectors of <paramref name="type"/>, paid by <paramref name="account"/>.</summary>
    public VectorWriter(DataType type, MemoryAccount account)
    {
        Type = type;
        Physical = type.PhysicalType;
        _account = account;
        _checked = account.Pool.IsChecked;
        _children = type switch
        {
            ArrayType array => [new VectorWriter(array.ElementType, account)],
            MapType map => [new VectorWriter(map.KeyType, account), new VectorWriter(map.ValueType, account)],
            StructType structType => [.. structType.Fields.Select(f => new VectorWriter(f.DataType, account))],
            VariantType => [new VectorWriter(BinaryType.Instance, account), new VectorWriter(BinaryType.Instance, account)],
            _ => [],
        };
    }

    /// <summary>The logical type.</summary>
    public DataType Type { get; }

    /// <summary>The storage of the vector being written.</summary>
    public PhysicalType Physical { get; private set; }

    /// <summary>Rows of the vector being written.</summary>
    public int Length { get; private set; }

    /// <summary>True when a validity bitmap was made since <see cref="Begin"/>.</summary>
    public bool HasValidity => _hasValidity;

    /// <summary>Where values over 12 bytes are kept.</summary>
    public StringHeap Heap => _heap ??= new StringHeap(_account);

    /// <summary>The writer of the elements of an array, or of the keys of a map.</summary>
    public VectorWriter Elements => _children[0];

    /// <summary>The writer of the values of a map.</summary>
    public VectorWriter MapValues => _children[1];

    /// <summary>The writer of a field of a struct. Begin, publish and lengths of fields follow the struct's own.</summary>
    public VectorWriter Field(int ordinal) => _children[ordinal];

    /// <summary>The writers of elements, keys and values, or fields.</summary>
    public ReadOnlySpan<VectorWriter> Children => _children;

    /// <summary>Opens the register for a vector of <paramref name="length"/> rows without nulls.</summary>
    /// <param name="length">Rows. Fields of a struct get the same; elements begin with none and are appended.</param>
    /// <param name="physical">A narrower storage than the type's, for integers, dates and decimals.</param>
    public void Begin(int length, PhysicalType? physical = null)
    {
        Physical = physical ?? Type.PhysicalType;
        Length = length;
        _hasValidity = false;
        _isOpen = true;
        _borrowedHeaps.Clear();
        _keptHeaps.Release();
        _heap?.Reset();
        if (_checked && _shell is not null)
        {
            _shell.MarkStale();
            _shell = null;
        }

        if (Physical is not (PhysicalType.Void or PhysicalType.Struct))
            Renew(ref _values, ByteLength(length), keep: 0);
        ClearPlaces(0);
        foreach (var child in _children)
            child.Begin(Physical == PhysicalType.Struct ? length : 0);
    }

    /// <summary>Stores the values in another width than <see cref="Begin"/> said: before the first is written, or to write them all again. Validity stays.</summary>
    /// <param name="physical">An integer width.</param>
    public void SetWidth(PhysicalType physical)
    {
        AssertOpen();
        Debug.Assert(Physical.IsInteger() && physical.IsInteger(), "only integers have widths to choose from");
        Physical = physical;
        Renew(ref _values, ByteLength(Length), keep: 0);
    }

    /// <summary>Adds rows at the end, without nulls, keeping those written. For vectors whose length is not known before.</summary>
    /// <returns>The first new row.</returns>
    public int Append(int rowCount)
    {
        AssertOpen();
        var first = Length;
        var length = checked(first + rowCount);
        if (Physical is not (PhysicalType.Void or PhysicalType.Struct) && (_values is null || _values.ByteLength < ByteLength(length)))
            Renew(ref _values, Math.Max(ByteLength(length), Math.Min(2L * ByteLength(first), int.MaxValue)), keep: ByteLength(first));
        if (_hasValidity)
        {
            if (_validity!.ByteLength < Bitmaps.WordCount(length) * 8L)
                Renew(ref _validity, Math.Max(Bitmaps.WordCount(length) * 8L, 2 * _validity.ByteLength), keep: Bitmaps.WordCount(first) * 8L);
            Length = length;
            ExtendValidity(first);
        }

        Length = length;
        ClearPlaces(first);
        if (Physical == PhysicalType.Struct)
        {
            foreach (var child in _children)
                child.Append(rowCount);
        }

        return first;
    }

    /// <summary>Forgets the rows at the end, and those of fields: for vectors that were opened for more rows than came.</summary>
    /// <param name="rowCount">Rows that stay.</param>
    public void Truncate(int rowCount)
    {
        AssertOpen();
        Debug.Assert(rowCount <= Length, "there are not as many rows");
        Length = rowCount;
        if (Physical != PhysicalType.Struct)
            return;
        foreach (var child in _children)
            child.Truncate(rowCount);
    }

    /// <summary>Adds rows of a struct at the end, without nulls, whose fields have been appended already.</summary>
    public void AppendRows(int rowCount)
    {
        AssertOpen();
        Debug.Assert(Physical == PhysicalType.Struct, "rows without their fields are added to a struct only");
        var first = Length;
        var length = checked(first + rowCount);
        if (_hasValidity)
        {
            if (_validity!.ByteLength < Bitmaps.WordCount(length) * 8L)
                Renew(ref _validity, Math.Max(Bitmaps.WordCount(length) * 8L, 2 * _validity.ByteLength), keep: Bitmaps.WordCount(first) * 8L);
            Length = length;
            ExtendValidity(first);
        }

        Length = length;
    }

    /// <summary>The values; <typeparamref name="T"/> is the CLR type of <see cref="Physical"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<T> Values<T>()
        where T : unmanaged
    {
        AssertOpen();
        Debug.Assert(Unsafe.SizeOf<T>() == Physical.ByteWidth(), $"{typeof(T).Name} written to a vector of {Physical}");
        return new Span<T>(_values!.Address, Length);
    }

    /// <summary>The bits of a boolean vector. Bits past the end are cleared by <see cref="Publish"/>.</summary>
    public Span<ulong> Bits
    {
        get
        {
            AssertOpen();
            Debug.Assert(Physical == PhysicalType.Bool, "bits of a vector that is not boolean");
            return new Span<ulong>(_values!.Address, Bitmaps.WordCount(Length));
        }
    }

    /// <summary>Offset and length of each row's elements in <see cref="Elements"/>.</summary>
    public Span<ListEntry> Entries
    {
        get
        {
            AssertOpen();
            Debug.Assert(Physical is PhysicalType.List or PhysicalType.Map, "entries of a vector that is neither array nor map");
            return new Span<ListEntry>(_values!.Address, Length);
        }
    }

    /// <summary>The first value's address; 64 bytes past the last value can be read, but not written.</summary>
    public byte* Address
    {
        get
        {
            AssertOpen();
            return _values!.Address;
        }
    }

    /// <summary>The validity bitmap, made with all rows valid when there is none yet.</summary>
    public Span<ulong> Validity
    {
        get
        {
            AssertOpen();
            if (!_hasValidity)
            {
                Renew(ref _validity, Math.Max(Bitmaps.WordCount(Length), 1) * 8L, keep: 0);
                _hasValidity = true;
                Bitmaps.SetAll(ValidityWords, Length);
            }

            return ValidityWords;
        }
    }

    /// <summary>Marks rows as null: those whose bit is 0. An empty span says that none is.</summary>
    public void SetValidity(ReadOnlySpan<ulong> validity)
    {
        if (!validity.IsEmpty)
            validity[..Bitmaps.WordCount(Length)].CopyTo(Validity);
    }

    /// <summary>Makes one row NULL; its view or entry becomes zero.</summary>
    public void SetNull(int row)
    {
        Bitmaps.Clear(Validity, row);
        if (Physical == PhysicalType.View)
            Values<Utf8View>()[row] = default;
        else if (Physical is PhysicalType.List or PhysicalType.Map)
            Entries[row] = default;
    }

    /// <summary>Stores a copy of a string or binary value.</summary>
    public void SetBytes(int row, ReadOnlySpan<byte> bytes) =>
        Values<Utf8View>()[row] = bytes.Length <= Utf8View.MaxInlineLength ? Utf8View.Inline(bytes) : Heap.Copy(bytes);

    /// <summary>
    /// Says that views written to this register point into the buffers of <paramref name="source"/>, a flat vector of views, so
    /// that retaining the result retains them too.
    /// </summary>
    public void BorrowHeaps(Vector source)
    {
        AssertOpen();
        switch (source)
        {
            case FlatVector flat:
                _borrowedHeaps.AddAll(flat.Heaps);
                break;
            case ConstantVector constant:
                BorrowHeaps(constant.Value);
                break;
            case DictionaryVector dictionary:
                BorrowHeaps(dictionary.Dictionary.Values);
                break;
            case LazyVector { Loaded: { } loaded }:
                BorrowHeaps(loaded);
                break;
        }
    }

    /// <summary>
    /// Says that views written to this register point into the buffers of <paramref name="source"/>, and keeps those until the next <see cref="Begin"/>: for registers that
    /// collect rows of several batches, which are borrowed.
    /// </summary>
    public void KeepHeaps(FlatVector source)
    {
        AssertOpen();
        foreach (var buffer in source.HeapBuffers)
        {
            if (_keptHeaps.Add(buffer))
                buffer.Retain();
        }
    }

    /// <summary>Says that views written to this register point into <paramref name="buffer"/>.</summary>
    public void BorrowHeap(NativeBuffer buffer) => _borrowedHeaps.Add(buffer);

    /// <summary>Seals the vector. It is borrowed from this register until the next <see cref="Begin"/>.</summary>
    public Vector Publish()
    {
        AssertOpen();
        _isOpen = false;
        var validity = _hasValidity ? _validity : null;
        if (_hasValidity && Length > 0)
            ValidityWords[^1] &= Bitmaps.LastWordMask(Length);
        switch (Physical)
        {
            case PhysicalType.Void:
                var none = _shell as VoidVector ?? new VoidVector(Length);
                none.Resize(Length);
                return _shell = none;
            case PhysicalType.List or PhysicalType.Map:
                var list = _shell as ListVector ?? new ListVector(Type, new Vector[_children.Length]);
                for (var i = 0; i < _children.Length; i++)
                    list.ChildArray[i] = _children[i].Publish();
                list.Borrow(Length, _values, validity);
                return _shell = list;
            case PhysicalType.Struct:
                var record = _shell as StructVector ?? new StructVector(Type, new Vector[_children.Length]);
                for (var i = 0; i < _children.Length; i++)
                    record.FieldArray[i] = _children[i].Publish();
                record.Borrow(Length, validity);
                return _shell = record;
            default:
                if (Physical == PhysicalType.Bool && Length > 0)
                    ((ulong*)_values!.Address)[Bitmaps.WordCount(Length) - 1] &= Bitmaps.LastWordMask(Length);
                var flat = _shell as FlatVector ?? new FlatVector(Type, Physical);
                flat.Borrow(Physical, Length, _values, validity);
                flat.Heaps.Clear();
                flat.Heaps.AddAll(_borrowedHeaps);
                flat.Heaps.AddAll(_keptHeaps);
                if (_heap is not null)
                {
                    for (var i = 0; i < _heap.Blocks.Count; i++)
                        flat.Heaps.Add(_heap.Blocks[i]);
                }

                return _shell = flat;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _isOpen = false;
        if (_checked)
            _shell?.MarkStale();
        _shell = null;
        _values?.Release();
        _values = null;
        _validity?.Release();
        _validity = null;
        _heap?.Dispose();
        _heap = null;
        _keptHeaps.Release();
        foreach (var child in _children)
            child.Dispose();
    }

    private Span<ulong> ValidityWords => new(_validity!.Address, Bitmaps.WordCount(Length));

    private long ByteLength(int length) => Physical == PhysicalType.Bool
        ? Math.Max(Bitmaps.WordCount(length), 1) * 8L
        : (long)Math.Max(length, MinimumCapacity) * Physical.ByteWidth();

    private void Renew(ref NativeBuffer? buffer, long byteLength, long keep)
    {
        if (buffer is not null && !buffer.IsShared && buffer.ByteLength >= byteLength)
        {
            if (keep == 0)
                buffer.Renew();
            return;
        }

        var next = _account.Allocate(byteLength);
        if (buffer is not null)
        {
            if (keep > 0)
                Unsafe.CopyBlockUnaligned(next.Address, buffer.Address, (uint)keep);
            buffer.Release();
        }

        buffer = next;
    }

    private void ClearPlaces(int firstRow)
    {
        if (Physical is PhysicalType.View or PhysicalType.List or PhysicalType.Map)
        {
            var width = Physical.ByteWidth();
            new Span<byte>(_values!.Address + ((long)firstRow * width), checked((Length - firstRow) * width)).Clear();
        }
        else if (Physical == PhysicalType.Bool && firstRow > 0 && (firstRow & 63) != 0)
        {
            ((ulong*)_values!.Address)[firstRow >> 6] &= Bitmaps.LastWordMask(firstRow);
        }
    }

    private void ExtendValidity(int firstRow)
    {
        var words = ValidityWords;
        if (words.IsEmpty)
            return;
        var word = firstRow >> 6;
        if ((firstRow & 63) != 0)
            words[word++] |= ~Bitmaps.LastWordMask(firstRow);
        words[word..].Fill(ulong.MaxValue);
        words[^1] &= Bitmaps.LastWordMask(Length);
    }

    private void AssertOpen() => Debug.Assert(_isOpen, "a vector is written between Begin and Publish");
}

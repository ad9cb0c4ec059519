using System.Diagnostics;
using System.Runtime.CompilerServices;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;

namespace SqlSpark.Core.Columnar;

/// <summary>The same value in every row.</summary>
public sealed class ConstantVector : Vector
{
    /// <summary>A vector of <paramref name="length"/> rows, all equal to the one row of <paramref name="value"/>.</summary>
    public ConstantVector(Vector value, int length)
        : base(value.Type, value.Physical)
    {
        Debug.Assert(value.Length == 1 && value.Encoding == VectorEncoding.Flat, "a constant is one flat row");
        Value = value;
        Length = length;
    }

    /// <inheritdoc />
    public override VectorEncoding Encoding => VectorEncoding.Constant;

    /// <summary>The value: a flat vector of one row.</summary>
    public Vector Value { get; }

    /// <inheritdoc />
    public override bool MayHaveNulls => Value.IsNull(0);

    /// <summary>True when the value is NULL.</summary>
    public bool IsNullConstant => Value.IsNull(0);

    /// <inheritdoc />
    public override bool IsNull(int row) => Value.IsNull(0);

    /// <summary>Changes the number of rows; for the owner of a register.</summary>
    internal void Resize(int length) => Length = length;

    /// <inheritdoc />
    public override Vector Retain() => new ConstantVector(Value.Retain(), Length);

    /// <inheritdoc />
    public override void Release() => Value.Release();

    /// <inheritdoc />
    public override Vector Slice(int start, int length, Vector? reuse = null)
    {
        AssertSlice(start, length, Length);
        if (reuse is not ConstantVector shell || !ReferenceEquals(shell.Value, Value))
            return new ConstantVector(Value, length);
        shell.Length = length;
        return shell;
    }
}

/// <summary>Every row NULL, of any type; also the only vector of type void.</summary>
public sealed class VoidVector : Vector
{
    /// <summary>A vector of type void.</summary>
    public VoidVector(int length)
        : base(VoidType.Instance, PhysicalType.Void) => Length = length;

    /// <inheritdoc />
    public override VectorEncoding Encoding => VectorEncoding.Flat;

    /// <inheritdoc />
    public override bool MayHaveNulls => true;

    /// <inheritdoc />
    public override bool IsNull(int row) => true;

    internal void Resize(int length) => Length = length;

    /// <inheritdoc />
    public override Vector Retain() => new VoidVector(Length);

    /// <inheritdoc />
    public override void Release() => Length = 0;

    /// <inheritdoc />
    public override Vector Slice(int start, int length, Vector? reuse = null)
    {
        AssertSlice(start, length, Length);
        var shell = reuse as VoidVector ?? new VoidVector(length);
        shell.Length = length;
        return shell;
    }
}

/// <summary>Values that many dictionary vectors share. Immutable.</summary>
public sealed class VectorDictionary
{
    private static long s_lastId;

    /// <summary>A dictionary over a flat vector; takes over the caller's reference to it.</summary>
    /// <param name="values">The entries: flat, retained; an entry may be NULL.</param>
    /// <param name="isUnique">True when no two entries are equal.</param>
    public VectorDictionary(Vector values, bool isUnique)
    {
        Debug.Assert(values.Encoding == VectorEncoding.Flat, "codes of codes are composed");
        Values = values;
        IsUnique = isUnique;
        Id = Interlocked.Increment(ref s_lastId);
    }

    /// <summary>Different for every dictionary of the process.</summary>
    public long Id { get; }

    /// <summary>The entries.</summary>
    public Vector Values { get; }

    /// <summary>True when equal values have equal codes.</summary>
    public bool IsUnique { get; }

    private int _references = 1;

    /// <summary>One more owner.</summary>
    public VectorDictionary Retain()
    {
        Interlocked.Increment(ref _references);
        return this;
    }

    /// <summary>One owner less; the last one releases the entries.</summary>
    public void Release()
    {
        var left = Interlocked.Decrement(ref _references);
        Debug.Assert(left >= 0, "a dictionary was released twice");
        if (left == 0)
            Values.Release();
    }
}

/// <summary>One code a row into a shared dictionary. A row is NULL when its code's bit or its entry is.</summary>
/// <remarks><see cref="Vector.Physical"/> tells the entries' storage; the codes have <see cref="CodeWidth"/>.</remarks>
public sealed unsafe class DictionaryVector : Vector
{
    private byte* _codes;
    private NativeBuffer? _codesBuffer;

    internal DictionaryVector(VectorDictionary dictionary)
        : base(dictionary.Values.Type, dictionary.Values.Physical) => Dictionary = dictionary;

    /// <summary>A vector over codes whose references it takes over, and the caller's reference to the dictionary.</summary>
    /// <param name="dictionary">The entries.</param>
    /// <param name="codeWidth">Bytes a code: 1, 2 (both unsigned) or 4.</param>
    /// <param name="length">Rows.</param>
    /// <param name="codes">One code a row, in range also under nulls.</param>
    /// <param name="validity">The validity bitmap of the codes, or null.</param>
    public static DictionaryVector Own(VectorDictionary dictionary, int codeWidth, int length, NativeBuffer codes, NativeBuffer? validity)
    {
        var vector = new DictionaryVector(dictionary);
        vector.Borrow(dictionary, codeWidth, length, codes, validity);
        return vector;
    }

    /// <inheritdoc />
    public override VectorEncoding Encoding => VectorEncoding.Dictionary;

    /// <summary>The entries.</summary>
    public VectorDictionary Dictionary { get; private set; }

    /// <summary>Bytes a code: 1, 2 or 4.</summary>
    public int CodeWidth { get; private set; }

    /// <inheritdoc />
    public override bool MayHaveNulls => ValidityWords != null || Dictionary.Values.MayHaveNulls;

    /// <summary>The codes; <typeparamref name="T"/> is byte, ushort or int after <see cref="CodeWidth"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<T> Codes<T>()
        where T : unmanaged
    {
        AssertAlive();
        Debug.Assert(Unsafe.SizeOf<T>() == CodeWidth, $"{typeof(T).Name} read from codes of {CodeWidth} bytes");
        return new ReadOnlySpan<T>(_codes, Length);
    }

    /// <summary>The code of one row.</summary>
    public int Code(int row)
    {
        AssertAlive();
        return CodeWidth switch
        {
            1 => _codes[row],
            2 => ((ushort*)_codes)[row],
            _ => ((int*)_codes)[row],
        };
    }

    /// <inheritdoc />
    public override bool IsNull(int row) => base.IsNull(row) || Dictionary.Values.IsNull(Code(row));

    /// <summary>Points the shell at codes that somebody else owns.</summary>
    internal void Borrow(VectorDictionary dictionary, int codeWidth, int length, NativeBuffer codes, NativeBuffer? validity)
    {
        Dictionary = dictionary;
        Physical = dictionary.Values.Physical;
        CodeWidth = codeWidth;
        Length = length;
        _codesBuffer = codes;
        _codes = codes.Address;
        ValidityBuffer = validity;
        ValidityWords = validity is null ? null : (ulong*)validity.Address;
    }

    /// <summary>The same codes over other entries, as many as these; borrowed from this vector and the caller's dictionary.</summary>
    /// <param name="dictionary">The entries that the codes stand for.</param>
    /// <param name="reuse">A shell that an earlier call returned and nobody else holds, or null.</param>
    public DictionaryVector WithEntries(VectorDictionary dictionary, DictionaryVector? reuse = null)
    {
        AssertAlive();
        Debug.Assert(dictionary.Values.Length == Dictionary.Values.Length, "codes fit dictionaries of equal length only");
        if (reuse is null || !reuse.Type.Equals(dictionary.Values.Type))
            reuse = new DictionaryVector(dictionary);
        reuse.Dictionary = dictionary;
        reuse.Physical = dictionary.Values.Physical;
        reuse.CodeWidth = CodeWidth;
        reuse.Length = Length;
        reuse._codesBuffer = _codesBuffer;
        reuse._codes = _codes;
        reuse.SliceValidity(this, 0);
        return reuse;
    }

    /// <inheritdoc />
    public override Vector Retain()
    {
        AssertAlive();
        var shell = new DictionaryVector(Dictionary.Retain())
        {
            CodeWidth = CodeWidth,
            Length = Length,
            _codes = _codes,
            _codesBuffer = _codesBuffer?.Retain(),
        };
        shell.RetainValidity(this);
        return shell;
    }

    /// <inheritdoc />
    public override void Release()
    {
        _codesBuffer?.Release();
        _codesBuffer = null;
        _codes = null;
        ReleaseValidity();
        Dictionary.Release();
        Length = 0;
    }

    /// <inheritdoc />
    public override Vector Slice(int start, int length, Vector? reuse = null)
    {
        AssertAlive();
        AssertSlice(start, length, Length);
        var shell = reuse as DictionaryVector ?? new DictionaryVector(Dictionary);
        shell.Dictionary = Dictionary;
        shell.Physical = Physical;
        shell.CodeWidth = CodeWidth;
        shell.Length = length;
        shell._codesBuffer = _codesBuffer;
        shell._codes = _codes + ((long)start * CodeWidth);
        shell.SliceValidity(this, start);
        return shell;
    }
}

/// <summary>A column that a scan has not read yet. Only scans make them; sinks never store one.</summary>
public abstract class LazyVector : Vector
{
    /// <summary>A column of <paramref name="length"/> rows that <see cref="Read"/> will bring.</summary>
    protected LazyVector(DataType type, int length)
        : base(type, type.PhysicalType) => Length = length;

    /// <inheritdoc />
    public sealed override VectorEncoding Encoding => VectorEncoding.Lazy;

    /// <summary>What <see cref="Load"/> brought, or null before the first touch.</summary>
    public Vector? Loaded { get; private set; }

    /// <summary>Reads the column on first touch; rows outside <paramref name="rows"/> hold initialised memory and must not be read.</summary>
    /// <param name="rows">The rows that anybody will read from now on.</param>
    public Vector Load(Rows rows) => Loaded ??= Read(rows);

    /// <summary>Reads the column; the result is flat, constant or dictionary and borrowed like the batch itself.</summary>
    protected abstract Vector Read(Rows rows);

    /// <summary>Makes the shell stand for another batch.</summary>
    protected void Reset(int length)
    {
        Length = length;
        Loaded = null;
    }

    /// <inheritdoc />
    public sealed override bool IsNull(int row) => Load(Rows.All(Length)).IsNull(row);

    /// <inheritdoc />
    public sealed override bool MayHaveNulls => Loaded?.MayHaveNulls ?? true;

    /// <inheritdoc />
    public sealed override Vector Retain() => Load(Rows.All(Length)).Retain();

    /// <inheritdoc />
    public sealed override void Release() => throw new InvalidOperationException("A lazy vector is never retained itself.");

    /// <inheritdoc />
    public sealed override Vector Slice(int start, int length, Vector? reuse = null) => Load(Rows.All(Length)).Slice(start, length, reuse);
}

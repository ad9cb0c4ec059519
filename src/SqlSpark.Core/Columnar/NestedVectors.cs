using System.Diagnostics;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;

namespace SqlSpark.Core.Columnar;

/// <summary>Arrays and maps: a place in the children for each row. Entries of several rows may overlap, repeat or come in any order.</summary>
public sealed unsafe class ListVector : Vector
{
    private ListEntry* _entries;
    private NativeBuffer? _entriesBuffer;
    private readonly Vector[] _children;

    internal ListVector(DataType type, Vector[] children)
        : base(type, type.PhysicalType)
    {
        Debug.Assert(children.Length == (type is MapType ? 2 : 1), "an array has one child, a map has two");
        _children = children;
    }

    /// <summary>A vector over buffers and children whose references it takes over.</summary>
    /// <param name="type">An <see cref="ArrayType"/> or <see cref="MapType"/>.</param>
    /// <param name="length">Rows.</param>
    /// <param name="entries">One <see cref="ListEntry"/> a row.</param>
    /// <param name="validity">The validity bitmap, or null.</param>
    /// <param name="children">Elements; or keys and values.</param>
    public static ListVector Own(DataType type, int length, NativeBuffer entries, NativeBuffer? validity, params Vector[] children)
    {
        var vector = new ListVector(type, children);
        vector.Borrow(length, entries, validity);
        return vector;
    }

    /// <summary>The same places over other children, as long as these; borrowed from this vector and the children's owner.</summary>
    /// <param name="type">An <see cref="ArrayType"/> or <see cref="MapType"/>.</param>
    /// <param name="children">Elements; or keys and values.</param>
    /// <param name="reuse">A shell that an earlier call returned for the same type and nobody else holds, or null.</param>
    public ListVector WithChildren(DataType type, ReadOnlySpan<Vector> children, ListVector? reuse = null)
    {
        AssertAlive();
        var shell = reuse ?? new ListVector(type, new Vector[children.Length]);
        children.CopyTo(shell._children);
        shell.Length = Length;
        shell._entriesBuffer = _entriesBuffer;
        shell._entries = _entries;
        shell.SliceValidity(this, 0);
        return shell;
    }

    /// <inheritdoc />
    public override VectorEncoding Encoding => VectorEncoding.Flat;

    /// <summary>Offset and length of each row's elements; zero under nulls.</summary>
    public ReadOnlySpan<ListEntry> Entries
    {
        get
        {
            AssertAlive();
            return new ReadOnlySpan<ListEntry>(_entries, Length);
        }
    }

    /// <summary>The elements of an array, in any encoding.</summary>
    public Vector Elements => _children[0];

    /// <summary>The keys of a map.</summary>
    public Vector Keys => _children[0];

    /// <summary>The values of a map.</summary>
    public Vector MapValues => _children[1];

    /// <summary>Elements; or keys and values.</summary>
    public ReadOnlySpan<Vector> Children => _children;

    internal Vector[] ChildArray => _children;

    internal void Borrow(int length, NativeBuffer? entries, NativeBuffer? validity)
    {
        Length = length;
        _entriesBuffer = entries;
        _entries = entries is null ? null : (ListEntry*)entries.Address;
        ValidityBuffer = validity;
        ValidityWords = validity is null ? null : (ulong*)validity.Address;
    }

    /// <inheritdoc />
    public override Vector Retain()
    {
        AssertAlive();
        var shell = new ListVector(Type, Array.ConvertAll(_children, c => c.Retain()))
        {
            Length = Length,
            _entries = _entries,
            _entriesBuffer = _entriesBuffer?.Retain(),
        };
        shell.RetainValidity(this);
        return shell;
    }

    /// <inheritdoc />
    public override void Release()
    {
        _entriesBuffer?.Release();
        _entriesBuffer = null;
        _entries = null;
        ReleaseValidity();
        foreach (var child in _children)
            child.Release();
        Length = 0;
    }

    /// <inheritdoc />
    public override Vector Slice(int start, int length, Vector? reuse = null)
    {
        AssertAlive();
        AssertSlice(start, length, Length);
        var shell = reuse as ListVector ?? new ListVector(Type, new Vector[_children.Length]);
        _children.CopyTo(shell._children, 0);
        shell.Length = length;
        shell._entriesBuffer = _entriesBuffer;
        shell._entries = _entries + start;
        shell.SliceValidity(this, start);
        return shell;
    }
}

/// <summary>Structs: one child a field, each as long as the struct. The struct's validity is not folded into its children.</summary>
public sealed unsafe class StructVector : Vector
{
    private readonly Vector[] _fields;

    internal StructVector(DataType type, Vector[] fields)
        : base(type, PhysicalType.Struct) => _fields = fields;

    /// <summary>A vector over children and a validity buffer whose references it takes over.</summary>
    /// <param name="type">A <see cref="StructType"/>, or VARIANT with two binaries.</param>
    /// <param name="length">Rows.</param>
    /// <param name="validity">The validity bitmap, or null.</param>
    /// <param name="fields">One vector a field.</param>
    public static StructVector Own(DataType type, int length, NativeBuffer? validity, params Vector[] fields)
    {
        var vector = new StructVector(type, fields);
        vector.Borrow(length, validity);
        return vector;
    }

    /// <summary>Structs without NULLs among them over fields that somebody else owns; borrowed from that owner.</summary>
    /// <param name="type">A <see cref="StructType"/>.</param>
    /// <param name="length">Rows.</param>
    /// <param name="fields">One vector a field.</param>
    /// <param name="reuse">A shell that an earlier call returned for the same type and nobody else holds, or null.</param>
    public static StructVector Borrow(DataType type, int length, ReadOnlySpan<Vector> fields, StructVector? reuse = null)
    {
        var shell = reuse ?? new StructVector(type, new Vector[fields.Length]);
        fields.CopyTo(shell._fields);
        shell.Borrow(length, validity: null);
        return shell;
    }

    /// <inheritdoc />
    public override VectorEncoding Encoding => VectorEncoding.Flat;

    /// <summary>One vector a field, in any encoding.</summary>
    public ReadOnlySpan<Vector> Fields
    {
        get
        {
            AssertAlive();
            return _fields;
        }
    }

    internal Vector[] FieldArray => _fields;

    internal void Borrow(int length, NativeBuffer? validity)
    {
        Length = length;
        ValidityBuffer = validity;
        ValidityWords = validity is null ? null : (ulong*)validity.Address;
    }

    /// <inheritdoc />
    public override Vector Retain()
    {
        AssertAlive();
        var shell = new StructVector(Type, Array.ConvertAll(_fields, c => c.Retain())) { Length = Length };
        shell.RetainValidity(this);
        return shell;
    }

    /// <inheritdoc />
    public override void Release()
    {
        ReleaseValidity();
        foreach (var field in _fields)
            field.Release();
        Length = 0;
    }

    /// <inheritdoc />
    public override Vector Slice(int start, int length, Vector? reuse = null)
    {
        AssertAlive();
        AssertSlice(start, length, Length);
        var shell = reuse as StructVector ?? new StructVector(Type, new Vector[_fields.Length]);
        for (var i = 0; i < _fields.Length; i++)
            shell._fields[i] = _fields[i].Slice(start, length, shell._fields[i]);
        shell.Length = length;
        shell.SliceValidity(this, start);
        return shell;
    }
}

using System.Diagnostics;
using System.Runtime.CompilerServices;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;

namespace SqlSpark.Core.Columnar;

/// <summary>One value a row: fixed-width values, bits of booleans, or 16-byte views of strings and binaries.</summary>
public sealed unsafe class FlatVector : Vector
{
    private byte* _values;
    private NativeBuffer? _valuesBuffer;
    private HeapList _heaps;

    internal FlatVector(DataType type, PhysicalType physical)
        : base(type, physical) => Debug.Assert(!physical.IsNested() && physical != PhysicalType.Void, "flat vectors hold fixed-width values");

    /// <inheritdoc />
    public override VectorEncoding Encoding => VectorEncoding.Flat;

    /// <summary>The values; <typeparamref name="T"/> is the CLR type of <see cref="Vector.Physical"/>.</summary>
    /// <typeparam name="T">sbyte, short, int, long, Int128, float, double, <see cref="Utf8View"/> or <see cref="CalendarInterval"/>.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<T> Values<T>()
        where T : unmanaged
    {
        AssertAlive();
        Debug.Assert(Unsafe.SizeOf<T>() == Physical.ByteWidth(), $"{typeof(T).Name} read from a vector of {Physical}");
        return new ReadOnlySpan<T>(_values, Length);
    }

    /// <summary>The values of a boolean vector as a bitmap; bits past the end and under nulls are defined but mean nothing.</summary>
    public ReadOnlySpan<ulong> Bits
    {
        get
        {
            AssertAlive();
            Debug.Assert(Physical == PhysicalType.Bool, "bits of a vector that is not boolean");
            return new ReadOnlySpan<ulong>(_values, Bitmaps.WordCount(Length));
        }
    }

    /// <summary>The first value's address; 64 bytes past the last value can be read.</summary>
    public byte* Address
    {
        get
        {
            AssertAlive();
            return _values;
        }
    }

    internal ref HeapList Heaps => ref _heaps;

    /// <summary>The buffers that long views point into.</summary>
    public ReadOnlySpan<NativeBuffer> HeapBuffers => _heaps.Buffers;

    /// <summary>Points the shell at buffers that somebody else owns.</summary>
    internal void Borrow(PhysicalType physical, int length, NativeBuffer? values, NativeBuffer? validity)
    {
        Physical = physical;
        Length = length;
        _valuesBuffer = values;
        _values = values is null ? null : values.Address;
        ValidityBuffer = validity;
        ValidityWords = validity is null ? null : (ulong*)validity.Address;
    }

    /// <summary>A vector over buffers whose references the vector takes over; <see cref="Release"/> gives them back.</summary>
    /// <param name="type">The logical type.</param>
    /// <param name="physical">The storage.</param>
    /// <param name="length">Rows.</param>
    /// <param name="values">The values.</param>
    /// <param name="validity">The validity bitmap, or null when no row is null.</param>
    /// <param name="heaps">The buffers behind long views.</param>
    public static FlatVector Own(
        DataType type, PhysicalType physical, int length, NativeBuffer values, NativeBuffer? validity, params ReadOnlySpan<NativeBuffer> heaps)
    {
        var vector = new FlatVector(type, physical);
        vector.Borrow(physical, length, values, validity);
        foreach (var heap in heaps)
            vector._heaps.Add(heap);
        return vector;
    }

    /// <inheritdoc />
    public override Vector Retain()
    {
        AssertAlive();
        var shell = new FlatVector(Type, Physical) { Length = Length, _values = _values, _valuesBuffer = _valuesBuffer?.Retain() };
        shell.RetainValidity(this);
        shell._heaps = _heaps.Retain();
        return shell;
    }

    /// <inheritdoc />
    public override void Release()
    {
        _valuesBuffer?.Release();
        _valuesBuffer = null;
        _values = null;
        ReleaseValidity();
        _heaps.Release();
        Length = 0;
    }

    /// <inheritdoc />
    public override Vector Slice(int start, int length, Vector? reuse = null)
    {
        AssertAlive();
        AssertSlice(start, length, Length);
        var shell = reuse as FlatVector ?? new FlatVector(Type, Physical);
        shell.Physical = Physical;
        shell.Length = length;
        shell._valuesBuffer = _valuesBuffer;
        shell._values = Physical == PhysicalType.Bool ? _values + (start >> 3) : _values + ((long)start * Physical.ByteWidth());
        shell.SliceValidity(this, start);
        shell._heaps.Clear();
        shell._heaps.AddAll(_heaps);
        return shell;
    }
}

using System.Diagnostics;
using System.Runtime.CompilerServices;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;

namespace SqlSpark.Core.Columnar;

/// <summary>How a vector lays out its rows.</summary>
public enum VectorEncoding : byte
{
    /// <summary>One value a row.</summary>
    Flat,

    /// <summary>One value for all rows.</summary>
    Constant,

    /// <summary>One code a row into a shared dictionary.</summary>
    Dictionary,

    /// <summary>Not read yet; <see cref="LazyVector.Load"/> makes it one of the others.</summary>
    Lazy,
}

/// <summary>
/// A column of one batch. Immutable once published. Within a pipeline it is borrowed: valid until the next call on the
/// operator that returned it; <see cref="Retain"/> keeps it longer.
/// </summary>
/// <remarks>
/// Nulls: a validity bitmap (see <see cref="Bitmaps"/>), absent when there are none. Under a null the value is initialised
/// memory, views and list entries are zero. Physical widths may be narrower than the type's.
/// </remarks>
public abstract unsafe class Vector
{
    private bool _stale;

    private protected Vector(DataType type, PhysicalType physical)
    {
        Type = type;
        Physical = physical;
    }

    /// <summary>The logical type.</summary>
    public DataType Type { get; }

    /// <summary>The storage of the values; integers, dates and decimals may be narrower than <see cref="Type"/> asks for.</summary>
    public PhysicalType Physical { get; private protected set; }

    /// <summary>The number of rows.</summary>
    public int Length { get; private protected set; }

    /// <summary>How rows are laid out.</summary>
    public abstract VectorEncoding Encoding { get; }

    /// <summary>False when certainly no row is null.</summary>
    public virtual bool MayHaveNulls => ValidityWords != null;

    /// <summary>Bit i is 1 when row i is valid; empty when no row is null. Of a dictionary vector: the codes' validity alone.</summary>
    public ReadOnlySpan<ulong> Validity
    {
        get
        {
            AssertAlive();
            return ValidityWords == null ? default : new ReadOnlySpan<ulong>(ValidityWords, Bitmaps.WordCount(Length));
        }
    }

    private protected ulong* ValidityWords { get; set; }

    private protected NativeBuffer? ValidityBuffer { get; set; }

    /// <summary>True when row <paramref name="row"/> is NULL, through any encoding. For single rows, not for loops.</summary>
    public virtual bool IsNull(int row) => !Bitmaps.IsValid(Validity, row);

    /// <summary>
    /// A shell of its own over the same buffers, counted and immutable from now on. Whoever retains releases. Buffers that are
    /// registers of an operator are left to the shell; the operator takes new ones for its next batch.
    /// </summary>
    public abstract Vector Retain();

    /// <summary>Gives up what <see cref="Retain"/> took. Only on shells that <see cref="Retain"/> returned, once.</summary>
    public abstract void Release();

    /// <summary>Rows <paramref name="start"/> to <paramref name="start"/> + <paramref name="length"/> of this vector; borrowed, nothing is copied.</summary>
    /// <param name="start">A multiple of 64.</param>
    /// <param name="length">The number of rows.</param>
    /// <param name="reuse">A shell that an earlier call on a vector of this kind returned and nobody else holds, or null.</param>
    public abstract Vector Slice(int start, int length, Vector? reuse = null);

    private protected static void AssertSlice(int start, int length, int available)
    {
        Debug.Assert((start & 63) == 0, "slices start at multiples of 64");
        Debug.Assert(start >= 0 && length >= 0 && start + length <= available, "slice out of range");
    }

    private protected void SliceValidity(Vector source, int start)
    {
        ValidityBuffer = source.ValidityBuffer;
        ValidityWords = source.ValidityWords == null ? null : source.ValidityWords + (start >> 6);
    }

    private protected void RetainValidity(Vector source)
    {
        ValidityWords = source.ValidityWords;
        ValidityBuffer = source.ValidityBuffer?.Retain();
    }

    private protected void ReleaseValidity()
    {
        ValidityBuffer?.Release();
        ValidityBuffer = null;
        ValidityWords = null;
    }

    /// <summary>Marks the shell as out of date; every later access fails. Checked mode only.</summary>
    internal void MarkStale() => _stale = true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private protected void AssertAlive()
    {
        if (_stale)
            ThrowStale();
    }

    private void ThrowStale() =>
        throw new InvalidOperationException($"A borrowed {GetType().Name} of type {Type} was read after its operator reused it: retain what must be kept.");
}

using System.Diagnostics;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;

namespace SqlSpark.Core.Kernels;

/// <summary>What becomes of the bytes of strings and binaries over 12 bytes when views are copied.</summary>
public enum StringCopy : byte
{
    /// <summary>Views point where they did; the result retains the buffers behind them. Within a pipeline.</summary>
    Borrow,

    /// <summary>
    /// The bytes are copied into the target's heap, unless all buffers behind them are long-lived, which the target then retains: they outlive a batch, but not all batches. For
    /// whoever keeps rows.
    /// </summary>
    Keep,

    /// <summary>The bytes are copied into the target's heap, whatever is behind them. For whoever keeps rows longer than a query.</summary>
    Copy,
}

/// <summary>Copies rows of vectors of any encoding into flat registers: gather, append, merge, flatten, widen.</summary>
/// <remarks>
/// The target is open (between <see cref="VectorWriter.Begin"/> and <see cref="VectorWriter.Publish"/>), of the source's type, and its storage is
/// at least as wide. A source of type void gives NULLs to a target of any type. Elements of arrays and maps are copied too.
/// </remarks>
public static partial class VectorCopy
{
    /// <summary>Row numbers that pass through the stack at a time.</summary>
    private const int ChunkLength = 512;

    /// <summary>Opens <paramref name="target"/> and writes rows <paramref name="indices"/> of <paramref name="source"/>; the storage stays as narrow as the source's.</summary>
    /// <param name="source">Any encoding.</param>
    /// <param name="indices">Row numbers of <paramref name="source"/>, in any order, also repeated.</param>
    /// <param name="target">Of the source's type; not begun.</param>
    /// <param name="strings">What becomes of long strings.</param>
    /// <returns>The published vector, borrowed from <paramref name="target"/>.</returns>
    public static Vector Gather(Vector source, ReadOnlySpan<int> indices, VectorWriter target, StringCopy strings = StringCopy.Borrow)
    {
        source = Loaded(source);
        target.Begin(indices.Length, StorageOf(source, target));
        Place(source, indices, target, new ConsecutiveRows(0), strings);
        return target.Publish();
    }

    /// <summary>Appends rows <paramref name="indices"/> of <paramref name="source"/> to an open register.</summary>
    public static void Append(Vector source, ReadOnlySpan<int> indices, VectorWriter target, StringCopy strings = StringCopy.Borrow)
    {
        var first = target.Append(indices.Length);
        Place(Loaded(source), indices, target, new ConsecutiveRows(first), strings);
    }

    /// <summary>Appends live rows of <paramref name="source"/> to an open register.</summary>
    public static void Append(Vector source, Rows rows, VectorWriter target, StringCopy strings = StringCopy.Borrow)
    {
        if (source is LazyVector lazy)
            source = lazy.Load(rows);
        if (rows.IsAll)
        {
            AppendRange(source, 0, rows.Length, target, strings);
            return;
        }

        var first = target.Append(rows.Count);
        if (source is FlatVector flat && flat.Physical == target.Physical && flat.Physical.ByteWidth() is 4 or 8)
            PlaceCompressed(flat, rows, target, first);
        else
            PlaceLive(source, rows, target, first, strings);
    }

    /// <summary>Appends rows <paramref name="start"/> to <paramref name="start"/> + <paramref name="count"/> of <paramref name="source"/> to an open register.</summary>
    public static void AppendRange(Vector source, int start, int count, VectorWriter target, StringCopy strings = StringCopy.Borrow)
    {
        var first = target.Append(count);
        PlaceRange(Loaded(source), start, count, target, first, strings);
    }

    /// <summary>Copies rows <paramref name="indices"/> of <paramref name="source"/> to rows of an open register that exist: every <paramref name="step"/>th from <paramref name="first"/> on.</summary>
    public static void Place(Vector source, ReadOnlySpan<int> indices, VectorWriter target, int first, int step, StringCopy strings = StringCopy.Borrow) =>
        Place(Loaded(source), indices, target, new SpacedRows(first, step), strings);

    /// <summary>Copies live rows of <paramref name="source"/> to the same rows of an open register, which is as long; other rows stay as they are.</summary>
    public static void Merge(Vector source, Rows rows, VectorWriter target, StringCopy strings = StringCopy.Borrow)
    {
        Debug.Assert(source.Length == rows.Length && target.Length == rows.Length, "vectors of unequal length");
        if (rows.IsEmpty)
            return;
        if (source is LazyVector lazy)
            source = lazy.Load(rows);
        if (source is FlatVector flat && flat.Physical == target.Physical)
            MergeFlat(flat, rows, target, strings);
        else if (source is ConstantVector { Value: FlatVector value } && value.Physical == target.Physical)
            MergeConstant(value, rows, target, strings);
        else if (source is StructVector record && target.Physical == PhysicalType.Struct)
            MergeStruct(record, rows, target, strings);
        else
            MergeByIndices(source, rows, target, strings);
    }

    /// <summary>The vector itself when it is flat; else its rows written to <paramref name="target"/>, with the same storage.</summary>
    public static Vector Flatten(Vector source, VectorWriter target)
    {
        source = Loaded(source);
        if (source.Encoding == VectorEncoding.Flat)
            return source;
        target.Begin(source.Length, StorageOf(source, target));
        PlaceRange(source, 0, source.Length, target, 0, StringCopy.Borrow);
        return target.Publish();
    }

    /// <summary>The vector itself when it is flat and stored as wide as its type; else its rows written to <paramref name="target"/> that way.</summary>
    public static Vector Widen(Vector source, VectorWriter target)
    {
        source = Loaded(source);
        if (source.Encoding == VectorEncoding.Flat && source.Physical == source.Type.PhysicalType)
            return source;
        target.Begin(source.Length);
        PlaceRange(source, 0, source.Length, target, 0, StringCopy.Borrow);
        return target.Publish();
    }

    private static Vector Loaded(Vector source) => source is LazyVector lazy ? lazy.Load(Rows.All(lazy.Length)) : source;

    /// <summary>The storage of the source where it may be narrower than its type's, else that of the target's type.</summary>
    private static PhysicalType StorageOf(Vector source, VectorWriter target) =>
        source.Physical.IsInteger() ? source.Physical : target.Type.PhysicalType;

    private static InternalException Unexpected(Vector source, VectorWriter target) =>
        InternalErrors.Unreachable($"{source.GetType().Name} of {source.Type} stored as {source.Physical} for {target.Type} stored as {target.Physical}");
}

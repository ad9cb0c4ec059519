using System.Numerics;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.Core.Kernels;

public static partial class VectorCopy
{
    /// <summary>Entries that are widened on the stack before they are looked up.</summary>
    private const int MaxWidenedEntries = 256;

    /// <summary>
    /// Whether the entries behind codes can be looked up code by code: valid, of fixed width, stored as the target's or quickly widened. Under a null
    /// the views of strings are zero, so those of codes with nulls take the other way.
    /// </summary>
    private static bool HasPlainEntries(DictionaryVector source, VectorWriter target) =>
        source.Dictionary.Values is FlatVector { MayHaveNulls: false } entries && entries.Physical != PhysicalType.Bool
        && (entries.Physical != PhysicalType.View || !source.MayHaveNulls)
        && (entries.Physical == target.Physical || (entries.Length <= MaxWidenedEntries && entries.Physical.IsInteger() && entries.Physical < target.Physical));

    /// <summary>Copies neighboring rows of codes whose entries are plain: no row number is written on the way.</summary>
    private static void PlaceCodedRange(DictionaryVector source, int start, int count, VectorWriter target, int first, StringCopy strings)
    {
        var entries = (FlatVector)source.Dictionary.Values;
        switch (target.Physical)
        {
            case PhysicalType.Int8:
                PlaceEntries<sbyte>(source, start, count, target, first);
                break;
            case PhysicalType.Int16:
                PlaceEntries<short>(source, start, count, target, first);
                break;
            case PhysicalType.Int32:
                PlaceEntries<int>(source, start, count, target, first);
                break;
            case PhysicalType.Int64:
                PlaceEntries<long>(source, start, count, target, first);
                break;
            case PhysicalType.Int128:
                PlaceEntries<Int128>(source, start, count, target, first);
                break;
            case PhysicalType.Float32:
                LookUp(source, entries.Values<float>(), start, target.Values<float>().Slice(first, count));
                break;
            case PhysicalType.Float64:
                LookUp(source, entries.Values<double>(), start, target.Values<double>().Slice(first, count));
                break;
            case PhysicalType.Interval:
                LookUp(source, entries.Values<CalendarInterval>(), start, target.Values<CalendarInterval>().Slice(first, count));
                break;
            case PhysicalType.View:
                LookUp(source, entries.Values<Utf8View>(), start, target.Values<Utf8View>().Slice(first, count));
                KeepHeaps(entries, count, target, new ConsecutiveRows(first), strings);
                break;
            default:
                throw Unexpected(source, target);
        }

        PlaceValidityRange(source.Validity, start, count, target, first);
    }

    private static void PlaceEntries<T>(DictionaryVector source, int start, int count, VectorWriter target, int first)
        where T : unmanaged, INumberBase<T>
    {
        var entries = (FlatVector)source.Dictionary.Values;
        var result = target.Values<T>().Slice(first, count);
        if (entries.Physical == target.Physical)
        {
            LookUp(source, entries.Values<T>(), start, result);
            return;
        }

        Span<T> wide = stackalloc T[entries.Length];
        switch (entries.Physical)
        {
            case PhysicalType.Int8:
                WidenKernels.Widen(entries.Values<sbyte>(), wide);
                break;
            case PhysicalType.Int16:
                WidenKernels.Widen(entries.Values<short>(), wide);
                break;
            case PhysicalType.Int32:
                WidenKernels.Widen(entries.Values<int>(), wide);
                break;
            default:
                WidenKernels.Widen(entries.Values<long>(), wide);
                break;
        }

        LookUp<T>(source, wide, start, result);
    }

    private static void LookUp<T>(DictionaryVector source, ReadOnlySpan<T> entries, int start, Span<T> result)
        where T : unmanaged
    {
        switch (source.CodeWidth)
        {
            case 1:
                GatherKernels.LookUp(entries, source.Codes<byte>().Slice(start, result.Length), result);
                break;
            case 2:
                GatherKernels.LookUp(entries, source.Codes<ushort>().Slice(start, result.Length), result);
                break;
            default:
                GatherKernels.Gather(entries, source.Codes<int>().Slice(start, result.Length), result);
                break;
        }
    }
}

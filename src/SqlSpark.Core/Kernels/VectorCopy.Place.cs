using System.Numerics;
using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;
using Vector = SqlSpark.Core.Columnar.Vector;

namespace SqlSpark.Core.Kernels;

public static partial class VectorCopy
{
    /// <summary>Copies listed rows of a loaded source to target rows that exist.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Place<TTarget>(Vector source, ReadOnlySpan<int> indices, VectorWriter target, TTarget rows, StringCopy strings)
        where TTarget : struct, ITargetRows<TTarget>, allows ref struct
    {
        if (indices.IsEmpty || target.Physical == PhysicalType.Void)
            return;
        switch (source)
        {
            case FlatVector flat:
                PlaceFlat(flat, indices, target, rows, strings);
                break;
            case DictionaryVector dictionary:
                PlaceCoded(dictionary, indices, target, rows, strings);
                break;
            case ConstantVector constant:
                PlaceConstant(constant.Value, indices.Length, target, rows, strings);
                break;
            case ListVector list:
                PlaceLists(list, indices, target, rows, strings);
                PlaceValidity(list.Validity, indices, target, rows);
                break;
            case StructVector record:
                for (var i = 0; i < record.Fields.Length; i++)
                    Place(Loaded(record.Fields[i]), indices, target.Field(i), rows, strings);
                PlaceValidity(record.Validity, indices, target, rows);
                break;
            case VoidVector:
                PlaceNulls(indices.Length, target, rows);
                break;
            default:
                throw Unexpected(source, target);
        }
    }

    private static void PlaceFlat<TTarget>(FlatVector source, ReadOnlySpan<int> indices, VectorWriter target, TTarget rows, StringCopy strings)
        where TTarget : struct, ITargetRows<TTarget>, allows ref struct
    {
        switch (source.Physical)
        {
            case PhysicalType.Bool:
                PlaceBits(source.Bits, indices, target.Bits, rows);
                break;
            case PhysicalType.View:
                PlaceValues(source.Values<Utf8View>(), indices, target.Values<Utf8View>(), rows);
                KeepHeaps(source, indices.Length, target, rows, strings);
                break;
            case PhysicalType.Int8:
                PlaceIntegers<sbyte, TTarget>(source, indices, target, rows);
                break;
            case PhysicalType.Int16:
                PlaceIntegers<short, TTarget>(source, indices, target, rows);
                break;
            case PhysicalType.Int32:
                PlaceIntegers<int, TTarget>(source, indices, target, rows);
                break;
            case PhysicalType.Int64:
                PlaceIntegers<long, TTarget>(source, indices, target, rows);
                break;
            case PhysicalType.Int128:
                PlaceIntegers<Int128, TTarget>(source, indices, target, rows);
                break;
            case PhysicalType.Float32:
                PlaceValues(source.Values<float>(), indices, target.Values<float>(), rows);
                break;
            case PhysicalType.Float64:
                PlaceValues(source.Values<double>(), indices, target.Values<double>(), rows);
                break;
            case PhysicalType.Interval:
                PlaceValues(source.Values<CalendarInterval>(), indices, target.Values<CalendarInterval>(), rows);
                break;
            default:
                throw Unexpected(source, target);
        }

        PlaceValidity(source.Validity, indices, target, rows);
    }

    private static void PlaceIntegers<TFrom, TTarget>(FlatVector source, ReadOnlySpan<int> indices, VectorWriter target, TTarget rows)
        where TFrom : unmanaged, INumberBase<TFrom>
        where TTarget : struct, ITargetRows<TTarget>, allows ref struct
    {
        var values = source.Values<TFrom>();
        if (target.Physical == source.Physical)
        {
            PlaceValues(values, indices, target.Values<TFrom>(), rows);
            return;
        }

        if (target.Physical < source.Physical)
            throw Unexpected(source, target);
        switch (target.Physical)
        {
            case PhysicalType.Int16:
                PlaceWidened(values, indices, target.Values<short>(), rows);
                break;
            case PhysicalType.Int32:
                PlaceWidened(values, indices, target.Values<int>(), rows);
                break;
            case PhysicalType.Int64:
                PlaceWidened(values, indices, target.Values<long>(), rows);
                break;
            case PhysicalType.Int128:
                PlaceWidened(values, indices, target.Values<Int128>(), rows);
                break;
            default:
                throw Unexpected(source, target);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PlaceValues<T, TTarget>(ReadOnlySpan<T> values, ReadOnlySpan<int> indices, Span<T> target, TTarget rows)
        where T : unmanaged
        where TTarget : struct, ITargetRows<TTarget>, allows ref struct
    {
        if (typeof(TTarget) == typeof(ConsecutiveRows))
        {
            GatherKernels.Gather(values, indices, target[rows[0]..]);
            return;
        }

        for (var i = 0; i < indices.Length; i++)
            target[rows[i]] = values[indices[i]];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PlaceWidened<TFrom, TTo, TTarget>(ReadOnlySpan<TFrom> values, ReadOnlySpan<int> indices, Span<TTo> target, TTarget rows)
        where TFrom : unmanaged, INumberBase<TFrom>
        where TTo : unmanaged, INumberBase<TTo>
        where TTarget : struct, ITargetRows<TTarget>, allows ref struct
    {
        for (var i = 0; i < indices.Length; i++)
            target[rows[i]] = WidenKernels.Convert<TFrom, TTo>(values[indices[i]]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PlaceBits<TTarget>(ReadOnlySpan<ulong> words, ReadOnlySpan<int> indices, Span<ulong> target, TTarget rows)
        where TTarget : struct, ITargetRows<TTarget>, allows ref struct
    {
        if (typeof(TTarget) == typeof(ConsecutiveRows))
        {
            for (var start = 0; start < indices.Length; start += 64)
            {
                var part = indices.Slice(start, Math.Min(64, indices.Length - start));
                Bitmaps.Write(target, rows[start], GatherKernels.GatherWord(words, part), part.Length);
            }

            return;
        }

        for (var i = 0; i < indices.Length; i++)
            Bitmaps.Assign(target, rows[i], Bitmaps.Get(words, indices[i]));
    }

    /// <summary>Copies validity bits; makes the target's bitmap only when a row is null, and clears what an earlier copy left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PlaceValidity<TTarget>(ReadOnlySpan<ulong> validity, ReadOnlySpan<int> indices, VectorWriter target, TTarget rows)
        where TTarget : struct, ITargetRows<TTarget>, allows ref struct
    {
        if (validity.IsEmpty && !target.HasValidity)
            return;
        for (var start = 0; start < indices.Length; start += 64)
        {
            var part = indices.Slice(start, Math.Min(64, indices.Length - start));
            var bits = validity.IsEmpty ? ulong.MaxValue : GatherKernels.GatherWord(validity, part);
            if (!target.HasValidity && (bits & Bitmaps.LastWordMask(part.Length)) == Bitmaps.LastWordMask(part.Length))
                continue;
            if (typeof(TTarget) == typeof(ConsecutiveRows))
            {
                Bitmaps.Write(target.Validity, rows[start], bits, part.Length);
                continue;
            }

            var targetValidity = target.Validity;
            for (var i = 0; i < part.Length; i++)
                Bitmaps.Assign(targetValidity, rows[start + i], (bits >> i & 1) != 0);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PlaceNulls<TTarget>(int count, VectorWriter target, TTarget rows)
        where TTarget : struct, ITargetRows<TTarget>, allows ref struct
    {
        for (var i = 0; i < count; i++)
            target.SetNull(rows[i]);
        if (target.Physical == PhysicalType.Struct)
        {
            foreach (var field in target.Children)
                PlaceNulls(count, field, rows);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PlaceCoded<TTarget>(DictionaryVector source, ReadOnlySpan<int> indices, VectorWriter target, TTarget rows, StringCopy strings)
        where TTarget : struct, ITargetRows<TTarget>, allows ref struct
    {
        Span<int> codes = stackalloc int[Math.Min(ChunkLength, indices.Length)];
        var validity = source.Validity;
        for (var start = 0; start < indices.Length; start += codes.Length)
        {
            var part = indices.Slice(start, Math.Min(codes.Length, indices.Length - start));
            ReadCodes(source, part, codes);
            Place(source.Dictionary.Values, codes[..part.Length], target, rows.Skip(start), strings);
            if (validity.IsEmpty)
                continue;
            for (var i = 0; i < part.Length; i++)
            {
                if (!Bitmaps.Get(validity, part[i]))
                    target.SetNull(rows[start + i]);
            }
        }
    }

    /// <summary>The codes of rows as row numbers of the dictionary.</summary>
    internal static void ReadCodes(DictionaryVector source, ReadOnlySpan<int> indices, Span<int> codes)
    {
        switch (source.CodeWidth)
        {
            case 1:
                GatherKernels.GatherCodes(source.Codes<byte>(), indices, codes);
                break;
            case 2:
                GatherKernels.GatherCodes(source.Codes<ushort>(), indices, codes);
                break;
            default:
                GatherKernels.GatherCodes(source.Codes<int>(), indices, codes);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PlaceConstant<TTarget>(Vector value, int count, VectorWriter target, TTarget rows, StringCopy strings)
        where TTarget : struct, ITargetRows<TTarget>, allows ref struct
    {
        if (value.IsNull(0))
        {
            PlaceNulls(count, target, rows);
            return;
        }

        if (value is FlatVector { Physical: PhysicalType.View } text)
        {
            var view = KeptView(text, target, strings);
            var views = target.Values<Utf8View>();
            for (var i = 0; i < count; i++)
                views[rows[i]] = view;
            PlaceConstantValidity(count, target, rows);
            return;
        }

        Span<int> zeros = stackalloc int[Math.Min(ChunkLength, count)];
        zeros.Clear();
        for (var start = 0; start < count; start += zeros.Length)
            Place(value, zeros[..Math.Min(zeros.Length, count - start)], target, rows.Skip(start), strings);
    }

    /// <summary>Marks rows valid where an earlier copy may have left them null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PlaceConstantValidity<TTarget>(int count, VectorWriter target, TTarget rows)
        where TTarget : struct, ITargetRows<TTarget>, allows ref struct
    {
        if (!target.HasValidity)
            return;
        var validity = target.Validity;
        for (var i = 0; i < count; i++)
            Bitmaps.Set(validity, rows[i]);
    }

    /// <summary>The one view of a constant, its bytes kept once.</summary>
    private static Utf8View KeptView(FlatVector value, VectorWriter target, StringCopy strings)
    {
        var view = value.Values<Utf8View>()[0];
        if (view.IsInline)
            return view;
        if (strings == StringCopy.Borrow)
            target.BorrowHeaps(value);
        else if (strings == StringCopy.Keep && AreLongLived(value))
            target.KeepHeaps(value);
        else
            return target.Heap.Copy(view.Bytes);
        return view;
    }

    /// <summary>Appends the elements of the listed rows to the target's children, and writes where they are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PlaceLists<TTarget>(ListVector source, ReadOnlySpan<int> indices, VectorWriter target, TTarget rows, StringCopy strings)
        where TTarget : struct, ITargetRows<TTarget>, allows ref struct
    {
        Span<int> elements = stackalloc int[ChunkLength];
        var pending = 0;
        var next = target.Children[0].Length;
        for (var i = 0; i < indices.Length; i++)
        {
            var entry = source.Entries[indices[i]];
            target.Entries[rows[i]] = entry.Length == 0 ? default : new ListEntry(next, entry.Length);
            next = checked(next + entry.Length);
            if (entry.Length > ChunkLength - pending)
            {
                AppendElements(source, elements[..pending], target, strings);
                pending = 0;
            }

            if (entry.Length > ChunkLength)
            {
                for (var child = 0; child < source.Children.Length; child++)
                    AppendRange(source.Children[child], entry.Offset, entry.Length, target.Children[child], strings);
                continue;
            }

            for (var element = 0; element < entry.Length; element++)
                elements[pending++] = entry.Offset + element;
        }

        AppendElements(source, elements[..pending], target, strings);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AppendElements(ListVector source, ReadOnlySpan<int> elements, VectorWriter target, StringCopy strings)
    {
        for (var child = 0; child < source.Children.Length; child++)
            Append(source.Children[child], elements, target.Children[child], strings);
    }

    /// <summary>Sees to the bytes behind views that were just copied.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void KeepHeaps<TTarget>(FlatVector source, int count, VectorWriter target, TTarget rows, StringCopy strings)
        where TTarget : struct, ITargetRows<TTarget>, allows ref struct
    {
        if (strings == StringCopy.Borrow)
        {
            target.BorrowHeaps(source);
            return;
        }

        if (strings == StringCopy.Keep && AreLongLived(source))
        {
            target.KeepHeaps(source);
            return;
        }

        var views = target.Values<Utf8View>();
        for (var i = 0; i < count; i++)
        {
            ref var view = ref views[rows[i]];
            if (!view.IsInline)
                view = target.Heap.Copy(view.Bytes);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool AreLongLived(FlatVector source)
    {
        if (source.HeapBuffers.IsEmpty)
            return false;
        foreach (var buffer in source.HeapBuffers)
        {
            if (!buffer.IsLongLived)
                return false;
        }

        return true;
    }
}

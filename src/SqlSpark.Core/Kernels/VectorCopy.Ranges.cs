using System.Numerics;
using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;
using Vector = SqlSpark.Core.Columnar.Vector;

namespace SqlSpark.Core.Kernels;

public static partial class VectorCopy
{
    /// <summary>Copies neighboring rows of a loaded source to neighboring target rows that exist.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PlaceRange(Vector source, int start, int count, VectorWriter target, int first, StringCopy strings)
    {
        if (count == 0)
            return;
        switch (source)
        {
            case FlatVector flat when flat.Physical != target.Physical:
                PlaceWidenedRange(flat, start, count, target, first);
                break;
            case FlatVector { Physical: PhysicalType.Bool } flat:
                CopyBits(flat.Bits, start, count, target.Bits, first);
                PlaceValidityRange(flat.Validity, start, count, target, first);
                break;
            case FlatVector flat:
                CopyValues(flat, start, count, target, first);
                if (flat.Physical == PhysicalType.View)
                    KeepHeaps(flat, count, target, new ConsecutiveRows(first), strings);
                PlaceValidityRange(flat.Validity, start, count, target, first);
                break;
            case StructVector record when target.Physical == PhysicalType.Struct:
                for (var i = 0; i < record.Fields.Length; i++)
                    PlaceRange(Loaded(record.Fields[i]), start, count, target.Field(i), first, strings);
                PlaceValidityRange(record.Validity, start, count, target, first);
                break;
            case ConstantVector constant:
                PlaceConstant(constant.Value, count, target, new ConsecutiveRows(first), strings);
                break;
            case DictionaryVector coded when HasPlainEntries(coded, target):
                PlaceCodedRange(coded, start, count, target, first, strings);
                break;
            default:
                PlaceRangeByIndices(source, start, count, target, first, strings);
                break;
        }
    }

    private static unsafe void CopyValues(FlatVector source, int start, int count, VectorWriter target, int first)
    {
        var width = (long)source.Physical.ByteWidth();
        Buffer.MemoryCopy(source.Address + (start * width), target.Address + (first * width), count * width, count * width);
    }

    private static void PlaceWidenedRange(FlatVector source, int start, int count, VectorWriter target, int first)
    {
        switch (source.Physical)
        {
            case PhysicalType.Int8:
                WidenInto(source.Values<sbyte>().Slice(start, count), target, first);
                break;
            case PhysicalType.Int16:
                WidenInto(source.Values<short>().Slice(start, count), target, first);
                break;
            case PhysicalType.Int32:
                WidenInto(source.Values<int>().Slice(start, count), target, first);
                break;
            case PhysicalType.Int64:
                WidenInto(source.Values<long>().Slice(start, count), target, first);
                break;
            default:
                throw Unexpected(source, target);
        }

        PlaceValidityRange(source.Validity, start, count, target, first);
    }

    private static void WidenInto<TFrom>(ReadOnlySpan<TFrom> values, VectorWriter target, int first)
        where TFrom : unmanaged, INumberBase<TFrom>
    {
        switch (target.Physical)
        {
            case PhysicalType.Int16:
                WidenKernels.Widen(values, target.Values<short>()[first..]);
                break;
            case PhysicalType.Int32:
                WidenKernels.Widen(values, target.Values<int>()[first..]);
                break;
            case PhysicalType.Int64:
                WidenKernels.Widen(values, target.Values<long>()[first..]);
                break;
            default:
                WidenKernels.Widen(values, target.Values<Int128>()[first..]);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyBits(ReadOnlySpan<ulong> source, int start, int count, Span<ulong> target, int first)
    {
        for (var done = 0; done < count; done += 64)
        {
            var part = Math.Min(64, count - done);
            Bitmaps.Write(target, first + done, Bitmaps.Read(source, start + done, part), part);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PlaceValidityRange(ReadOnlySpan<ulong> validity, int start, int count, VectorWriter target, int first)
    {
        if (validity.IsEmpty && !target.HasValidity)
            return;
        for (var done = 0; done < count; done += 64)
        {
            var part = Math.Min(64, count - done);
            var mask = Bitmaps.LastWordMask(part);
            var bits = validity.IsEmpty ? mask : Bitmaps.Read(validity, start + done, part);
            if (target.HasValidity || bits != mask)
                Bitmaps.Write(target.Validity, first + done, bits, part);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PlaceRangeByIndices(Vector source, int start, int count, VectorWriter target, int first, StringCopy strings)
    {
        Span<int> indices = stackalloc int[Math.Min(ChunkLength, count)];
        for (var done = 0; done < count; done += indices.Length)
        {
            var part = indices[..Math.Min(indices.Length, count - done)];
            for (var i = 0; i < part.Length; i++)
                part[i] = start + done + i;
            Place(source, part, target, new ConsecutiveRows(first + done), strings);
        }
    }

    /// <summary>Copies live rows to neighboring target rows that exist.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PlaceLive(Vector source, Rows rows, VectorWriter target, int first, StringCopy strings)
    {
        Span<int> indices = stackalloc int[ChunkLength + 64];
        const int WordsAtATime = ChunkLength / 64;
        for (var word = 0; word < rows.Words.Length; word += WordsAtATime)
        {
            var words = rows.Words.Slice(word, Math.Min(WordsAtATime, rows.Words.Length - word));
            var count = CompressKernels.ToIndices(words, indices, word << 6);
            Place(source, indices[..count], target, new ConsecutiveRows(first), strings);
            first += count;
        }
    }

    private static void PlaceCompressed(FlatVector source, Rows rows, VectorWriter target, int first)
    {
        if (source.Physical.ByteWidth() == 8)
            CompressKernels.Compress(source.Values<long>(), rows.Words, target.Values<long>()[first..]);
        else
            CompressKernels.Compress(source.Values<int>(), rows.Words, target.Values<int>()[first..]);
        if (!source.Validity.IsEmpty || target.HasValidity)
            CompressValidity(source.Validity, rows, target, first);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CompressValidity(ReadOnlySpan<ulong> validity, Rows rows, VectorWriter target, int first)
    {
        for (var word = 0; word < rows.Words.Length; word++)
        {
            var live = rows.Words[word];
            if (live == 0)
                continue;
            var count = BitOperations.PopCount(live);
            var bits = validity.IsEmpty ? ulong.MaxValue : BitKernels.Extract(validity[word], live);
            if (target.HasValidity || (bits & Bitmaps.LastWordMask(count)) != Bitmaps.LastWordMask(count))
                Bitmaps.Write(target.Validity, first, bits, count);
            first += count;
        }
    }
}

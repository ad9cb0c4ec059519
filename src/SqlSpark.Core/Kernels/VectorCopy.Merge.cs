using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.Core.Kernels;

public static partial class VectorCopy
{
    private static void MergeFlat(FlatVector source, Rows rows, VectorWriter target, StringCopy strings)
    {
        switch (source.Physical)
        {
            case PhysicalType.Bool:
                GatherKernels.MergeBits(source.Bits, rows, target.Bits);
                break;
            case PhysicalType.Int8:
                GatherKernels.Merge(source.Values<sbyte>(), rows, target.Values<sbyte>());
                break;
            case PhysicalType.Int16:
                GatherKernels.Merge(source.Values<short>(), rows, target.Values<short>());
                break;
            case PhysicalType.View when strings == StringCopy.Copy || (strings == StringCopy.Keep && !AreLongLived(source)):
                MergeByIndices(source, rows, target, strings);
                return;
            case PhysicalType.View:
                GatherKernels.Merge(source.Values<Utf8View>(), rows, target.Values<Utf8View>());
                if (strings == StringCopy.Keep)
                    target.KeepHeaps(source);
                else
                    target.BorrowHeaps(source);
                break;
            default:
                switch (source.Physical.ByteWidth())
                {
                    case 4:
                        GatherKernels.Merge(source.Values<int>(), rows, target.Values<int>());
                        break;
                    case 8:
                        GatherKernels.Merge(source.Values<long>(), rows, target.Values<long>());
                        break;
                    default:
                        GatherKernels.Merge(source.Values<Int128>(), rows, target.Values<Int128>());
                        break;
                }

                break;
        }

        MergeValidity(source.Validity, rows, target);
    }

    private static void MergeConstant(FlatVector value, Rows rows, VectorWriter target, StringCopy strings)
    {
        if (value.IsNull(0))
        {
            MergeNulls(rows, target);
            return;
        }

        switch (value.Physical)
        {
            case PhysicalType.Bool:
                FillBits(Bitmaps.Get(value.Bits, 0), rows, target.Bits);
                break;
            case PhysicalType.Int8:
                GatherKernels.Fill(value.Values<sbyte>()[0], rows, target.Values<sbyte>());
                break;
            case PhysicalType.Int16:
                GatherKernels.Fill(value.Values<short>()[0], rows, target.Values<short>());
                break;
            case PhysicalType.View:
                GatherKernels.Fill(KeptView(value, target, strings), rows, target.Values<Utf8View>());
                break;
            default:
                switch (value.Physical.ByteWidth())
                {
                    case 4:
                        GatherKernels.Fill(value.Values<int>()[0], rows, target.Values<int>());
                        break;
                    case 8:
                        GatherKernels.Fill(value.Values<long>()[0], rows, target.Values<long>());
                        break;
                    default:
                        GatherKernels.Fill(value.Values<Int128>()[0], rows, target.Values<Int128>());
                        break;
                }

                break;
        }

        MergeValidity([], rows, target);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MergeStruct(StructVector source, Rows rows, VectorWriter target, StringCopy strings)
    {
        for (var i = 0; i < source.Fields.Length; i++)
            Merge(source.Fields[i], rows, target.Field(i), strings);
        MergeValidity(source.Validity, rows, target);
    }

    private static void MergeValidity(ReadOnlySpan<ulong> validity, Rows rows, VectorWriter target)
    {
        if (!validity.IsEmpty)
            GatherKernels.MergeBits(validity, rows, target.Validity);
        else if (target.HasValidity)
            FillBits(value: true, rows, target.Validity);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FillBits(bool value, Rows rows, Span<ulong> target)
    {
        for (var word = 0; word < target.Length; word++)
            target[word] = value ? target[word] | rows.Word(word) : target[word] & ~rows.Word(word);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MergeNulls(Rows rows, VectorWriter target)
    {
        foreach (var row in rows)
            target.SetNull(row);
    }

    /// <summary>Any encoding and width, by row numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MergeByIndices(Vector source, Rows rows, VectorWriter target, StringCopy strings)
    {
        Span<int> indices = stackalloc int[ChunkLength + 64];
        Span<ulong> words = stackalloc ulong[ChunkLength / 64];
        var wordCount = Bitmaps.WordCount(rows.Length);
        for (var word = 0; word < wordCount; word += words.Length)
        {
            var part = words[..Math.Min(words.Length, wordCount - word)];
            for (var i = 0; i < part.Length; i++)
                part[i] = rows.Word(word + i);
            var count = CompressKernels.ToIndices(part, indices, word << 6);
            Place(source, indices[..count], target, new ListedRows(indices[..count]), strings);
        }
    }
}

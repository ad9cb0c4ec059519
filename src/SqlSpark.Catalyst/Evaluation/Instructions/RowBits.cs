using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;

namespace SqlSpark.Catalyst.Evaluation.Instructions;

/// <summary>Boolean vectors of any encoding as bits, and what they leave of a mask.</summary>
internal static class RowBits
{
    /// <summary>Drops the rows for which the vector is FALSE or NULL.</summary>
    public static void KeepTrue(Vector condition, RowMask mask)
    {
        switch (condition)
        {
            case ConstantVector constant:
                if (!IsTrue(constant.Value, 0))
                    mask.Clear();
                return;
            case VoidVector:
                mask.Clear();
                return;
            case DictionaryVector coded:
                KeepTrueCodes(coded, mask.Words);
                break;
            default:
                var words = mask.Words;
                Bitmaps.And(words, ((FlatVector)condition).Bits, words);
                if (!condition.Validity.IsEmpty)
                    Bitmaps.And(words, condition.Validity, words);
                break;
        }

        mask.Publish();
    }

    /// <summary>Drops the rows for which the flat or constant vector is TRUE or NULL.</summary>
    public static void KeepFalse(Vector condition, RowMask mask)
    {
        switch (condition)
        {
            case ConstantVector constant:
                if (constant.IsNullConstant || IsTrue(constant.Value, 0))
                    mask.Clear();
                return;
            case VoidVector:
                mask.Clear();
                return;
            default:
                var words = mask.Words;
                Bitmaps.AndNot(words, ((FlatVector)condition).Bits, words);
                if (!condition.Validity.IsEmpty)
                    Bitmaps.And(words, condition.Validity, words);
                mask.Publish();
                return;
        }
    }

    /// <summary>Drops the rows for which the vector is NULL.</summary>
    public static void KeepValid(Vector vector, RowMask mask)
    {
        switch (vector)
        {
            case ConstantVector { IsNullConstant: true } or VoidVector:
                mask.Clear();
                return;
            case DictionaryVector coded when coded.Dictionary.Values.MayHaveNulls:
                foreach (var row in mask.Rows)
                {
                    if (coded.IsNull(row))
                        Bitmaps.Clear(mask.Words, row);
                }

                mask.Publish();
                return;
            default:
                if (vector.Validity.IsEmpty)
                    return;
                Bitmaps.And(mask.Words, vector.Validity, mask.Words);
                mask.Publish();
                return;
        }
    }

    /// <summary>Makes those rows of a mask NULL for which the flat or constant vector is NULL.</summary>
    public static void MarkNulls(Vector vector, RowMask mask, VectorWriter writer)
    {
        if (!vector.MayHaveNulls)
            return;
        var isNull = vector.Encoding == VectorEncoding.Constant || vector is VoidVector;
        var words = mask.Words;
        var validity = writer.Validity;
        for (var i = 0; i < words.Length; i++)
            validity[i] &= ~(words[i] & (isNull ? ulong.MaxValue : ~vector.Validity[i]));
    }

    /// <summary>Drops the rows that are in <paramref name="dropped"/>.</summary>
    public static void Drop(RowMask mask, RowMask dropped)
    {
        Bitmaps.AndNot(mask.Words, dropped.Words, mask.Words);
        mask.Publish();
    }

    private static void KeepTrueCodes(DictionaryVector coded, Span<ulong> words)
    {
        var entries = (FlatVector)coded.Dictionary.Values;
        switch (coded.CodeWidth)
        {
            case 1:
                KeepTrueCodes(coded.Codes<byte>(), entries, words);
                break;
            case 2:
                KeepTrueCodes(coded.Codes<ushort>(), entries, words);
                break;
            default:
                KeepTrueCodes(coded.Codes<int>(), entries, words);
                break;
        }

        if (!coded.Validity.IsEmpty)
            Bitmaps.And(words, coded.Validity, words);
    }

    private static void KeepTrueCodes<TCode>(ReadOnlySpan<TCode> codes, FlatVector entries, Span<ulong> words)
        where TCode : unmanaged, System.Numerics.INumberBase<TCode>
    {
        CodeKernels.KeepMarked(codes, entries.Bits, words);
        if (!entries.Validity.IsEmpty)
            CodeKernels.KeepMarked(codes, entries.Validity, words);
    }

    private static bool IsTrue(Vector value, int row) => !value.IsNull(row) && Bitmaps.Get(((FlatVector)value).Bits, row);
}

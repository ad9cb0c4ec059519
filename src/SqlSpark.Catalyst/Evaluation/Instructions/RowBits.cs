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

    /// <summary>Drops the rows for which the vector is TRUE or NULL; entries of a dictionary have no NULL.</summary>
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
            case DictionaryVector coded:
                DropTrueCodes(coded, mask.Words);
                mask.Publish();
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

    /// <summary>Makes those rows of a mask NULL for which the vector is NULL; entries of a dictionary have no NULL.</summary>
    public static void MarkNulls(Vector vector, RowMask mask, VectorWriter writer)
    {
        if (vector is DictionaryVector ? vector.Validity.IsEmpty : !vector.MayHaveNulls)
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
        KeepMarked(coded, entries.Bits, words);
        if (!entries.Validity.IsEmpty)
            KeepMarked(coded, entries.Validity, words);
        if (!coded.Validity.IsEmpty)
            Bitmaps.And(words, coded.Validity, words);
    }

    private static void DropTrueCodes(DictionaryVector coded, Span<ulong> words)
    {
        Span<ulong> dropped = stackalloc ulong[words.Length];      // one bit a row of a batch
        words.CopyTo(dropped);
        KeepMarked(coded, ((FlatVector)coded.Dictionary.Values).Bits, dropped);
        Bitmaps.AndNot(words, dropped, words);
        if (!coded.Validity.IsEmpty)
            Bitmaps.And(words, coded.Validity, words);
    }

    private static void KeepMarked(DictionaryVector coded, ReadOnlySpan<ulong> marks, Span<ulong> words)
    {
        switch (coded.CodeWidth)
        {
            case 1:
                CodeKernels.KeepMarked(coded.Codes<byte>(), marks, words);
                break;
            case 2:
                CodeKernels.KeepMarked(coded.Codes<ushort>(), marks, words);
                break;
            default:
                CodeKernels.KeepMarked(coded.Codes<int>(), marks, words);
                break;
        }
    }

    private static bool IsTrue(Vector value, int row) => !value.IsNull(row) && Bitmaps.Get(((FlatVector)value).Bits, row);
}

using SqlSpark.Core.Columnar;

namespace SqlSpark.Catalyst.Evaluation.Instructions;

/// <summary>NULL where an argument is NULL.</summary>
internal static class NullPropagation
{
    /// <summary>Clears the validity of the rows in which an argument is NULL. Constants among the arguments are not NULL.</summary>
    /// <returns>True when the result has a validity bitmap.</returns>
    public static bool Apply(ReadOnlySpan<Vector> arguments, VectorWriter result)
    {
        foreach (var argument in arguments)
        {
            if (argument.Encoding == VectorEncoding.Constant || !argument.MayHaveNulls)
                continue;
            if (!argument.Validity.IsEmpty)
            {
                if (result.HasValidity)
                    Bitmaps.And(result.Validity, argument.Validity, result.Validity);
                else
                    result.SetValidity(argument.Validity);
            }

            if (argument is DictionaryVector coded && coded.Dictionary.Values.MayHaveNulls)
                ClearNullEntries(coded, result.Validity);
        }

        return result.HasValidity;
    }

    private static void ClearNullEntries(DictionaryVector coded, Span<ulong> validity)
    {
        var entries = coded.Dictionary.Values.Validity;
        for (var row = 0; row < coded.Length; row++)
        {
            if (!Bitmaps.Get(entries, coded.Code(row)))
                Bitmaps.Clear(validity, row);
        }
    }
}

using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;

namespace SqlSpark.BuiltinFunctions.Scalar.Collections;

/// <summary>Single lists out of vectors of any encoding.</summary>
internal static class VectorFlattening
{
    /// <summary>The list of a row that is not NULL: its vector and place.</summary>
    public static (ListVector List, ListEntry Entry) ListAt(Vector vector, int row) => vector switch
    {
        ConstantVector constant => ListAt(constant.Value, 0),
        DictionaryVector coded => ListAt(coded.Dictionary.Values, coded.Code(row)),
        LazyVector lazy => ListAt(lazy.Load(Rows.All(lazy.Length)), row),
        ListVector list => (list, list.Entries[row]),
        _ => throw InternalErrors.Unreachable(vector),
    };
}

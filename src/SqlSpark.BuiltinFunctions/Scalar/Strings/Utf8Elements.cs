using SqlSpark.Core.Columnar;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary>Single strings out of vectors of any encoding: the elements of arrays.</summary>
internal static class Utf8Elements
{
    /// <summary>The string of a row; false when it is NULL.</summary>
    public static bool TryGet(Vector vector, int row, out Utf8View view)
    {
        view = default;
        if (vector.IsNull(row))
            return false;
        switch (vector)
        {
            case ConstantVector constant:
                return TryGet(constant.Value, 0, out view);
            case DictionaryVector coded:
                return TryGet(coded.Dictionary.Values, coded.Code(row), out view);
            case LazyVector lazy:
                return TryGet(lazy.Load(Rows.All(lazy.Length)), row, out view);
            default:
                view = ((FlatVector)vector).Values<Utf8View>()[row];
                return true;
        }
    }
}

using System.Text.Unicode;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Kernels;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary>A string as it is, when its bytes are UTF-8; what <c>validate_utf8</c> and <c>try_validate_utf8</c> share.</summary>
/// <remarks>Well-formed as table 3-7 of the Unicode standard has it, which is what Spark's <c>UTF8String.isValid</c> follows.</remarks>
internal readonly struct Utf8Validation : ITryUnaryOperation<Utf8View, Utf8View>
{
    private static readonly RowErrorKind InvalidKind = new("INVALID_UTF8_STRING", "str");

    public static bool TryInvoke(Utf8View value, out Utf8View result)
    {
        result = value;
        return Utf8.IsValid(value.Bytes);
    }

    /// <summary><c>INVALID_UTF8_STRING</c>, 22029, with the bytes as <c>\x80\xFF</c>.</summary>
    public static RowError Error(Utf8View value)
    {
        var text = new System.Text.StringBuilder(4 * value.Length);
        foreach (var octet in value.Bytes)
            text.Append("\\x").Append(Convert.ToHexString([octet]));
        return new RowError(InvalidKind, text.ToString());
    }
}

using SqlSpark.BuiltinFunctions.Scalar.Strings;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;

namespace SqlSpark.BuiltinFunctions.Scalar.Urls;

/// <summary>Reads application/x-www-form-urlencoded. Java: <c>URLDecoder</c>.</summary>
internal readonly struct UrlDecoding : ITryUtf8Operation<Utf8View>
{
    private static readonly RowErrorKind CannotDecodeKind = new("CANNOT_DECODE_URL", "url");

    public static bool TryInvoke(Utf8View value, ref Utf8Writer result)
    {
        var text = value.Bytes;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '%')
            {
                result.Append(text[i] == '+' ? (byte)' ' : text[i]);
                continue;
            }

            if (i + 2 >= text.Length || HexDigits.Value(text[i + 1]) < 0 || HexDigits.Value(text[i + 2]) < 0)
                return false;
            result.Append((byte)((HexDigits.Value(text[i + 1]) << 4) | HexDigits.Value(text[i + 2])));
            i += 2;
        }

        return true;
    }

    public static RowError Error(Utf8View value) => new(CannotDecodeKind, value.ToString());
}

using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary><c>base64(bytes)</c>: bytes in base 64.</summary>
/// <remarks>Spark: <c>Base64Text</c> in stringExpressions.scala.</remarks>
internal static class Base64Text
{
    public static readonly ScalarFunction Definition = new("base64")
    {
        Group = FunctionGroup.String,
        Since = "1.5.0",
        Usage = "base64(bin) - Returns the bytes of bin in base 64.",
        Examples = [new("SELECT base64('Spark SQL')", "U3BhcmsgU1FM")],
        Overloads = [Overload.Utf8<Utf8View, Operation>(BinaryType.Instance)],
    };

    private readonly struct Operation : IUtf8Operation<Utf8View>
    {
        public static void Invoke(Utf8View value, ref Utf8Writer result)
        {
            System.Buffers.Text.Base64.EncodeToUtf8(value.Bytes, result.GetSpan(System.Buffers.Text.Base64.GetMaxEncodedToUtf8Length(value.Length)), out _, out var written);
            result.Advance(written);
        }
    }
}

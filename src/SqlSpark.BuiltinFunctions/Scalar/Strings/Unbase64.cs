using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary><c>unbase64(s)</c>: the bytes that base 64 writes.</summary>
/// <remarks>Spark: <c>UnBase64</c> in stringExpressions.scala.</remarks>
internal static class Unbase64
{
    public static readonly ScalarFunction Definition = new("unbase64")
    {
        Group = FunctionGroup.String,
        Since = "1.5.0",
        Usage = "unbase64(str) - Returns the bytes that str writes in base 64; other characters are passed over.",
        Examples = [new("SELECT unbase64('U3BhcmsgU1FM')", "Spark SQL")],
        Overloads = [Overload.TryUtf8<Utf8View, Operation>(result: BinaryType.Instance, onError: OnError.Throw)],
    };

    private static readonly RowErrorKind InvalidKind = new("CONVERSION_INVALID_INPUT", "str", "fmt", "targetType", "suggestion");

    private readonly struct Operation : ITryUtf8Operation<Utf8View>
    {
        public static bool TryInvoke(Utf8View value, ref Utf8Writer result) => Base64Digits.TryReadLoosely(value.Bytes, ref result);

        public static RowError Error(Utf8View value) => new(
            InvalidKind, ErrorFormat.SqlValue(value.ToString()), ErrorFormat.SqlValue("BASE64"), ErrorFormat.SqlType(BinaryType.Instance), ErrorFormat.SqlId("try_to_binary"));
    }
}

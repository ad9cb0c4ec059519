using SqlSpark.BuiltinFunctions.Scalar.Strings;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Numbers;

/// <summary><c>unhex(s)</c>: the bytes that hexadecimal digits write.</summary>
/// <remarks>Spark: <c>Unhex</c> in mathExpressions.scala. NULL for anything that is no digit.</remarks>
internal static class Unhex
{
    public static readonly ScalarFunction Definition = new("unhex")
    {
        Group = FunctionGroup.Math,
        Since = "1.5.0",
        Usage = "unhex(expr) - Returns the bytes that hexadecimal digits write, NULL if there is another character.",
        Examples = [new("SELECT unhex('537061726B2053514C')", "Spark SQL"), new("SELECT unhex('GG')", "NULL")],
        Overloads = [Overload.TryUtf8<Utf8View, Operation>(result: BinaryType.Instance, onError: OnError.Null)],
    };

    private readonly struct Operation : ITryUtf8Operation<Utf8View>
    {
        public static bool TryInvoke(Utf8View value, ref Utf8Writer result) => HexDigits.TryRead(value.Bytes, ref result);

        public static RowError Error(Utf8View value) => default;
    }
}

using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary><c>is_valid_utf8(s)</c>: whether the bytes of a string are UTF-8.</summary>
/// <remarks>Spark: <c>IsValidUTF8</c> in stringExpressions.scala.</remarks>
internal static class IsValidUtf8
{
    public static readonly ScalarFunction Definition = new("is_valid_utf8")
    {
        Group = FunctionGroup.String,
        Since = "4.0.0",
        Usage = "is_valid_utf8(str) - Returns whether the bytes of str are UTF-8.",
        Examples = [new("SELECT is_valid_utf8('Spark')", "true"), new("SELECT is_valid_utf8(x'80')", "false")],
        Overloads = [Overload.Unary<Utf8View, bool, Operation>()],
    };

    private readonly struct Operation : IUnaryOperation<Utf8View, bool>
    {
        public static bool Invoke(Utf8View value) => System.Text.Unicode.Utf8.IsValid(value.Bytes);
    }
}

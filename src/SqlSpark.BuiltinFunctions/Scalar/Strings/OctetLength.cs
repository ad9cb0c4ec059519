using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary><c>octet_length(s)</c>: the bytes of a string or binary.</summary>
/// <remarks>Spark: <c>OctetLength</c> in stringExpressions.scala.</remarks>
internal static class OctetLength
{
    public static readonly ScalarFunction Definition = new("octet_length")
    {
        Group = FunctionGroup.String,
        Since = "2.3.0",
        Usage = "octet_length(expr) - Returns the number of bytes of a string or binary.",
        Examples = [new("SELECT octet_length('Spark SQL')", "9"), new("SELECT octet_length(x'537061726b2053514c')", "9")],
        Overloads =
        [
            Overload.Unary<Utf8View, int, Operation>(isDense: true),
            Overload.Unary<Utf8View, int, Operation>(BinaryType.Instance, isDense: true),
        ],
    };

    private readonly struct Operation : IUnaryOperation<Utf8View, int>
    {
        public static int Invoke(Utf8View value) => value.Length;
    }
}

using System.Text;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary><c>ascii(s)</c>: the code point of the first character, 0 of an empty string.</summary>
/// <remarks>Spark: <c>AsciiCode</c> in stringExpressions.scala.</remarks>
internal static class AsciiCode
{
    public static readonly ScalarFunction Definition = new("ascii")
    {
        Group = FunctionGroup.String,
        Since = "1.5.0",
        Usage = "ascii(str) - Returns the code point of the first character of str.",
        Examples = [new("SELECT ascii('222')", "50"), new("SELECT ascii(2)", "50")],
        Overloads = [Overload.Unary<Utf8View, int, Operation>()],
    };

    private readonly struct Operation : IUnaryOperation<Utf8View, int>
    {
        public static int Invoke(Utf8View value)
        {
            if (value.Length == 0)
                return 0;
            Rune.DecodeFromUtf8(value.Bytes, out var first, out _);
            return first.Value;
        }
    }
}

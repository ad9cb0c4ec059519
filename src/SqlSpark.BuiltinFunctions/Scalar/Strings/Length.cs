using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary><c>length(s)</c>: the characters of a string, the bytes of a binary.</summary>
/// <remarks>Spark: <c>Length</c> in stringExpressions.scala.</remarks>
internal static class Length
{
    public static readonly ScalarFunction Definition = new("length")
    {
        Aliases = ["len", "char_length", "character_length"],
        Group = FunctionGroup.String,
        Since = "1.5.0",
        Usage = "length(expr) - Returns the number of characters of a string, blanks at its end included, or of bytes of a binary.",
        Examples = [new("SELECT length('Spark SQL ')", "10"), new("SELECT length(x'537061726b2053514c')", "9")],
        Overloads =
        [
            Overload.Unary<Utf8View, int, CharacterCount>(),
            Overload.Unary<Utf8View, int, ByteCount>(BinaryType.Instance, isDense: true),
        ],
    };

    private readonly struct CharacterCount : IUnaryOperation<Utf8View, int>
    {
        public static int Invoke(Utf8View value) => Characters.Count(value.Bytes);
    }

    private readonly struct ByteCount : IUnaryOperation<Utf8View, int>
    {
        public static int Invoke(Utf8View value) => value.Length;
    }
}

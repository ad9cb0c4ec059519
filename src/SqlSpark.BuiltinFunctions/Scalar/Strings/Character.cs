using System.Runtime.CompilerServices;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary><c>chr(n)</c>: the character of a code from 0 to 255; higher ones are taken modulo 256.</summary>
/// <remarks>Spark: <c>Chr</c> in stringExpressions.scala.</remarks>
internal static class Character
{
    public static readonly ScalarFunction Definition = new("chr")
    {
        Aliases = ["char"],
        Group = FunctionGroup.String,
        Since = "2.3.0",
        Usage = "chr(expr) - Returns the character of the code expr modulo 256; an empty string for negative numbers.",
        Examples = [new("SELECT chr(65)", "A"), new("SELECT char(321)", "A")],
        Overloads = [Overload.Unary<long, Utf8View, Operation>()],
    };

    private readonly struct Operation : IUnaryOperation<long, Utf8View>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Utf8View Invoke(long value)
        {
            var code = (uint)(byte)value;
            if (value >= 0 && code < 0x80)
                return Utf8View.Inline(code, 1);
            return value < 0 ? default : Utf8View.Inline(0x80C0 | (code >> 6) | ((code & 0x3F) << 8), 2);
        }
    }
}

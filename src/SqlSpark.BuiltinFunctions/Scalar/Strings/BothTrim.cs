using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary><c>btrim(s, characters)</c>: like <c>trim</c>, with the text first.</summary>
/// <remarks>Spark: <c>StringTrimBoth</c> in stringExpressions.scala. Binaries are cast to strings.</remarks>
internal static class BothTrim
{
    public static readonly ScalarFunction Definition = new("btrim")
    {
        Group = FunctionGroup.String,
        Since = "3.2.0",
        Usage = "btrim(str[, trimStr]) - Returns str without the characters of trimStr, blanks by default, at both ends.",
        Examples = [new("SELECT btrim('    SparkSQL   ')", "SparkSQL"), new("SELECT btrim('SSparkSQLS', 'SL')", "parkSQ")],
        Overloads =
        [
            Overload.Unary<Utf8View, Utf8View, Blanks>(),
            Overload.Binary<Utf8View, Utf8View, Utf8View, Operation>(),
        ],
    };

    private readonly struct Blanks : IUnaryOperation<Utf8View, Utf8View>
    {
        public static Utf8View Invoke(Utf8View value) => TrimOverloads.Trim(value, " "u8, leading: true, trailing: true);
    }

    private readonly struct Operation : IBinaryOperation<Utf8View, Utf8View, Utf8View>
    {
        public static Utf8View Invoke(Utf8View value, Utf8View characters) => TrimOverloads.Trim(value, characters.Bytes, leading: true, trailing: true);
    }
}

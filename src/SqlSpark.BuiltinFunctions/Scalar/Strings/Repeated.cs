using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary><c>repeat(s, n)</c>: a string n times.</summary>
/// <remarks>Spark: <c>StringRepeat</c> in stringExpressions.scala.</remarks>
internal static class Repeated
{
    public static readonly ScalarFunction Definition = new("repeat")
    {
        Group = FunctionGroup.String,
        Since = "1.5.0",
        Usage = "repeat(str, n) - Returns str n times.",
        Examples = [new("SELECT repeat('123', 2)", "123123")],
        Overloads = [Overload.Utf8<Utf8View, int, Operation>()],
    };

    private readonly struct Operation : IUtf8Operation<Utf8View, int>
    {
        public static void Invoke(Utf8View first, int second, ref Utf8Writer result)
        {
            if (first.Length == 0)
                return;
            for (; second > 0; second--)
                result.Append(first.Bytes);
        }
    }
}

using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary><c>find_in_set(s, list)</c>: the place of a string in a list with commas, from 1; 0 when it is not there or has a comma.</summary>
/// <remarks>Spark: <c>FindInSet</c> in stringExpressions.scala.</remarks>
internal static class FindInSet
{
    public static readonly ScalarFunction Definition = new("find_in_set")
    {
        Group = FunctionGroup.String,
        Since = "1.5.0",
        Usage = "find_in_set(str, str_array) - Returns the place of str in the comma-separated str_array, from 1, or 0.",
        Examples = [new("SELECT find_in_set('ab','abc,b,ab,c,def')", "3")],
        Overloads = [Overload.Binary<Utf8View, Utf8View, int, Operation>()],
    };

    private readonly struct Operation : IBinaryOperation<Utf8View, Utf8View, int>
    {
        public static int Invoke(Utf8View value, Utf8View list)
        {
            var wanted = value.Bytes;
            var rest = list.Bytes;
            if (wanted.Contains((byte)','))
                return 0;
            for (var place = 1; ; place++)
            {
                var end = rest.IndexOf((byte)',');
                if (wanted.SequenceEqual(end < 0 ? rest : rest[..end]))
                    return place;
                if (end < 0)
                    return 0;
                rest = rest[(end + 1)..];
            }
        }
    }
}

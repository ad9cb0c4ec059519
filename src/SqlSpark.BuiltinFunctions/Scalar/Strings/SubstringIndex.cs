using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary><c>substring_index(s, delimiter, n)</c>: what stands before the n-th delimiter, or, for negative n, behind the n-th from the end.</summary>
/// <remarks>Spark: <c>SubstringIndex</c> in stringExpressions.scala.</remarks>
internal static class SubstringIndex
{
    public static readonly ScalarFunction Definition = new("substring_index")
    {
        Group = FunctionGroup.String,
        Since = "1.5.0",
        Usage = "substring_index(str, delim, count) - Returns what stands before the count-th delim; for negative count, behind the one counted from the end; str if there are fewer.",
        Examples = [new("SELECT substring_index('www.apache.org', '.', 2)", "www.apache")],
        Overloads = [Overload.Ternary<Utf8View, Utf8View, int, Utf8View, Operation>()],
    };

    private readonly struct Operation : ITernaryOperation<Utf8View, Utf8View, int, Utf8View>
    {
        public static Utf8View Invoke(Utf8View value, Utf8View delimiter, int count)
        {
            var text = value.Bytes;
            var part = delimiter.Bytes;
            if (count == 0 || part.IsEmpty)
                return default;
            if (count > 0)
            {
                // The next one is looked for from the byte after the start of the last, so that they may overlap.
                var index = -1;
                for (; count > 0; count--)
                {
                    if (index + 1 > text.Length || text[(index + 1)..].IndexOf(part) is not (>= 0 and var found))
                        return value;
                    index += 1 + found;
                }

                return value.Slice(0, index);
            }

            var end = text.Length;
            for (; count < 0; count++)
            {
                var found = end <= 0 ? -1 : text[..Math.Min(text.Length, end + part.Length - 1)].LastIndexOf(part);
                if (found < 0)
                    return value;
                end = found;
            }

            return value.Slice(end + part.Length, text.Length - end - part.Length);
        }
    }
}

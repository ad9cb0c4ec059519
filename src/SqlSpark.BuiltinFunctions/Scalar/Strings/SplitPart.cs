using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Kernels;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary><c>split_part(s, delimiter, n)</c>: the n-th part between delimiters, from 1 or, if negative, from the end; empty when there is none.</summary>
/// <remarks>Spark: <c>SplitPart</c> in stringExpressions.scala.</remarks>
internal static class SplitPart
{
    public static readonly ScalarFunction Definition = new("split_part")
    {
        Group = FunctionGroup.String,
        Since = "3.3.0",
        Usage = "split_part(str, delimiter, partNum) - Returns the part of str at partNum, from 1 or, if negative, from the end; an empty string when there is none.",
        Examples = [new("SELECT split_part('11.12.13', '.', 3)", "13")],
        Overloads = [Overload.TryTernary<Utf8View, Utf8View, int, Utf8View, Operation>(onError: OnError.Throw)],
    };

    private readonly struct Operation : ITryTernaryOperation<Utf8View, Utf8View, int, Utf8View>
    {
        public static bool TryInvoke(Utf8View value, Utf8View delimiter, int number, out Utf8View result)
        {
            result = default;
            if (number == 0)
                return false;
            var text = value.Bytes;
            var separator = delimiter.Bytes;
            if (separator.IsEmpty)
            {
                result = number is 1 or -1 ? value : default;
                return true;
            }

            if (number < 0)
                number = text.Count(separator) + 2 + number;
            var start = 0;
            for (; number > 1; number--)
            {
                var index = text[start..].IndexOf(separator);
                if (index < 0)
                    return true;
                start += index + separator.Length;
            }

            if (number < 1)
                return true;
            var length = text[start..].IndexOf(separator);
            result = value.Slice(start, length < 0 ? text.Length - start : length);
            return true;
        }

        public static RowError Error(Utf8View value, Utf8View delimiter, int number) => RowError.InvalidIndexOfZero;
    }
}

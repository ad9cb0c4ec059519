using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary><c>substring(s, position, length)</c>: a part of a string or binary; positions count from 1, negative ones from the end.</summary>
/// <remarks>Spark: <c>Substring</c> in stringExpressions.scala, <c>UTF8String.substringSQL</c>. Nothing is copied.</remarks>
internal static class Substring
{
    public static readonly ScalarFunction Definition = new("substring")
    {
        Aliases = ["substr"],
        Printer = static (name, arguments) => $"{name}({string.Join(", ", arguments)}{(arguments.Count == 2 ? ", 2147483647" : "")})",
        Group = FunctionGroup.String,
        Since = "1.5.0",
        Usage = "substring(str, pos[, len]) - Returns the part of str that starts at pos and is len long, or goes to the end.",
        Examples = [new("SELECT substring('Spark SQL', 5, 1)", "k"), new("SELECT substring('Spark SQL', -3)", "SQL")],
        Overloads =
        [
            Overload.Binary<Utf8View, int, Utf8View, ToEnd>(),
            Overload.Ternary<Utf8View, int, int, Utf8View, Part>(),
            Overload.Binary<Utf8View, int, Utf8View, BytesToEnd>(BinaryType.Instance, null, BinaryType.Instance),
            Overload.Ternary<Utf8View, int, int, Utf8View, PartOfBytes>(BinaryType.Instance, null, null, BinaryType.Instance),
        ],
    };

    /// <summary>The characters or bytes from start to end, counted from 0; start may be negative, end before start.</summary>
    private static (int Start, int End) Range(int position, int length, int count)
    {
        var start = position > 0 ? position - 1 : position < 0 ? count + position : 0;
        return (start, (int)Math.Clamp((long)start + length, int.MinValue, int.MaxValue));
    }

    internal static Utf8View OfCharacters(Utf8View value, int position, int length)
    {
        var bytes = value.Bytes;
        var (start, end) = Range(position, length, position < 0 ? Characters.Count(bytes) : 0);
        if (end <= start || start >= bytes.Length)
            return default;
        var from = Characters.Skip(bytes, start);
        var to = from + Characters.Skip(bytes[from..], end - Math.Max(start, 0));
        return value.Slice(from, to - from);
    }

    internal static Utf8View OfBytes(Utf8View value, int position, int length)
    {
        var (start, end) = Range(position, length, value.Length);
        (start, end) = (Math.Clamp(start, 0, value.Length), Math.Clamp(end, 0, value.Length));
        return end <= start ? default : value.Slice(start, end - start);
    }

    private readonly struct ToEnd : IBinaryOperation<Utf8View, int, Utf8View>
    {
        public static Utf8View Invoke(Utf8View value, int position) => OfCharacters(value, position, int.MaxValue);
    }

    private readonly struct Part : ITernaryOperation<Utf8View, int, int, Utf8View>
    {
        public static Utf8View Invoke(Utf8View value, int position, int length) => OfCharacters(value, position, length);
    }

    private readonly struct BytesToEnd : IBinaryOperation<Utf8View, int, Utf8View>
    {
        public static Utf8View Invoke(Utf8View value, int position) => OfBytes(value, position, int.MaxValue);
    }

    private readonly struct PartOfBytes : ITernaryOperation<Utf8View, int, int, Utf8View>
    {
        public static Utf8View Invoke(Utf8View value, int position, int length) => OfBytes(value, position, length);
    }
}

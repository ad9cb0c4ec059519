using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary>What the functions of the trim family share. Nothing is copied.</summary>
internal static class TrimOverloads
{
    /// <summary>Which ends are cut.</summary>
    internal interface ISide
    {
        static abstract bool Leading { get; }

        static abstract bool Trailing { get; }
    }

    internal readonly struct Both : ISide
    {
        public static bool Leading => true;

        public static bool Trailing => true;
    }

    internal readonly struct Leading : ISide
    {
        static bool ISide.Leading => true;

        public static bool Trailing => false;
    }

    internal readonly struct Trailing : ISide
    {
        public static bool Leading => false;

        static bool ISide.Trailing => true;
    }

    /// <summary>Blanks from the only argument; or the characters of the first from the second.</summary>
    public static EquatableArray<FunctionOverload> Of<TSide>()
        where TSide : struct, ISide =>
        [Overload.Unary<Utf8View, Utf8View, Blanks<TSide>>(), Overload.Binary<Utf8View, Utf8View, Utf8View, Operation<TSide>>()];

    /// <summary>Cuts characters off the ends that are among <paramref name="characters"/>.</summary>
    public static Utf8View Trim(Utf8View value, ReadOnlySpan<byte> characters, bool leading, bool trailing)
    {
        var bytes = value.Bytes;
        var (start, end) = (0, bytes.Length);
        if (leading)
        {
            while (start < end && CharacterAt(bytes, start) is var length && Contains(characters, bytes.Slice(start, length)))
                start += length;
        }

        if (trailing)
        {
            while (start < end && LastCharacterStart(bytes, start, end) is var last && Contains(characters, bytes[last..end]))
                end = last;
        }

        return end - start == bytes.Length ? value : value.Slice(start, end - start);
    }

    private static int CharacterAt(ReadOnlySpan<byte> text, int position) =>
        Math.Min(Characters.LengthAt(text[position]), text.Length - position);

    private static int LastCharacterStart(ReadOnlySpan<byte> text, int start, int end)
    {
        var position = end - 1;
        while (position > start && (text[position] & 0xC0) == 0x80)
            position--;
        return position;
    }

    private static bool Contains(ReadOnlySpan<byte> characters, ReadOnlySpan<byte> character)
    {
        if (character.Length == 1)
            return characters.Contains(character[0]);
        for (var i = 0; i < characters.Length; i += CharacterAt(characters, i))
        {
            if (characters.Slice(i, CharacterAt(characters, i)).SequenceEqual(character))
                return true;
        }

        return false;
    }

    private readonly struct Blanks<TSide> : IUnaryOperation<Utf8View, Utf8View>
        where TSide : struct, ISide
    {
        public static Utf8View Invoke(Utf8View value) => Trim(value, " "u8, TSide.Leading, TSide.Trailing);
    }

    private readonly struct Operation<TSide> : IBinaryOperation<Utf8View, Utf8View, Utf8View>
        where TSide : struct, ISide
    {
        public static Utf8View Invoke(Utf8View characters, Utf8View value) => Trim(value, characters.Bytes, TSide.Leading, TSide.Trailing);
    }
}

using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary><c>translate(s, from, to)</c>: a string with each character of one list replaced by that of another list, or left out.</summary>
/// <remarks>Spark: <c>StringTranslate</c> in stringExpressions.scala.</remarks>
internal static class Translated
{
    public static readonly ScalarFunction Definition = new("translate")
    {
        Group = FunctionGroup.String,
        Since = "1.5.0",
        Usage = "translate(input, from, to) - Returns input with each character of from replaced by the one at its place in to; left out where to is shorter.",
        Examples = [new("SELECT translate('AaBbCc', 'abc', '123')", "A1B2C3")],
        Overloads = [Overload.Utf8<Utf8View, Utf8View, Utf8View, Operation>()],
    };

    private readonly struct Operation : IUtf8Operation<Utf8View, Utf8View, Utf8View>
    {
        public static void Invoke(Utf8View first, Utf8View second, Utf8View third, ref Utf8Writer result)
        {
            var text = first.Bytes;
            for (var i = 0; i < text.Length;)
            {
                var length = Math.Min(Characters.LengthAt(text[i]), text.Length - i);
                var place = Find(second.Bytes, text.Slice(i, length));
                if (place < 0)
                {
                    result.Append(text.Slice(i, length));
                }
                else
                {
                    var replacements = third.Bytes;
                    var start = Characters.Skip(replacements, place);
                    result.Append(replacements[start..(start + Characters.Skip(replacements[start..], 1))]);
                }

                i += length;
            }
        }

        private static int Find(ReadOnlySpan<byte> characters, ReadOnlySpan<byte> character)
        {
            var place = 0;
            for (var i = 0; i < characters.Length; place++)
            {
                var length = Math.Min(Characters.LengthAt(characters[i]), characters.Length - i);
                if (characters.Slice(i, length).SequenceEqual(character))
                    return place;
                i += length;
            }

            return -1;
        }
    }
}

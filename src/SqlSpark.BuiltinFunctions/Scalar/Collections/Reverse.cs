using SqlSpark.BuiltinFunctions.Scalar.Strings;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;

namespace SqlSpark.BuiltinFunctions.Scalar.Collections;

/// <summary><c>reverse(a)</c>: the characters of a string, or the elements of an array, from the last to the first.</summary>
/// <remarks>Spark: <c>Reverse</c> in collectionOperations.scala.</remarks>
internal static class Reverse
{
    public static readonly ScalarFunction Definition = new("reverse")
    {
        Group = FunctionGroup.Collection,
        Since = "1.5.0",
        Usage = "reverse(array) - Returns a string or an array in the opposite order.",
        Examples = [new("SELECT reverse('Spark SQL')", "LQS krapS"), new("SELECT reverse(array(2, 1, 4, 3))", "[3,4,1,2]")],
        Overloads =
        [
            Overload.Bound([TypePattern.Array], static call => ElementChoices.Bind(call, default(Choice))),
            Overload.Utf8<Utf8View, OfText>(),
        ],
    };

    private readonly struct Choice : IElementChoice
    {
        public bool TryChoose(in Arguments arguments, Vector elements, ListEntry entry, int row, ref ElementNumbers chosen, ref RowErrors errors)
        {
            for (var i = entry.Offset + entry.Length - 1; i >= entry.Offset; i--)
                chosen.Add(i);
            return true;
        }
    }

    private readonly struct OfText : IUtf8Operation<Utf8View>
    {
        public static void Invoke(Utf8View value, ref Utf8Writer result)
        {
            var text = value.Bytes;
            var place = result.GetSpan(text.Length);
            for (var i = 0; i < text.Length;)
            {
                var length = Math.Min(Characters.LengthAt(text[i]), text.Length - i);
                text.Slice(i, length).CopyTo(place[(text.Length - i - length)..]);
                i += length;
            }

            result.Advance(text.Length);
        }
    }
}

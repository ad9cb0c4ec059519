using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary><c>soundex(s)</c>: the code of a word by its sound.</summary>
/// <remarks>Spark: <c>SoundEx</c> in stringExpressions.scala.</remarks>
internal static class Soundex
{
    public static readonly ScalarFunction Definition = new("soundex")
    {
        Group = FunctionGroup.String,
        Since = "1.5.0",
        Usage = "soundex(str) - Returns the Soundex code of str.",
        Examples = [new("SELECT soundex('Miller')", "M460")],
        Overloads = [Overload.Utf8<Utf8View, Operation>()],
    };

    private readonly struct Operation : IUtf8Operation<Utf8View>
    {
        // The code of each letter from A on; 7 for H and W, which letters of one code may stand around.
        private static ReadOnlySpan<byte> Codes => "01230127022455012623017202"u8;

        public static void Invoke(Utf8View value, ref Utf8Writer result)
        {
            var text = value.Bytes;
            if (text.IsEmpty)
                return;
            var first = (byte)(text[0] is >= (byte)'a' and <= (byte)'z' ? text[0] - 32 : text[0]);
            if (first is < (byte)'A' or > (byte)'Z')
            {
                result.Append(text);
                return;
            }

            Span<byte> code = [first, (byte)'0', (byte)'0', (byte)'0'];
            var (length, last) = (1, Codes[first - 'A']);
            for (var i = 1; i < text.Length && length < 4; i++)
            {
                var letter = (byte)(text[i] is >= (byte)'a' and <= (byte)'z' ? text[i] - 32 : text[i]);
                if (letter is < (byte)'A' or > (byte)'Z')
                {
                    last = (byte)'0';
                    continue;
                }

                var next = Codes[letter - 'A'];
                if (next == '7')
                    continue;
                if (next != '0' && next != last)
                    code[length++] = next;
                last = next;
            }

            result.Append(code);
        }
    }
}

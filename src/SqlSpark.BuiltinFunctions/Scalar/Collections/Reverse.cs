using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Text;
using SqlSpark.BuiltinFunctions.Scalar.Strings;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

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
            new FunctionOverload(
                [StringType.Instance],
                static call => new BoundFunction(StringType.Instance, call.AnyNullable, Volatility.Immutable, false, NullBehavior.Propagate, static _ => new OfText())
                {
                    BorrowsArguments = false,
                }),
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

    /// <summary>Characters from the last to the first; ASCII sixteen bytes at a time, inline values within their views.</summary>
    private sealed class OfText : IScalarKernel
    {
        private const int BitsOfLength = 32;

        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var values = new RowReader<Utf8View>(arguments[0]);
            var views = result.Values<Utf8View>();
            var writer = new Utf8Writer(result.Heap);
            foreach (var row in rows)
            {
                var value = values[row];
                if (value.IsInline && Unsafe.BitCast<Utf8View, Vector128<byte>>(value).ExtractMostSignificantBits() == 0)
                {
                    views[row] = ReverseInline(value);
                    continue;
                }

                var place = writer.GetSpan(value.Length);
                if (value.IsInline || !TryReverseAscii(value.Bytes, place))
                    ReverseCharacters(value.Bytes, place);
                writer.Advance(value.Length);
                views[row] = writer.Finish();
            }
        }

        private static Utf8View ReverseInline(Utf8View value)
        {
            if (value.Length == 0)
                return value;
            var bytes = new UInt128(value.Tail, value.Head) >> BitsOfLength;
            var reversed = BinaryPrimitives.ReverseEndianness(bytes) >> (128 - (8 * value.Length));
            return Unsafe.BitCast<UInt128, Utf8View>((reversed << BitsOfLength) | (uint)value.Length);
        }

        private static bool TryReverseAscii(ReadOnlySpan<byte> bytes, Span<byte> result)
        {
            if (!Ascii.IsValid(bytes))
                return false;
            bytes.CopyTo(result);
            result[..bytes.Length].Reverse();
            return true;
        }

        private static void ReverseCharacters(ReadOnlySpan<byte> text, Span<byte> result)
        {
            for (var i = 0; i < text.Length;)
            {
                var length = Math.Min(Characters.LengthAt(text[i]), text.Length - i);
                text.Slice(i, length).CopyTo(result[(text.Length - i - length)..]);
                i += length;
            }
        }
    }
}

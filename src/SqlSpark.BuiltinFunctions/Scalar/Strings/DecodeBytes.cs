using System.Text;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary>What <c>decode</c> of a binary and a character set stands for.</summary>
/// <remarks>Spark: <c>StringDecode</c> in stringExpressions.scala. MALFORMED_CHARACTER_CODING.</remarks>
internal static class DecodeBytes
{
    public static readonly ScalarFunction Definition = new("decode_bytes")
    {
        Group = FunctionGroup.String,
        Since = "1.5.0",
        Usage = "decode_bytes(bin, charset) - Returns the text of a binary in charset.",
        Examples = [new("SELECT decode_bytes(x'006100620063', 'UTF-16BE')", "abc")],
        Overloads = [Overload.Bound([BinaryType.Instance, TypePattern.String], Bind)],
    };

    private static BoundFunction Bind(BindCall call) =>
        new(StringType.Instance, call.AnyNullable, Volatility.Immutable, true, NullBehavior.Propagate, static _ => new Kernel()) { BorrowsArguments = false };

    private sealed class Kernel : IScalarKernel
    {
        private byte[]? _name;
        private Encoding? _charset;
        private byte[] _bytes = [];
        private char[] _characters = [];

        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var values = new RowReader<Utf8View>(arguments[0]);
            var names = new RowReader<Utf8View>(arguments[1]);
            foreach (var row in rows)
            {
                var (value, name) = (values[row], names[row]);
                if (_name is null || !name.Bytes.SequenceEqual(_name))
                {
                    _name = name.Bytes.ToArray();
                    _charset = Charsets.Find(_name);
                }

                if (_charset is null)
                {
                    errors.Report(row, Charsets.Unknown("decode", name.ToString()));
                    continue;
                }

                if (TryConvert(value.Bytes, _charset, out var length))
                    result.SetBytes(row, _bytes.AsSpan(0, length));
                else
                    errors.Report(row, Charsets.Malformed("decode", name.ToString()));
            }
        }

        private bool TryConvert(ReadOnlySpan<byte> value, Encoding charset, out int length)
        {
            length = 0;
            try
            {
                Grow(charset.GetMaxCharCount(value.Length), 0);
                var preamble = charset.Preamble;
                if (!preamble.IsEmpty && value.StartsWith(preamble))
                    value = value[preamble.Length..];
                var count = charset.GetChars(value, _characters);
                Grow(0, Encoding.UTF8.GetMaxByteCount(count));
                length = Encoding.UTF8.GetBytes(_characters.AsSpan(0, count), _bytes);
                return true;
            }
            catch (ArgumentException)
            {
                // The character set cannot say it in another way.
                return false;
            }
        }

        private void Grow(int characterCount, int byteCount)
        {
            if (_characters.Length < characterCount)
                _characters = new char[characterCount];
            if (_bytes.Length < byteCount)
                _bytes = new byte[byteCount];
        }
    }
}

using System.Text;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary><c>encode(s, charset)</c>: a string in a character set.</summary>
/// <remarks>Spark: <c>Encode</c> in stringExpressions.scala. MALFORMED_CHARACTER_CODING.</remarks>
internal static class Encode
{
    public static readonly ScalarFunction Definition = new("encode")
    {
        Group = FunctionGroup.String,
        Since = "1.5.0",
        Usage = "encode(str, charset) - Returns str in charset: US-ASCII, ISO-8859-1, UTF-8, UTF-16BE, UTF-16LE, UTF-16 or UTF-32.",
        Examples = [new("SELECT hex(encode('abc', 'UTF-16BE'))", "006100620063")],
        Overloads = [Overload.Bound([TypePattern.String, TypePattern.String], Bind)],
    };

    private static BoundFunction Bind(BindCall call) =>
        new(BinaryType.Instance, call.AnyNullable, Volatility.Immutable, true, NullBehavior.Propagate, static _ => new Kernel()) { BorrowsArguments = false };

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
                    errors.Report(row, Charsets.Unknown("encode", name.ToString()));
                    continue;
                }

                if (TryConvert(value.Bytes, _charset, out var length))
                    result.SetBytes(row, _bytes.AsSpan(0, length));
                else
                    errors.Report(row, Charsets.Malformed("encode", name.ToString()));
            }
        }

        private bool TryConvert(ReadOnlySpan<byte> value, Encoding charset, out int length)
        {
            length = 0;
            try
            {
                Grow(Encoding.UTF8.GetMaxCharCount(value.Length), 0);
                var count = Encoding.UTF8.GetChars(value, _characters);
                Grow(0, charset.GetMaxByteCount(count) + 4);
                var preamble = count == 0 ? default : charset.Preamble;
                preamble.CopyTo(_bytes);
                length = preamble.Length + charset.GetBytes(_characters.AsSpan(0, count), _bytes.AsSpan(preamble.Length));
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

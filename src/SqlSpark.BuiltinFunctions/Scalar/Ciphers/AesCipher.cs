using System.Globalization;
using System.Security.Cryptography;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Ciphers;

/// <summary>Encrypts and decrypts by AES in the modes GCM, CBC and ECB. The vector stands before the bytes, the tag of GCM behind them.</summary>
/// <remarks>Spark: <c>ExpressionImplUtils.aesInternal</c>.</remarks>
internal static class AesCipher
{
    private const int GcmVectorLength = 12;
    private const int CbcVectorLength = 16;
    private const int TagLength = 16;

    private const string Functions = "`aes_encrypt`/`aes_decrypt`";

    private static readonly RowErrorKind ModeKind = new("UNSUPPORTED_FEATURE.AES_MODE", "mode", "padding", "functionName");
    private static readonly RowErrorKind ModeDataKind = new("UNSUPPORTED_FEATURE.AES_MODE_AAD", "mode", "functionName");
    private static readonly RowErrorKind ModeVectorKind = new("UNSUPPORTED_FEATURE.AES_MODE_IV", "mode", "functionName");
    private static readonly RowErrorKind KeyLengthKind = new("INVALID_PARAMETER_VALUE.AES_KEY_LENGTH", "parameter", "functionName", "actualLength");
    private static readonly RowErrorKind VectorLengthKind = new("INVALID_PARAMETER_VALUE.AES_IV_LENGTH", "mode", "parameter", "functionName", "actualLength");
    private static readonly RowErrorKind CryptoKind = new("INVALID_PARAMETER_VALUE.AES_CRYPTO_ERROR", "parameter", "functionName", "detailMessage");

    private enum Mode : byte
    {
        Unknown,
        Gcm,
        Cbc,
        Ecb,
    }

    /// <summary>Value, key, mode, padding, vector and data that is only authenticated; the last four may be left out.</summary>
    public static FunctionOverload Encryption { get; } = Overload.Bound(
        [BinaryType.Instance, BinaryType.Instance, TypePattern.String, TypePattern.String, BinaryType.Instance, BinaryType.Instance], static call => Bind(call, encrypts: true, OnError.Throw)) with
    {
        OptionalCount = 4,
    };

    /// <summary>Value, key, mode, padding and authenticated data; the last three may be left out.</summary>
    public static FunctionOverload Decryption(OnError onError) => Overload.Bound(
        [BinaryType.Instance, BinaryType.Instance, TypePattern.String, TypePattern.String, BinaryType.Instance], call => Bind(call, encrypts: false, onError)) with
    {
        OptionalCount = 3,
    };

    /// <summary>The call with the defaults of arguments that were left out.</summary>
    public static string Print(string name, IReadOnlyList<string> arguments, int count)
    {
        string[] defaults = ["", "", "GCM", "DEFAULT", "", ""];
        return $"{name}({string.Join(", ", arguments.Concat(defaults[arguments.Count..count]))})";
    }

    private static BoundFunction Bind(BindCall call, bool encrypts, OnError onError) =>
        new(BinaryType.Instance, true, Volatility.Immutable, onError == OnError.Throw, NullBehavior.Propagate, _ => new Kernel(encrypts))
        {
            BorrowsArguments = false,
            OnError = onError,
            Signature = [encrypts],
        };

    private sealed class Kernel(bool encrypts) : IScalarKernel, IDisposable
    {
        private byte[] _key = [];
        private AesGcm? _gcm;
        private Aes? _aes;

        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var values = new RowReader<Utf8View>(arguments[0]);
            var keys = new RowReader<Utf8View>(arguments[1]);
            var modes = arguments.Count > 2 ? new RowReader<Utf8View>(arguments[2]) : default;
            var paddings = arguments.Count > 3 ? new RowReader<Utf8View>(arguments[3]) : default;
            var vectors = encrypts && arguments.Count > 4 ? new RowReader<Utf8View>(arguments[4]) : default;
            var dataIndex = encrypts ? 5 : 4;
            var authenticated = arguments.Count > dataIndex ? new RowReader<Utf8View>(arguments[dataIndex]) : default;
            var views = result.Values<Utf8View>();
            var writer = new Utf8Writer(result.Heap);
            foreach (var row in rows)
            {
                var (value, key) = (values[row], keys[row]);
                var vector = encrypts && arguments.Count > 4 ? vectors[row] : default;
                var data = arguments.Count > dataIndex ? authenticated[row] : default;
                var mode = arguments.Count > 2 ? ModeOf(modes[row].ToString(), arguments.Count > 3 ? paddings[row].ToString() : "DEFAULT", out var error) : ModeOf("GCM", "DEFAULT", out error);
                if (mode != Mode.Unknown)
                    error = Check(mode, key, vector, data);
                if (error.IsNone)
                {
                    Use(key.Bytes);
                    error = encrypts ? Encrypt(mode, value.Bytes, vector.Bytes, data.Bytes, ref writer) : Decrypt(mode, value.Bytes, data.Bytes, ref writer);
                }

                if (error.IsNone)
                {
                    views[row] = writer.Finish();
                }
                else
                {
                    writer.Discard();
                    errors.Report(row, error);
                }
            }
        }

        public void Dispose()
        {
            _gcm?.Dispose();
            _aes?.Dispose();
            CryptographicOperations.ZeroMemory(_key);
        }

        private static Mode ModeOf(string mode, string padding, out RowError error)
        {
            error = default;
            var isDefault = padding.Equals("DEFAULT", StringComparison.OrdinalIgnoreCase);
            var isPkcs = isDefault || padding.Equals("PKCS", StringComparison.OrdinalIgnoreCase);
            if (mode.Equals("GCM", StringComparison.OrdinalIgnoreCase) && (isDefault || padding.Equals("NONE", StringComparison.OrdinalIgnoreCase)))
                return Mode.Gcm;
            if (mode.Equals("CBC", StringComparison.OrdinalIgnoreCase) && isPkcs)
                return Mode.Cbc;
            if (mode.Equals("ECB", StringComparison.OrdinalIgnoreCase) && isPkcs)
                return Mode.Ecb;
            error = new RowError(ModeKind, mode, padding, Functions);
            return Mode.Unknown;
        }

        private static RowError Check(Mode mode, Utf8View key, Utf8View vector, Utf8View data)
        {
            var name = mode.ToString().ToUpperInvariant();
            if (key.Length is not (16 or 24 or 32))
                return new RowError(KeyLengthKind, "`key`", Functions, key.Length.ToString(CultureInfo.InvariantCulture));
            if (vector.Length > 0 && mode == Mode.Ecb)
                return new RowError(ModeVectorKind, name, Functions);
            if (vector.Length > 0 && vector.Length != (mode == Mode.Gcm ? GcmVectorLength : CbcVectorLength))
                return new RowError(VectorLengthKind, name, "`iv`", Functions, vector.Length.ToString(CultureInfo.InvariantCulture));
            return data.Length > 0 && mode != Mode.Gcm ? new RowError(ModeDataKind, name, Functions) : default;
        }

        private static RowError Failed(string message) => new(CryptoKind, "`expr`, `key`", Functions, message);

        /// <summary>Keeps the ciphers of the last key, which is usually that of the next row, too.</summary>
        private void Use(ReadOnlySpan<byte> key)
        {
            if (_aes is not null && key.SequenceEqual(_key))
                return;
            Dispose();
            _key = key.ToArray();
            _gcm = new AesGcm(_key, TagLength);
            _aes = Aes.Create();
            _aes.Key = _key;
        }

        private RowError Encrypt(Mode mode, scoped ReadOnlySpan<byte> value, scoped ReadOnlySpan<byte> vector, scoped ReadOnlySpan<byte> data, ref Utf8Writer writer)
        {
            var vectorLength = mode switch
            {
                Mode.Gcm => GcmVectorLength,
                Mode.Cbc => CbcVectorLength,
                _ => 0,
            };
            var output = writer.GetSpan(checked(value.Length + vectorLength + (2 * TagLength)));
            if (vector.IsEmpty)
                RandomNumberGenerator.Fill(output[..vectorLength]);
            else
                vector.CopyTo(output);
            var used = output[..vectorLength];
            var written = value.Length;
            if (mode == Mode.Gcm)
            {
                _gcm!.Encrypt(used, value, output.Slice(vectorLength, value.Length), output.Slice(vectorLength + value.Length, TagLength), data);
                written += TagLength;
            }
            else
            {
                written = mode == Mode.Cbc ? _aes!.EncryptCbc(value, used, output[vectorLength..]) : _aes!.EncryptEcb(value, output, PaddingMode.PKCS7);
            }

            writer.Advance(vectorLength + written);
            return default;
        }

        private RowError Decrypt(Mode mode, scoped ReadOnlySpan<byte> value, scoped ReadOnlySpan<byte> data, ref Utf8Writer writer)
        {
            var output = writer.GetSpan(value.Length + TagLength);
            try
            {
                switch (mode)
                {
                    case Mode.Gcm when value.Length < GcmVectorLength + TagLength:
                        return Failed("Input data too short to contain an expected tag length of 16 bytes");
                    case Mode.Gcm:
                        var length = value.Length - GcmVectorLength - TagLength;
                        _gcm!.Decrypt(value[..GcmVectorLength], value.Slice(GcmVectorLength, length), value[^TagLength..], output[..length], data);
                        writer.Advance(length);
                        return default;
                    case Mode.Cbc when value.Length < CbcVectorLength:
                        return Failed("Input length must be multiple of 16 when decrypting with padded cipher");
                    case Mode.Cbc:
                        writer.Advance(_aes!.DecryptCbc(value[CbcVectorLength..], value[..CbcVectorLength], output));
                        return default;
                    default:
                        writer.Advance(_aes!.DecryptEcb(value, output, PaddingMode.PKCS7));
                        return default;
                }
            }
            catch (CryptographicException exception)
            {
                return Failed(exception.Message);
            }
        }
    }
}

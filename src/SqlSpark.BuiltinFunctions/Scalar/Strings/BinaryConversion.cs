using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary>What <c>to_binary</c> and its <c>try_</c> twin share.</summary>
internal static class BinaryConversion
{
    private static readonly RowErrorKind InvalidKind = new("CONVERSION_INVALID_INPUT", "str", "fmt", "targetType", "suggestion");

    /// <summary>The format is a constant: DATATYPE_MISMATCH.INVALID_ARG_VALUE where there is none of that name.</summary>
    public static BoundFunction Bind(BindCall call, OnError mode)
    {
        var format = "hex";
        if (call.Arguments.Count > 1)
        {
            var constant = call.Constant(1) ?? throw BuiltinErrors.NotFoldable(call, 1, "fmt", "STRING");
            format = (constant.Value as string)?.ToLowerInvariant();
        }

        if (format is not (null or "hex" or "utf-8" or "utf8" or "base64"))
        {
            throw SqlSparkException.Create(
                "DATATYPE_MISMATCH.INVALID_ARG_VALUE",
                null,
                ("sqlExpr", BuiltinErrors.Sql(call)),
                ("inputName", "fmt"),
                ("requireType", "case-insensitive \"STRING\""),
                ("validValues", "'hex', 'utf-8', 'utf8', or 'base64'"),
                ("inputValue", $"'{format}'"));
        }

        return new BoundFunction(BinaryType.Instance, true, Volatility.Immutable, mode == OnError.Throw, NullBehavior.Propagate, _ => new Kernel(format))
        {
            OnError = mode,
            BorrowsArguments = false,
            Signature = [mode, format ?? ""],
        };
    }

    private sealed class Kernel(string? format) : IScalarKernel
    {
        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            if (format is null)
            {
                result.Validity.Clear();
                return;
            }

            var texts = new RowReader<Utf8View>(arguments[0]);
            var views = result.Values<Utf8View>();
            var writer = new Utf8Writer(result.Heap);
            foreach (var row in rows)
            {
                var text = texts[row];
                if (TryConvert(text.Bytes, ref writer))
                {
                    views[row] = writer.Finish();
                    continue;
                }

                writer.Discard();
                if (!errors.NullsRow(row))
                {
                    errors.Report(row, new RowError(
                        InvalidKind, ErrorFormat.SqlValue(text.ToString()), ErrorFormat.SqlValue(format.ToUpperInvariant()), ErrorFormat.SqlType(BinaryType.Instance),
                        ErrorFormat.SqlId("try_to_binary")));
                }
            }
        }

        private bool TryConvert(scoped ReadOnlySpan<byte> text, ref Utf8Writer writer)
        {
            switch (format)
            {
                case "hex":
                    return HexDigits.TryRead(text, ref writer);
                case "base64":
                    return Base64Digits.IsStrict(text) && Base64Digits.TryReadLoosely(text, ref writer);
                default:
                    writer.Append(text);
                    return true;
            }
        }
    }
}

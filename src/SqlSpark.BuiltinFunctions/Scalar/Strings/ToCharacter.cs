using SqlSpark.BuiltinFunctions.Scalar.Dates;
using SqlSpark.BuiltinFunctions.Scalar.Numbers;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Text;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary><c>to_char(value, format)</c>: a number, date, timestamp or binary as text.</summary>
/// <remarks>Spark: <c>ToCharacter</c> in numberFormatExpressions.scala; dates and binaries are <c>date_format</c>, <c>base64</c>, <c>hex</c> and <c>decode</c>, and print as such.</remarks>
internal static class ToCharacter
{
    public static readonly ScalarFunction Definition = new("to_char")
    {
        Aliases = ["to_varchar"],
        Group = FunctionGroup.String,
        Since = "3.4.0",
        Usage = "to_char(expr, format) - Returns a number by a format such as S99G999D99, a date or timestamp by a pattern, a binary as 'base64', 'hex' or 'utf-8'.",
        Examples =
        [
            new("SELECT to_char(-12454.8, '99G999D9S')", "12,454.8-"),
            new("SELECT to_char(date'2016-04-08', 'y')", "2016"),
            new("SELECT to_char(x'537061726b2053514c', 'hex')", "537061726B2053514C"),
        ],
        Printer = static (name, arguments) => name is "base64" or "hex" ? $"{name}({arguments[0]})" : $"{name}({string.Join(", ", arguments)})",
        Overloads =
        [
            Overload.Bound([TypePattern.Decimal, TypePattern.String], BindNumber),
            Overload.Bound([TimestampType.Instance, TypePattern.String], static call => AsDate(DateFormat.Definition.Overloads[0].Bind(call))),
            Overload.Bound([TimestampNtzType.Instance, TypePattern.String], static call => AsDate(DateFormat.Definition.Overloads[1].Bind(call))),
            Overload.Bound([BinaryType.Instance, TypePattern.String], BindBinary),
        ],
    };

    private static BoundFunction AsDate(BoundFunction bound) => bound with { Name = "date_format" };

    private static BoundFunction BindBinary(BindCall call)
    {
        if (!call.Arguments[1].IsFoldable)
            throw BuiltinErrors.NotFoldable(call, 1, "format", StringType.Instance.Sql);
        var format = call.Constant(1)?.Value as string;
        return format?.ToLowerInvariant() switch
        {
            null => BindNull(call),
            "base64" => Base64Text.Definition.Overloads[0].Bind(call) with { Name = "base64" },
            "hex" => Hex.Definition.Overloads[1].Bind(call) with { Name = "hex" },
            "utf-8" => DecodeBytes.Definition.Overloads[0].Bind(call) with { Name = "decode" },
            _ => throw SqlSparkException.Create(
                "INVALID_PARAMETER_VALUE.BINARY_FORMAT", null,
                ("functionName", ErrorFormat.SqlId(call.Name)), ("parameter", ErrorFormat.SqlId("format")), ("invalidFormat", ErrorFormat.SqlValue(format))),
        };
    }

    private static BoundFunction BindNumber(BindCall call)
    {
        if (!call.Arguments[1].IsFoldable)
            throw BuiltinErrors.NotFoldable(call, 1, "format", StringType.Instance.Sql);
        if (call.Constant(1)?.Value is not string text)
            return BindNull(call);
        var scale = ((DecimalType)call.Type(0)).Scale;
        _ = NumberFormat.Parse(text);
        return new BoundFunction(StringType.Instance, true, Volatility.Immutable, false, NullBehavior.Propagate, _ => new Kernel(NumberFormat.Parse(text), scale))
        {
            Name = "to_char",
            BorrowsArguments = false,
            Signature = [scale],
        };
    }

    private static BoundFunction BindNull(BindCall call) =>
        new(StringType.Instance, true, Volatility.Immutable, false, NullBehavior.Propagate, static _ => new NullKernel()) { Name = "to_char" };

    private sealed class NullKernel : IScalarKernel
    {
        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors) => result.Validity.Clear();
    }

    private sealed class Kernel(NumberFormat format, int scale) : IScalarKernel
    {
        private readonly Utf8Buffer _text = new();

        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var values = new IntegerColumn(arguments[0]);
            foreach (var row in rows)
            {
                _text.Clear();
                format.Format(values[row], scale, _text);
                result.SetBytes(row, _text.Written);
            }
        }
    }
}

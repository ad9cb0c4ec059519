using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary><c>to_number(text, format)</c>: the decimal that a text in a format stands for.</summary>
/// <remarks>Spark: <c>ToNumber</c> in numberFormatExpressions.scala. INVALID_FORMAT.MISMATCH_INPUT, in every mode.</remarks>
internal static class ToNumber
{
    public static readonly ScalarFunction Definition = new("to_number")
    {
        Group = FunctionGroup.String,
        Since = "3.3.0",
        Usage = "to_number(expr, fmt) - Returns the number that a text stands for by a format such as S99G999D99; INVALID_FORMAT when it does not match.",
        Examples = [new("SELECT to_number('12,454.8-', '99,999.9S')", "-12454.8"), new("SELECT to_number('$78.12', '$99.99')", "78.12")],
        Overloads = [Overload(OnError.Throw)],
    };

    private static readonly RowErrorKind Mismatch = new("INVALID_FORMAT.MISMATCH_INPUT", "inputType", "input", "format");

    /// <summary>The signature of to_number and its twin.</summary>
    public static FunctionOverload Overload(OnError onError) => Catalyst.Functions.Overload.Bound([TypePattern.String, TypePattern.String], call => Bind(call, onError));

    private static BoundFunction Bind(BindCall call, OnError onError)
    {
        if (!call.Arguments[1].IsFoldable)
            throw BuiltinErrors.NotFoldable(call, 1, "fmt", StringType.Instance.Sql);
        if (call.Constant(1)?.Value is not string text)
            return new BoundFunction(DecimalType.UserDefault, true, Volatility.Immutable, false, NullBehavior.Propagate, static _ => new NullKernel());
        return new BoundFunction(NumberFormat.Parse(text).Type, true, Volatility.Immutable, true, NullBehavior.Propagate, _ => new Kernel(NumberFormat.Parse(text), text))
        {
            OnError = onError,
            BorrowsArguments = false,
        };
    }

    private sealed class NullKernel : IScalarKernel
    {
        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors) => result.Validity.Clear();
    }

    private sealed class Kernel(NumberFormat format, string text) : IScalarKernel
    {
        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var values = new RowReader<Utf8View>(arguments[0]);
            foreach (var row in rows)
            {
                var value = values[row];
                if (format.TryRead(value.Bytes, out var number))
                    Widths.Write(result, row, number);
                else if (!errors.NullsRow(row))
                    errors.Report(row, new RowError(Mismatch, ErrorFormat.SqlType(StringType.Instance), ErrorFormat.SqlValue(value.ToString()), ErrorFormat.SqlValue(text)));
            }
        }
    }
}

using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary><c>elt(n, a, b, ...)</c>: the n-th of the values.</summary>
/// <remarks>Spark: <c>Elt</c> in stringExpressions.scala.</remarks>
internal static class ElementText
{
    public static readonly ScalarFunction Definition = new("elt")
    {
        Group = FunctionGroup.String,
        Since = "2.0.0",
        Usage = "elt(n, input1, input2, ...) - Returns the n-th input; for other n INVALID_ARRAY_INDEX in ANSI mode, else NULL.",
        Examples = [new("SELECT elt(1, 'scala', 'java')", "scala"), new("SELECT elt(2, 'a', 1)", "1")],
        Overloads = [Overload.Bound([IntegerType.Instance, Text, Text], Bind) with { IsVariadic = true }],
    };

    private static TypePattern Text => TypePattern.OneOf(TypePattern.String, BinaryType.Instance);

    private static BoundFunction Bind(BindCall call)
    {
        if (call.Arguments.Count < 2)
            throw BuiltinErrors.WrongArgumentCount(call, "> 1");
        var type = call.Type(1);
        return new BoundFunction(type, true, Volatility.Immutable, call.IsAnsi, NullBehavior.Custom, _ => new Kernel(call.IsAnsi)) { Signature = [call.IsAnsi] };
    }

    private sealed class Kernel(bool isAnsi) : IScalarKernel
    {
        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var numbers = new RowReader<int>(arguments[0]);
            var views = result.Values<Utf8View>();
            foreach (var argument in arguments.Vectors[1..])
                result.BorrowHeaps(argument);
            foreach (var row in rows)
            {
                var number = arguments[0].IsNull(row) ? 0 : numbers[row];
                if (number >= 1 && number < arguments.Count && !arguments[number].IsNull(row))
                    views[row] = new RowReader<Utf8View>(arguments[number])[row];
                else if (isAnsi && !arguments[0].IsNull(row) && (number < 1 || number >= arguments.Count))
                    errors.Report(row, RowError.InvalidArrayIndex(number, arguments.Count - 1));
                else
                    result.SetNull(row);
            }
        }
    }
}

using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Collections;

/// <summary><c>array(a, b, ...)</c>: an array of the values.</summary>
/// <remarks>Spark: <c>CreateArray</c> in complexTypeCreator.scala.</remarks>
internal static class ArrayOf
{
    public static readonly ScalarFunction Definition = new("array")
    {
        Group = FunctionGroup.Array,
        Since = "1.1.0",
        Usage = "array(expr, ...) - Returns an array of the arguments.",
        Examples = [new("SELECT array(1, 2, 3)", "[1,2,3]")],
        Overloads = [Overload.Bound([TypePattern.Any], Bind) with { IsVariadic = true, NeedsCommonType = true }],
    };

    private static BoundFunction Bind(BindCall call)
    {
        var type = new ArrayType(call.Arguments.IsEmpty ? VoidType.Instance : call.Type(0), call.AnyNullable);
        return new BoundFunction(type, false, Volatility.Immutable, false, NullBehavior.Custom, static _ => new Kernel());
    }

    private sealed class Kernel : IScalarKernel
    {
        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var entries = result.Entries;
            if (arguments.Count == 0)
                return;
            foreach (var row in rows)
            {
                var first = result.Elements.Length;
                foreach (var argument in arguments.Vectors)
                    VectorCopy.AppendRange(argument, row, 1, result.Elements);
                entries[row] = new ListEntry(first, arguments.Count);
            }
        }
    }
}

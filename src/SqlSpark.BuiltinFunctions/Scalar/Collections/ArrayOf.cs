using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Collections;
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

    /// <summary>An array of values that are none of them NULL and, but for nullability inside, of one type.</summary>
    public static ScalarCall Of(EquatableArray<Expression> values, DataType elementType) =>
        new(Definition, values, Bind(new ArrayType(elementType, false)) with { Name = Definition.Name });

    private static BoundFunction Bind(BindCall call) => Bind(new ArrayType(
        call.Arguments.IsEmpty ? VoidType.Instance : call.Types.Aggregate(InputTypes.MergeNullability), call.AnyNullable));

    private static BoundFunction Bind(ArrayType type) =>
        new(type, false, Volatility.Immutable, false, NullBehavior.Custom, static _ => new Kernel()) { AcceptsNarrowWidths = true, AcceptsDictionaries = true };

    private sealed class Kernel : IScalarKernel
    {
        private readonly RowNumbers _rows = new();

        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            if (arguments.Count == 0)
                return;
            var first = _rows.AppendLists(rows, arguments.Count, result);
            for (var i = 0; i < arguments.Count; i++)
                VectorCopy.Place(arguments[i], _rows.Numbers, result.Elements, first + i, arguments.Count);
        }
    }
}

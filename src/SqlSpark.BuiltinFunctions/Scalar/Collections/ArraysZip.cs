using System.Globalization;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Collections;

/// <summary><c>arrays_zip(a, b, ...)</c>: an array of structs of the elements at each position; NULLs where an array is shorter.</summary>
/// <remarks>Spark: <c>ArraysZip</c> in collectionOperations.scala.</remarks>
internal static class ArraysZip
{
    public static readonly ScalarFunction Definition = new("arrays_zip")
    {
        Group = FunctionGroup.Array,
        Since = "2.4.0",
        Usage = "arrays_zip(a1, a2, ...) - Returns an array of structs of the n-th elements of all arrays.",
        Examples = [new("SELECT arrays_zip(array(1, 2, 3), array(2, 3))", "[{\"0\":1,\"1\":2},{\"0\":2,\"1\":3},{\"0\":3,\"1\":null}]")],
        Overloads = [Overload.Bound([TypePattern.Array], Bind) with { IsVariadic = true }],
    };

    private static BoundFunction Bind(BindCall call)
    {
        var fields = call.Arguments.Select((argument, i) => new StructField(NameOf(argument, i), ((ArrayType)argument.DataType).ElementType, true)).ToEquatableArray();
        return new BoundFunction(
            new ArrayType(new StructType(fields), false), call.AnyNullable, Volatility.Immutable, false, NullBehavior.Propagate, static _ => new Kernel());
    }

    private static string NameOf(Expression argument, int index) => argument switch
    {
        AttributeReference attribute => attribute.Name,
        GetStructField field => field.FieldName,
        _ => index.ToString(CultureInfo.InvariantCulture),
    };

    private sealed class Kernel : IScalarKernel
    {
        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var entries = result.Entries;
            foreach (var row in rows)
            {
                var longest = 0;
                for (var i = 0; i < arguments.Count; i++)
                    longest = Math.Max(longest, new ListReader(arguments[i])[row].Length);
                if (longest == 0)
                    continue;
                var first = result.Elements.Append(0);
                for (var i = 0; i < arguments.Count; i++)
                {
                    var list = new ListReader(arguments[i]);
                    var (offset, length) = list[row];
                    var field = result.Elements.Field(i);
                    VectorCopy.AppendRange(list.Vector.Elements, offset, length, field);
                    if (longest == length)
                        continue;
                    var missing = field.Append(longest - length);
                    for (var j = missing; j < missing + longest - length; j++)
                        field.SetNull(j);
                }

                result.Elements.AppendRows(longest);
                entries[row] = new ListEntry(first, longest);
            }
        }
    }
}

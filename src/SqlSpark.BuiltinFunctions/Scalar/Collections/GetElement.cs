using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Collections;

/// <summary><c>get(a, i)</c>: an element by position from 0; NULL outside of the array.</summary>
/// <remarks>Spark: <c>GetElement</c> in collectionOperations.scala.</remarks>
internal static class GetElement
{
    public static readonly ScalarFunction Definition = new("get")
    {
        Group = FunctionGroup.Array,
        Since = "3.4.0",
        Usage = "get(array, index) - Returns the element of array at index, from 0; NULL when there is none.",
        Examples =
        [
            new("SELECT get(array(1, 2, 3), -1)", "NULL"),
            new("SELECT get(array(1, 2, 3), 0)", "1"),
            new("SELECT get(array(1, 2, 3), 3)", "NULL"),
        ],
        RewriteArity = (2, 2),
        Rewrite = static call => call.Type(0) is not ArrayType ? throw BuiltinErrors.UnexpectedType(call, 0, ["ARRAY"]) : new GetArrayItem(call.Arguments[0], new Cast(call.Arguments[1], IntegerType.Instance, call.EvalMode, call.TimeZone, IsImplicit: true), FailOnError: false),
    };
}

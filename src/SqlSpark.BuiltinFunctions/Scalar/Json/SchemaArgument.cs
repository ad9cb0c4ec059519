using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Json;

/// <summary>The argument that names a type: a constant text such as <c>a INT, b STRING</c> or <c>array&lt;int&gt;</c>.</summary>
/// <remarks>Spark: <c>ExprUtils.evalTypeExpr</c>.</remarks>
internal static class SchemaArgument
{
    /// <summary>The type.</summary>
    public static DataType Parse(BindCall call, int index)
    {
        if (call.Constant(index) is not { Value: string text })
            throw SqlSparkException.Create("INVALID_SCHEMA.NON_STRING_LITERAL", null, ("inputSchema", ErrorFormat.SqlExpr(call.Arguments[index].Sql)));
        if (call.Parser is not { } parser)
            throw InternalErrors.Unreachable("a binder without a parser");
        try
        {
            return parser.ParseDataType(text, call.Conf);
        }
        catch (SqlSparkException noType)
        {
            try
            {
                return parser.ParseTableSchema(text, call.Conf);
            }
            catch (SqlSparkException)
            {
                throw noType;
            }
        }
    }
}

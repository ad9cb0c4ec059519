using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Lambdas;

/// <summary>Types of lambdas over arrays.</summary>
internal static class LambdaTypes
{
    /// <summary>The parameters of a lambda over the first argument: the element and, if it has two, the position.</summary>
    public static EquatableArray<(DataType Type, bool Nullable)> ElementAndPosition(BindCall call)
    {
        var array = (ArrayType)call.Type(0);
        return ((LambdaFunction)call.Arguments[1]).Parameters.Count == 2
            ? [(array.ElementType, array.ContainsNull), (IntegerType.Instance, false)]
            : [(array.ElementType, array.ContainsNull)];
    }

    /// <summary>The parameter of a lambda over the elements of the first argument.</summary>
    public static EquatableArray<(DataType Type, bool Nullable)> Element(BindCall call)
    {
        var array = (ArrayType)call.Type(0);
        return [(array.ElementType, array.ContainsNull)];
    }

    /// <summary>The parameters of a lambda over the entries of the map that is the first argument: key and value.</summary>
    public static EquatableArray<(DataType Type, bool Nullable)> Entry(BindCall call)
    {
        var map = (MapType)call.Type(0);
        return [(map.KeyType, false), (map.ValueType, map.ValueContainsNull)];
    }

    /// <summary>Fails when a lambda is no condition.</summary>
    public static void RequireBoolean(BindCall call, int index)
    {
        var lambda = (LambdaFunction)call.Arguments[index];
        if (lambda.DataType is BooleanType)
            return;
        throw SqlSparkException.Create(
            "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE",
            null,
            ("sqlExpr", ErrorFormat.SqlExpr($"{call.Name}({string.Join(", ", call.Arguments.Select(a => a.Sql))})")),
            ("paramIndex", index == 1 ? "second" : "third"),
            ("requiredType", "\"BOOLEAN\""),
            ("inputSql", ErrorFormat.SqlExpr(lambda.Sql)),
            ("inputType", ErrorFormat.SqlType(lambda.DataType)));
    }

    /// <summary>Whether a condition holds for an element; NULL counts as FALSE.</summary>
    public static bool IsTrue(Vector conditions, int element) => !conditions.IsNull(element) && conditions switch
    {
        ConstantVector constant => IsTrue(constant.Value, 0),
        DictionaryVector coded => IsTrue(coded.Dictionary.Values, coded.Code(element)),
        _ => Bitmaps.Get(((FlatVector)conditions).Bits, element),
    };
}

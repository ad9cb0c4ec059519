using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Analysis;

/// <summary>Fields of structs, elements of arrays and values of maps. Spark: <c>ExtractValue</c>.</summary>
internal static class ValueExtraction
{
    /// <summary><c>child[extraction]</c> and <c>child.name</c>, by the type of the child.</summary>
    public static Expression Extract(Expression child, Expression extraction, PlanResolver plans, Expression at)
    {
        switch (child.DataType, extraction)
        {
            case (StructType type, Literal { Value: string name, Type: StringType }):
                return new GetStructField(child, FindField(type, name, plans, at), name);
            case (ArrayType { ElementType: StructType type }, Literal { Value: string name, Type: StringType }):
                return new GetArrayStructFields(child, FindField(type, name, plans, at));
            case (ArrayType, _):
                return CheckIndex((GetArrayItem)plans.Types.Coerce(new GetArrayItem(child, extraction, plans.Context.Conf.AnsiEnabled)));
            case (MapType, _):
                return CheckKey((GetMapValue)plans.Types.Coerce(new GetMapValue(child, extraction)));
            case (StructType, _):
                throw AnalysisErrors.InvalidExtractField(at, child, extraction);
            default:
                throw AnalysisErrors.InvalidExtractBase(at, child);
        }
    }

    private static int FindField(StructType type, string name, PlanResolver plans, Expression at)
    {
        var ordinal = -1;
        var count = 0;
        for (var i = 0; i < type.Fields.Count; i++)
        {
            if (!plans.Names.Equals(type.Fields[i].Name, name))
                continue;
            if (count++ == 0)
                ordinal = i;
        }

        return count switch
        {
            0 => throw AnalysisErrors.FieldNotFound(at, name, type),
            1 => ordinal,
            _ => throw AnalysisErrors.AmbiguousField(at, name, count),
        };
    }

    private static GetArrayItem CheckIndex(GetArrayItem item) => item.Right.DataType is IntegralType
        ? item
        : throw AnalysisErrors.TypeMismatch(item, InputTypes.Unexpected(1, item.Right, "\"INTEGRAL\""));

    private static GetMapValue CheckKey(GetMapValue value)
    {
        var keyType = ((MapType)value.Left.DataType).KeyType;
        return keyType.EqualsIgnoringNullability(value.Right.DataType)
            ? value
            : throw AnalysisErrors.TypeMismatch(value, InputTypes.Unexpected(1, value.Right, $"\"{keyType.Sql}\""));
    }
}

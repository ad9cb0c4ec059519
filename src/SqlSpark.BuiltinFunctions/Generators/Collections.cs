using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Generators;

/// <summary>Generators over arrays and maps. A bare NULL is neither, and is not cast to one. Spark: <c>CollectionGenerator</c>.</summary>
internal static class Collections
{
    /// <summary>The generator over the first argument.</summary>
    public static Generator Explode(BindCall call, ExplodeForm form)
    {
        if (form == ExplodeForm.Fields ? call.Type(0) is not ArrayType { ElementType: StructType } : call.Type(0) is not (ArrayType or MapType))
            throw BuiltinErrors.UnexpectedType(call, 0, form == ExplodeForm.Fields ? ["ARRAY<STRUCT>"] : ["ARRAY", "MAP"]);
        return new Catalyst.Expressions.Explode(call.Arguments[0], form);
    }
}

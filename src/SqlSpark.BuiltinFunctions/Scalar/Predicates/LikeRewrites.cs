using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Errors;

namespace SqlSpark.BuiltinFunctions.Scalar.Predicates;

/// <summary>LIKE and ILIKE called as functions.</summary>
internal static class LikeRewrites
{
    /// <summary>The operator. INVALID_ESCAPE_CHAR for an escape that is not one character.</summary>
    public static Expression Build(BindCall call, bool ignoreCase)
    {
        if (call.Arguments.Count == 2)
            return new Like(call.Arguments[0], call.Arguments[1], IgnoreCase: ignoreCase);
        if (call.Constant(2)?.Value is not string escape)
            throw BuiltinErrors.NotFoldable(call, 2, "escape", "STRING");
        if (escape.Length != 1)
            throw SqlSparkException.Create("INVALID_ESCAPE_CHAR", null, ("sqlExpr", ErrorFormat.SqlExpr(call.Arguments[2].Sql)));
        return new Like(call.Arguments[0], call.Arguments[1], escape[0], ignoreCase);
    }
}

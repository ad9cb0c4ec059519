using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Errors;

namespace SqlSpark.Catalyst.Evaluation.Binding;

internal static class CastBinding
{
    public static BoundFunction Bind(Cast cast) => throw InternalErrors.Unreachable(cast.Type);
}

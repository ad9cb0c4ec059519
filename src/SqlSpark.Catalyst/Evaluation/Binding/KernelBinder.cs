using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Errors;

namespace SqlSpark.Catalyst.Evaluation.Binding;

/// <summary>Chooses the kernel that computes a node from the values of its children.</summary>
public static class KernelBinder
{
    /// <summary>The function that a node is. Its arguments are <see cref="EvaluatedChildren"/>.</summary>
    /// <param name="node">A resolved node; of its children types and literals are looked at.</param>
    /// <exception cref="SqlSparkException"><c>UNSUPPORTED_FEATURE</c>: no kernel computes it.</exception>
    public static BoundFunction Bind(IEvaluable node) => node switch
    {
        ScalarCall call => call.Bound,
        Cast cast => Casts.CastKernels.Bind(cast),
        Comparison comparison => ComparisonBinding.Bind(comparison),
        Arithmetic arithmetic => ArithmeticBinding.Bind(arithmetic),
        UnaryMinus minus => ArithmeticBinding.Bind(minus),
        Not not => LogicBinding.Bind(not),
        IsNull isNull => LogicBinding.Bind(isNull),
        IsNotNull isNotNull => LogicBinding.Bind(isNotNull),
        In @in => InBinding.Bind(@in),
        Like like => LikeBinding.Bind(like),
        StringPredicate predicate => StringPredicateBinding.Bind(predicate),
        GetStructField field => ExtractBinding.Bind(field),
        GetArrayItem item => ExtractBinding.Bind(item),
        GetMapValue value => ExtractBinding.Bind(value),
        GetArrayStructFields fields => ExtractBinding.Bind(fields),
        CreateStruct create => ExtractBinding.Bind(create),
        _ => throw InternalErrors.Unreachable($"a kernel for {node.GetType().Name}"),
    };

    /// <summary>The positions of the children whose values the kernel takes; the others are literals that it was bound to.</summary>
    public static EquatableArray<int> EvaluatedChildren(IEvaluable node)
    {
        if ((node is In @in && InBinding.HasLiteralItems(@in)) || node is Like { Right: Literal })
            return [0];
        var positions = new int[((Expression)node).Children.Count];
        for (var i = 0; i < positions.Length; i++)
            positions[i] = i;
        return EquatableArray.Create<int>(positions);
    }
}

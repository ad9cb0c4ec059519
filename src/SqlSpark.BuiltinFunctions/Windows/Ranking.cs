using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Windows;

/// <summary>What the functions of a row's place share.</summary>
internal static class Ranking
{
    /// <summary>The rows up to the current one: the only frame of all but <c>cume_dist</c>.</summary>
    public static WindowFrame UpToRow { get; } = new(WindowFrameUnit.Rows, WindowBound.UnboundedPreceding, WindowBound.CurrentRow);

    /// <summary>A function without arguments, or one that takes any and looks at none.</summary>
    /// <param name="type">The type of the result, which is never NULL.</param>
    /// <param name="frame">The only frame.</param>
    /// <param name="looksAtPeers">True when equal rows have equal results.</param>
    /// <param name="isRank">See <see cref="BoundWindowFunction.IsRank"/>.</param>
    /// <param name="takesArguments">True when arguments may be written.</param>
    /// <param name="create">Makes the kernel.</param>
    public static WindowOverload Overload(
        DataType type, WindowFrame frame, bool looksAtPeers, bool isRank, bool takesArguments, Func<IWindowKernel> create) =>
        new(takesArguments ? [TypePattern.Any] : [], _ => new BoundWindowFunction(type, false)
        {
            Frame = frame,
            CreateKernel = create,
            LooksAtPeers = looksAtPeers,
            IsRank = isRank,
        })
        {
            IsVariadic = takesArguments,
        };
}

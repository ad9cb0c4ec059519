using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Windows;

/// <summary>What <c>lag</c> and <c>lead</c> share: the value of a row at a distance from the current one, or a default.</summary>
/// <remarks>Spark: <c>FrameLessOffsetWindowFunction</c> in windowExpressions.scala. The frame only prints the distance.</remarks>
internal static class NeighborRow
{
    /// <summary>A value, the distance, and the default.</summary>
    /// <param name="sign">1 for rows that follow, -1 for rows that come before.</param>
    public static EquatableArray<WindowOverload> Overloads(int sign) =>
    [
        new([TypePattern.Any, IntegerType.Instance, TypePattern.Any], call => Bind(call, sign))
        {
            Defaults = [Literal.Int(1), Literal.NullVoid],
            ThirdLikeFirst = true,
        },
    ];

    private static BoundWindowFunction Bind(BindCall call, int sign)
    {
        if (!call.Arguments[1].IsFoldable)
            throw BuiltinErrors.OffsetNotFoldable(call, 1);
        if (call.Constant(1)?.Value is not int distance)
            throw BuiltinErrors.OffsetNotFoldable(call, 1);
        var offset = Literal.Int(unchecked(sign * distance));
        var bound = new WindowBound(WindowBoundKind.Following, offset);
        return new BoundWindowFunction(call.Type(0), call.Arguments[0].Nullable || call.Arguments[2].Nullable)
        {
            Frame = new WindowFrame(WindowFrameUnit.Rows, bound, bound),
            Pick = new RowPick(RowPickOrigin.CurrentRow, unchecked(sign * distance)),
            Signature = [sign, distance],
        };
    }
}

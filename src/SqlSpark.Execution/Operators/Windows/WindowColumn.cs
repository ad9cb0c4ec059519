using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;

namespace SqlSpark.Execution.Operators.Windows;

/// <summary>A function over a window, its inputs as columns.</summary>
/// <param name="Type">The type of the result.</param>
internal abstract record WindowColumn(DataType Type)
{
    /// <summary>The input columns that are read.</summary>
    public abstract IEnumerable<int> Inputs { get; }

    /// <summary>The frame, or null for functions that do not look at one.</summary>
    public virtual FrameSpec? Frame => null;

    /// <summary>True when it matters which rows are equal in the order.</summary>
    public virtual bool LooksAtPeers => Frame?.IsOfPeers == true;

    /// <summary>A function of a row's place.</summary>
    /// <param name="Function">What makes its kernel.</param>
    internal sealed record Place(BoundWindowFunction Function) : WindowColumn(Function.Type)
    {
        public override IEnumerable<int> Inputs => [];

        public override bool LooksAtPeers => Function.LooksAtPeers;
    }

    /// <summary>The value of a row of the partition or the frame.</summary>
    /// <param name="Row">Which row.</param>
    /// <param name="Value">The column of the value.</param>
    /// <param name="IgnoresNulls">True when rows whose value is NULL do not count.</param>
    /// <param name="Default">The column of the value where there is no such row, -1 for NULL.</param>
    /// <param name="RowFrame">The frame, where rows of one are counted.</param>
    internal sealed record Pick(DataType Type, RowPick Row, int Value, bool IgnoresNulls, int Default, FrameSpec? RowFrame) : WindowColumn(Type)
    {
        public override IEnumerable<int> Inputs => Default < 0 ? [Value] : [Value, Default];

        public override FrameSpec? Frame => RowFrame;
    }

    /// <summary>An aggregate of the rows of the frame.</summary>
    /// <param name="Function">The function, bound to the types of its arguments.</param>
    /// <param name="Arguments">The arguments.</param>
    /// <param name="RowFrame">The frame.</param>
    /// <param name="Context">Where the call stands in the SQL text, for errors.</param>
    internal sealed record Aggregate(BoundAggregate Function, EquatableArray<Argument> Arguments, FrameSpec RowFrame, QueryContext? Context)
        : WindowColumn(Function.Type)
    {
        public override IEnumerable<int> Inputs => Arguments.Where(a => a.Constant is null).Select(a => a.Column);

        public override FrameSpec Frame => RowFrame;
    }

    /// <summary>An argument of an aggregate: a column, or a constant.</summary>
    /// <param name="Column">The column.</param>
    /// <param name="Constant">The constant, which then counts.</param>
    internal readonly record struct Argument(int Column, Literal? Constant = null);
}

using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Functions;

/// <summary>Where the counting of rows begins that finds the row whose value a window function returns.</summary>
public enum RowPickOrigin : byte
{
    /// <summary>At the current row, within its partition: lag, lead.</summary>
    CurrentRow,

    /// <summary>At the first row of the frame: first_value, nth_value.</summary>
    FrameStart,

    /// <summary>Behind the last row of the frame: last_value.</summary>
    FrameEnd,
}

/// <summary>The row whose first argument a window function returns.</summary>
/// <param name="Origin">Where counting begins.</param>
/// <param name="Distance">How many rows further; negative towards the start of the partition.</param>
public sealed record RowPick(RowPickOrigin Origin, int Distance);

/// <summary>A window function chosen for its argument types: exactly one of <see cref="CreateKernel"/> and <see cref="Pick"/> is set.</summary>
/// <param name="Type">The type of the result.</param>
/// <param name="Nullable">False when the result is never NULL.</param>
public sealed record BoundWindowFunction(DataType Type, bool Nullable)
{
    /// <summary>The name that it prints itself by.</summary>
    public string Name { get; init; } = "";

    /// <summary>The only frame that the function takes, which is also the default; null when any will do.</summary>
    public WindowFrame? Frame { get; init; }

    /// <summary>Makes the kernel of a function of a row's place; each worker has its own.</summary>
    public Func<IWindowKernel>? CreateKernel { get; init; }

    /// <summary>The row whose value is returned; without such a row it is the third argument, or NULL.</summary>
    public RowPick? Pick { get; init; }

    /// <summary>True when the kernel looks at peers, the rows that are equal in the order.</summary>
    public bool LooksAtPeers { get; init; }

    /// <summary>True for ranks: INT values that never fall along the order and hang on the rows before and their peers alone.</summary>
    public bool IsRank { get; init; }

    /// <summary>Bound values that are not arguments, for equality of calls. Compared by value.</summary>
    public EquatableArray<object> Signature { get; init; }
}

/// <summary>Chooses result type and kernel for a call of a window function, or raises an analysis error.</summary>
/// <param name="call">The call.</param>
public delegate BoundWindowFunction WindowBinder(BindCall call);

/// <summary>One signature of a window function.</summary>
/// <param name="Parameters">What the parameters take; the analyzer casts arguments to them.</param>
/// <param name="Bind">Chooses result type and kernel.</param>
public sealed record WindowOverload(EquatableArray<TypePattern> Parameters, WindowBinder Bind)
{
    /// <summary>The values of the last parameters, which may be left out.</summary>
    public EquatableArray<Expression> Defaults { get; init; }

    /// <summary>True when the last parameter takes any number of arguments, also none.</summary>
    public bool IsVariadic { get; init; }

    /// <summary>True when the third argument is cast to the type of the first.</summary>
    public bool ThirdLikeFirst { get; init; }
}

/// <summary>A function that is nothing without OVER and an order: row_number, lag, nth_value. Aggregates are window functions too, but <see cref="AggregateFunction"/>s.</summary>
/// <param name="Name">The name in lower case.</param>
public sealed record WindowFunction(string Name) : FunctionDefinition(Name)
{
    /// <summary>The signatures, in the order in which they are tried.</summary>
    public required EquatableArray<WindowOverload> Overloads { get; init; }

    /// <summary>True when IGNORE NULLS may be written.</summary>
    public bool TreatsNulls { get; init; }

    /// <summary>True when IGNORE NULLS is a part of the name of the column.</summary>
    public bool PrintsNullTreatment { get; init; }

    /// <inheritdoc />
    public bool Equals(WindowFunction? other) => ReferenceEquals(this, other);

    /// <inheritdoc />
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);
}

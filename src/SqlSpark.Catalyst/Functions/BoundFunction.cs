using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Functions;

/// <summary>How often equal arguments give equal values.</summary>
public enum Volatility : byte
{
    /// <summary>Always; may be folded.</summary>
    Immutable,

    /// <summary>Within one query: current_date, current_user.</summary>
    Stable,

    /// <summary>Never to be relied on: rand, uuid.</summary>
    Volatile,
}

/// <summary>What a kernel does with NULL arguments.</summary>
public enum NullBehavior : byte
{
    /// <summary>
    /// The result is NULL when an argument is; the kernel is only asked for the other rows. Arguments are looked at in order: one that
    /// can fail is not computed for rows in which one before it is NULL.
    /// </summary>
    Propagate,

    /// <summary>The kernel looks at validity itself.</summary>
    Custom,
}

/// <summary>What the driver does with a row that a kernel reports as failed.</summary>
public enum OnError : byte
{
    /// <summary>The query fails with the error.</summary>
    Throw,

    /// <summary>The row becomes NULL: <c>try_</c> functions and legacy mode.</summary>
    Null,
}

/// <summary>A scalar function chosen for its argument types: everything that evaluation needs.</summary>
/// <param name="Type">The type of the result.</param>
/// <param name="Nullable">False when the result is never NULL, given the arguments' nullability.</param>
/// <param name="Volatility">Whether it may be folded or shared.</param>
/// <param name="CanFail">True when some row may raise an error.</param>
/// <param name="Nulls">What it does with NULL arguments.</param>
/// <param name="CreateKernel">Makes a kernel; each worker has its own.</param>
public sealed record BoundFunction(
    DataType Type, bool Nullable, Volatility Volatility, bool CanFail, NullBehavior Nulls, Func<KernelContext, IScalarKernel> CreateKernel)
{
    /// <summary>The name that it prints itself by; the name it was called by unless the binder says otherwise.</summary>
    public string Name { get; init; } = "";

    /// <summary>What a failed row does.</summary>
    public OnError OnError { get; init; } = OnError.Throw;

    /// <summary>True when the kernel computes every row with SIMD, because that beats looking at the selection. It reports failures of the given rows only.</summary>
    public bool IsDense { get; init; }

    /// <summary>True when the kernel reads dictionary arguments itself; otherwise they are evaluated once per entry or flattened.</summary>
    public bool AcceptsDictionaries { get; init; }

    /// <summary>
    /// True when the kernel reads integers, dates and decimals in whatever width they are stored; otherwise it gets them as wide as
    /// their type.
    /// </summary>
    public bool AcceptsNarrowWidths { get; init; }

    /// <summary>
    /// True when strings or nested values of the result may point into those of the arguments; false lets evaluation reuse the
    /// arguments' memory sooner.
    /// </summary>
    public bool BorrowsArguments { get; init; } = true;

    /// <summary>For functions that take lambdas: makes a kernel over their bodies, in place of <see cref="CreateKernel"/>.</summary>
    public Func<KernelContext, IReadOnlyList<LambdaEvaluator>, IScalarKernel>? CreateHigherOrderKernel { get; init; }

    /// <summary>True for divisions, which look at the divisor, their last argument, before the dividend. Spark: <c>DivModLike</c>, <c>Pmod</c>.</summary>
    public bool LooksAtLastArgumentFirst { get; init; }

    /// <summary>True when evaluation order and position matter (seeded random, row numbers): the pipeline runs in order by partition.</summary>
    public bool IsPositional { get; init; }

    /// <summary>Bound values that are not arguments (time zone, mode, seed), for equality of calls. Compared by value.</summary>
    public EquatableArray<object> Signature { get; init; }

    /// <summary>Binds the call to arguments of the same types that may be NULL where the first ones may not; null where that changes nothing.</summary>
    public Func<EquatableArray<Expression>, BoundFunction>? Rebind { get; init; }
}

/// <summary>An aggregate function chosen for its argument types.</summary>
/// <param name="Type">The type of the result.</param>
/// <param name="Nullable">False when the result is never NULL.</param>
/// <param name="CanFail">True when updating or finishing may raise an error.</param>
/// <param name="CreateKernel">Makes a kernel; each sink's worker state has its own.</param>
public sealed record BoundAggregate(DataType Type, bool Nullable, bool CanFail, Func<AggregateContext, IAggregateKernel> CreateKernel)
{
    /// <summary>The name that it prints itself by.</summary>
    public string Name { get; init; } = "";

    /// <summary>True when NULL arguments are skipped by the operator, as for nearly all aggregates.</summary>
    public bool IgnoresNulls { get; init; } = true;

    /// <summary>True when the result depends on the order of the input (first, collect_list).</summary>
    public bool IsOrderSensitive { get; init; }

    /// <summary>True when duplicates do not change the result (min, max, bool_or): DISTINCT can be dropped.</summary>
    public bool IgnoresDuplicates { get; init; }

    /// <summary>The row whose argument is the value, for functions that return one of their arguments by its place in the order: a frame of a window need not be aggregated for it.</summary>
    public RowPick? Pick { get; init; }

    /// <summary>The value over no rows; null when that is NULL.</summary>
    public object? EmptyValue { get; init; }

    /// <summary>
    /// True when the kernel takes arguments as they come, flat or coded by a dictionary without NULLs, in any width, or does not look at them. Others get flat ones at full width.
    /// </summary>
    public bool AcceptsEncodings { get; init; }

    /// <summary>
    /// What names the state and its updates: functions of the same arguments whose keys are equal, as the sum and the average of a column, are computed from one state and
    /// differ in <see cref="IAggregateKernel.Finish"/> only. Null for a state of its own.
    /// </summary>
    public object? StateKey { get; init; }

    /// <summary>Bound values that are not arguments, for equality of calls. Compared by value.</summary>
    public EquatableArray<object> Signature { get; init; }
}

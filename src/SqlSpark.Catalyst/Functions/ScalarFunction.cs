using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Parsing;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Functions;

/// <summary>A call whose arguments are resolved and coerced, as a binder sees it.</summary>
/// <param name="Name">The name it was called by, in lower case.</param>
/// <param name="Arguments">The arguments; constants among them are foldable expressions, read with <see cref="Constant"/>.</param>
/// <param name="Conf">The session's settings.</param>
public sealed record BindCall(string Name, EquatableArray<Expression> Arguments, ConfSnapshot Conf)
{
    /// <summary>Parses types that are given as text; null where nobody said how, as in rules of the optimizer.</summary>
    public ISqlParser? Parser { get; init; }

    /// <summary>The types of the arguments.</summary>
    public EquatableArray<DataType> Types => Arguments.Map(a => a.DataType);

    /// <summary>The type of one argument.</summary>
    public DataType Type(int index) => Arguments[index].DataType;

    /// <summary>True when ANSI mode is on.</summary>
    public bool IsAnsi => Conf.Get(SqlConf.AnsiEnabled);

    /// <summary>The mode of arithmetic and casts inside the function.</summary>
    public EvalMode EvalMode => IsAnsi ? EvalMode.Ansi : EvalMode.Legacy;

    /// <summary>The session's time zone.</summary>
    public string TimeZone => Conf.Get(SqlConf.SessionTimeZone);

    /// <summary>True when an argument may be NULL.</summary>
    public bool AnyNullable => Arguments.Any(a => a.Nullable);

    /// <summary>The literal that an argument folds to, or null when it is not constant.</summary>
    public Literal? Constant(int index) => Evaluation.ConstantFolder.TryFold(Arguments[index]);
}

/// <summary>Chooses result type and kernel for a call, or raises an analysis error.</summary>
/// <param name="call">The call.</param>
public delegate BoundFunction Binder(BindCall call);

/// <summary>One signature of a scalar function.</summary>
/// <param name="Parameters">What the parameters take; the analyzer casts arguments to them.</param>
/// <param name="Bind">Chooses result type and kernel.</param>
public sealed record FunctionOverload(EquatableArray<TypePattern> Parameters, Binder Bind)
{
    /// <summary>How many parameters at the end may be left out.</summary>
    public int OptionalCount { get; init; }

    /// <summary>True when the last parameter takes any number of arguments, also none.</summary>
    public bool IsVariadic { get; init; }

    /// <summary>True when all arguments of variadic and <see cref="TypePattern.Any"/> parameters must come to one common type.</summary>
    public bool NeedsCommonType { get; init; }

    /// <summary>Every so many arguments must come to one type each: 2 for keys and values in turn. 0 where <see cref="NeedsCommonType"/> says it.</summary>
    public int CommonTypeStride { get; init; }

    /// <summary>The operator whose operands the two arguments are made to fit like, or null: <c>pmod</c> takes what % takes.</summary>
    public ArithmeticOperator? OperandsOf { get; init; }

    /// <summary>The argument that must come to one type with the elements of the array, or the keys of the map, that is the other of the first two; -1 when there is none.</summary>
    public int ElementParameter { get; init; } = -1;

    /// <summary>True when the first two arguments are maps whose keys must come to one type: map_zip_with.</summary>
    public bool NeedsCommonKeys { get; init; }

    /// <summary>The same with a result that schemas call nullable even where it never is NULL, as Spark declares most of its mathematics.</summary>
    public FunctionOverload AsNullable() => this with { Bind = call => Bind(call) with { Nullable = true } };

    /// <summary>True when the number of arguments fits.</summary>
    public bool AcceptsCount(int count) => IsVariadic
        ? count >= Parameters.Count - 1 - OptionalCount
        : count >= Parameters.Count - OptionalCount && count <= Parameters.Count;

    /// <summary>The pattern of argument <paramref name="index"/>.</summary>
    public TypePattern Parameter(int index) => Parameters[Math.Min(index, Parameters.Count - 1)];
}

/// <summary>Builds the expression that a function stands for from its resolved arguments. Coercion applies to what it returns.</summary>
/// <param name="call">The call with its arguments resolved, not coerced.</param>
public delegate Expression Rewrite(BindCall call);

/// <summary>
/// A scalar function. Exactly one of <see cref="Overloads"/> and <see cref="Rewrite"/> is set. See <c>docs/add-a-function.md</c>.
/// </summary>
/// <param name="Name">The name in lower case.</param>
public sealed record ScalarFunction(string Name) : FunctionDefinition(Name)
{
    /// <summary>The signatures, in the order in which they are tried.</summary>
    public EquatableArray<FunctionOverload> Overloads { get; init; }

    /// <summary>The expression that the function stands for.</summary>
    public Rewrite? Rewrite { get; init; }

    /// <summary>The windows of time that it makes; such a function stands in SELECT and GROUP BY only.</summary>
    public TimeWindowKind Windows { get; init; }

    /// <summary>
    /// Changes the arguments before the overload is chosen, for casts that parameters cannot express; null where there are none.
    /// </summary>
    public Func<BindCall, EquatableArray<Expression>>? Prepare { get; init; }

    /// <summary>
    /// For functions that take lambdas: the types and nullability of the lambda parameters of argument <c>index</c>, given the arguments
    /// before it; null when that argument is not a lambda.
    /// </summary>
    public Func<BindCall, int, EquatableArray<(DataType Type, bool Nullable)>?>? LambdaParameters { get; init; }

    /// <inheritdoc />
    public bool Equals(ScalarFunction? other) => ReferenceEquals(this, other);

    /// <inheritdoc />
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);
}

/// <summary>Chooses result type and kernel for an aggregate call, or raises an analysis error.</summary>
/// <param name="call">The call.</param>
public delegate BoundAggregate AggregateBinder(BindCall call);

/// <summary>One signature of an aggregate function.</summary>
/// <param name="Parameters">What the parameters take; the analyzer casts arguments to them.</param>
/// <param name="Bind">Chooses result type and kernel.</param>
public sealed record AggregateOverload(EquatableArray<TypePattern> Parameters, AggregateBinder Bind)
{
    /// <summary>How many parameters at the end may be left out.</summary>
    public int OptionalCount { get; init; }

    /// <summary>True when the last parameter takes any number of arguments, also none.</summary>
    public bool IsVariadic { get; init; }

    /// <summary>True when the number of arguments fits.</summary>
    public bool AcceptsCount(int count) => IsVariadic
        ? count >= Parameters.Count - 1 - OptionalCount
        : count >= Parameters.Count - OptionalCount && count <= Parameters.Count;

    /// <summary>The pattern of argument <paramref name="index"/>.</summary>
    public TypePattern Parameter(int index) => Parameters[Math.Min(index, Parameters.Count - 1)];
}

/// <summary>An aggregate function.</summary>
/// <param name="Name">The name in lower case.</param>
public sealed record AggregateFunction(string Name) : FunctionDefinition(Name)
{
    /// <summary>The signatures, in the order in which they are tried.</summary>
    public EquatableArray<AggregateOverload> Overloads { get; init; }

    /// <summary>An expression over other aggregates that the function stands for; then there are no overloads.</summary>
    public Rewrite? Rewrite { get; init; }

    /// <summary>Changes the arguments before the overload is chosen, for casts that parameters cannot express; null where there are none.</summary>
    public Func<BindCall, EquatableArray<Expression>>? Prepare { get; init; }

    /// <summary>True when a window must have neither an order nor a frame: median.</summary>
    public bool IgnoresOrder { get; init; }

    /// <summary>
    /// True for functions whose value is the one key of WITHIN GROUP (ORDER BY ...): it comes before the arguments, and whether the order descends comes behind them.
    /// </summary>
    public bool TakesOrder { get; init; }

    /// <summary>The function that a call with WITHIN GROUP means, where that is another one; it takes the order.</summary>
    public AggregateFunction? Ordered { get; init; }

    /// <summary>True when <c>f(*)</c> is allowed: count.</summary>
    public bool AllowsStar { get; init; }

    /// <summary>The call as text, with DISTINCT where it stands.</summary>
    public string Format(string name, IReadOnlyList<string> arguments, bool isDistinct) =>
        isDistinct && Printer is null ? $"{(name.Length == 0 ? Name : name)}(DISTINCT {string.Join(", ", arguments)})" : Format(name, arguments);

    /// <inheritdoc />
    public bool Equals(AggregateFunction? other) => ReferenceEquals(this, other);

    /// <inheritdoc />
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);
}

using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Expressions;

/// <summary>What happens when a value cannot be computed.</summary>
public enum EvalMode : byte
{
    /// <summary>Results wrap around or become NULL, as before ANSI mode.</summary>
    Legacy,

    /// <summary>An error is raised.</summary>
    Ansi,

    /// <summary>The result is NULL.</summary>
    Try,
}

/// <summary>The operator of an arithmetic expression.</summary>
public enum ArithmeticOperator : byte
{
    /// <summary>+</summary>
    Add,

    /// <summary>-</summary>
    Subtract,

    /// <summary>*</summary>
    Multiply,

    /// <summary>/, of decimals, doubles or intervals by numbers.</summary>
    Divide,

    /// <summary>div: the integral part of the quotient, BIGINT.</summary>
    IntegralDivide,

    /// <summary>%: the remainder, with the sign of the dividend.</summary>
    Remainder,
}

/// <summary>
/// Arithmetic on two numbers or intervals of equal type (decimals may differ in precision and scale). NULL if an operand is.
/// </summary>
/// <param name="Operator">The operator.</param>
/// <param name="Left">The first operand.</param>
/// <param name="Right">The second operand.</param>
/// <param name="Mode">What overflow and division by zero do.</param>
/// <param name="AllowPrecisionLoss">spark.sql.decimalOperations.allowPrecisionLoss, for the types of decimal results.</param>
/// <remarks>Spark: arithmetic.scala. Dates and timestamps plus intervals are functions.</remarks>
public sealed record Arithmetic(
    ArithmeticOperator Operator, Expression Left, Expression Right, EvalMode Mode, bool AllowPrecisionLoss = true)
    : BinaryExpression(Left, Right), IEvaluable
{
    /// <inheritdoc />
    public override DataType DataType => KnownType ??= ComputeType(Left.DataType, Right.DataType);

    /// <inheritdoc />
    public override bool Nullable => base.Nullable || IsDivision || Mode == EvalMode.Try || (Mode == EvalMode.Legacy && Left.DataType is DecimalType);

    /// <summary>True for /, div and %, which divide by zero.</summary>
    public bool IsDivision => Operator >= ArithmeticOperator.Divide;

    /// <summary>True when some operands make this operation fail: in ANSI mode, and sums of year-month and day-time intervals also in legacy mode.</summary>
    public bool RaisesErrors => Mode switch
    {
        EvalMode.Ansi => IsDivision || Left.DataType is not FractionalType,
        EvalMode.Legacy => !IsDivision && Left.DataType is (YearMonthIntervalType or DayTimeIntervalType),
        _ => false,
    };

    /// <inheritdoc />
    public override bool CanFail => base.CanFail || RaisesErrors;

    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.Arithmetic;

    /// <summary>The operator as SQL.</summary>
    public string Symbol => Operator switch
    {
        ArithmeticOperator.Add => "+",
        ArithmeticOperator.Subtract => "-",
        ArithmeticOperator.Multiply => "*",
        ArithmeticOperator.Divide => "/",
        ArithmeticOperator.IntegralDivide => "div",
        _ => "%",
    };

    /// <summary>The name of the function that does the same, but NULL in place of an error.</summary>
    public string TryFunctionName => Operator switch
    {
        ArithmeticOperator.Add => "try_add",
        ArithmeticOperator.Subtract => "try_subtract",
        ArithmeticOperator.Multiply => "try_multiply",
        ArithmeticOperator.Remainder => "try_mod",
        _ => "try_divide",
    };

    /// <inheritdoc />
    public override TypeCheck CheckInputTypes() => InputTypes.Arithmetic(this);

    /// <inheritdoc />
    protected override Expression Canonicalize()
    {
        var canonical = (Arithmetic)base.Canonicalize();
        return Operator is ArithmeticOperator.Add or ArithmeticOperator.Multiply && ExpressionOrder.Compare(canonical.Left, canonical.Right) > 0
            ? canonical with { Left = canonical.Right, Right = canonical.Left }
            : canonical;
    }

    /// <inheritdoc />
    public override string Sql => Mode == EvalMode.Try
        ? $"{TryFunctionName}({Left.Sql}, {Right.Sql})"
        : $"({Left.Sql} {Symbol} {Right.Sql})";

    /// <inheritdoc />
    protected override string Describe() => Mode == EvalMode.Try ? $"{TryFunctionName}({Left}, {Right})" : $"({Left} {Symbol} {Right})";

    private DataType ComputeType(DataType left, DataType right) => (left, right, Operator) switch
    {
        (_, _, ArithmeticOperator.IntegralDivide) => LongType.Instance,
        (DecimalType l, DecimalType r, ArithmeticOperator.Add or ArithmeticOperator.Subtract) => DecimalType.ForAdd(l, r, AllowPrecisionLoss),
        (DecimalType l, DecimalType r, ArithmeticOperator.Multiply) => DecimalType.ForMultiply(l, r, AllowPrecisionLoss),
        (DecimalType l, DecimalType r, ArithmeticOperator.Divide) => DecimalType.ForDivide(l, r, AllowPrecisionLoss),
        (DecimalType l, DecimalType r, ArithmeticOperator.Remainder) => DecimalType.ForRemainder(l, r, AllowPrecisionLoss),
        (YearMonthIntervalType l, YearMonthIntervalType r, _) => new YearMonthIntervalType(Min(l.Start, r.Start), Max(l.End, r.End)),
        (DayTimeIntervalType l, DayTimeIntervalType r, _) => new DayTimeIntervalType(Min(l.Start, r.Start), Max(l.End, r.End)),
        _ => left,
    };

    private static T Min<T>(T left, T right)
        where T : struct, Enum => Comparer<T>.Default.Compare(left, right) <= 0 ? left : right;

    private static T Max<T>(T left, T right)
        where T : struct, Enum => Comparer<T>.Default.Compare(left, right) >= 0 ? left : right;
}

/// <summary>-a.</summary>
/// <param name="Child">A number or an interval.</param>
/// <param name="Mode">What overflow does: an error, or wrap around; <c>Try</c> makes intervals NULL.</param>
public sealed record UnaryMinus(Expression Child, EvalMode Mode) : UnaryExpression(Child), IEvaluable
{
    /// <inheritdoc />
    public override DataType DataType => Child.DataType;

    /// <inheritdoc />
    public override bool Nullable => base.Nullable || (Mode == EvalMode.Try && InputTypes.IsInterval(DataType));

    /// <summary>True when some operand makes this operation fail: in ANSI mode, and year-month and day-time intervals also in legacy mode.</summary>
    public bool RaisesErrors => Mode switch
    {
        EvalMode.Ansi => DataType is not (FractionalType or DecimalType),
        EvalMode.Legacy => DataType is YearMonthIntervalType or DayTimeIntervalType,
        _ => false,
    };

    /// <inheritdoc />
    public override bool CanFail => base.CanFail || RaisesErrors;

    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.Arithmetic;

    /// <inheritdoc />
    public override TypeCheck CheckInputTypes() => InputTypes.NumericOrInterval(this);

    /// <inheritdoc />
    public override string Sql => $"(- {Child.Sql})";

    /// <inheritdoc />
    protected override string Describe() => $"-{Child}";
}

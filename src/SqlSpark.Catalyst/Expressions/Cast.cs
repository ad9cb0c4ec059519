using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Expressions;

/// <summary>CAST and TRY_CAST, and the implicit casts that the analyzer adds.</summary>
/// <param name="Child">The value.</param>
/// <param name="Type">The type it becomes.</param>
/// <param name="Mode">What values that do not fit do: raise, become NULL, or wrap as before ANSI mode.</param>
/// <param name="TimeZone">The session's time zone, for casts between instants and local values.</param>
/// <param name="IsImplicit">True when the analyzer added it; such casts do not show in column names.</param>
/// <remarks>Spark: Cast.scala.</remarks>
public sealed record Cast(Expression Child, DataType Type, EvalMode Mode, string TimeZone, bool IsImplicit = false)
    : UnaryExpression(Child), IEvaluable, IPrettyExpression
{
    /// <inheritdoc />
    public override DataType DataType => Type;

    /// <inheritdoc />
    public override bool Nullable => Child.Nullable || CastRules.ForcesNullable(Child.DataType, Type, Mode);

    /// <inheritdoc />
    public override bool CanFail => base.CanFail || CastRules.CanFail(Child.DataType, Type, Mode);

    /// <inheritdoc />
    public override NodeKinds OwnKinds => NodeKinds.Cast;

    /// <inheritdoc />
    public override TypeCheck CheckInputTypes() => CastRules.Check(this);

    /// <inheritdoc />
    public Expression ToPretty() => IsImplicit ? new PrettyAttribute(Child.Sql, Type) : this;

    /// <inheritdoc />
    public override string Sql => $"{(Mode == EvalMode.Try ? "TRY_CAST" : "CAST")}({Child.Sql} AS {Type.Sql})";

    /// <inheritdoc />
    protected override string Describe() => $"{(Mode == EvalMode.Try ? "try_cast" : "cast")}({Child} as {Type.SimpleString})";
}

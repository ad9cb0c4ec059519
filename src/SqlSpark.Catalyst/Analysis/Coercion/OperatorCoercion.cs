using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Analysis.Coercion;

/// <summary>
/// Casts the operands of expression nodes, in the order in which Spark's rules apply: strings, decimals, booleans, branches, division,
/// then the tightest common type.
/// </summary>
internal static class OperatorCoercion
{
    private static readonly TypePattern BooleanPattern = TypePattern.Of(BooleanType.Instance);

    public static Expression Apply(Expression node, TypeCoercion types) => node switch
    {
        Arithmetic arithmetic => Coerce(arithmetic, types),
        Comparison comparison => Coerce(comparison, types),
        NaryPredicate predicate => CoerceConditions(predicate, types),
        Not not => CoerceAll(not, types, BooleanPattern),
        UnaryMinus minus => Coerce(minus, types),
        In @in => CoerceToCommon(@in, types),
        CaseWhen caseWhen => Coerce(caseWhen, types),
        If @if => Coerce(@if, types),
        Coalesce coalesce => CoerceToCommon(coalesce, types),
        Like like => CoerceAll(like, types, TypePattern.String),
        StringPredicate { Left.DataType: BinaryType, Right.DataType: BinaryType } => node,
        StringPredicate predicate => CoerceAll(predicate, types, TypePattern.String),
        GetArrayItem item => CoerceSecond(item, types, TypePattern.Integral),
        GetMapValue value => CoerceSecond(value, types, TypePattern.Of(((MapType)value.Left.DataType).KeyType)),
        WindowSpec spec => Coerce(spec, types),
        _ => node,
    };

    private static Expression Coerce(Arithmetic node, TypeCoercion types)
    {
        var left = node.Left.DataType;
        var right = node.Right.DataType;
        if ((left is StringType || right is StringType) && types.PromoteStrings(node) is Arithmetic promoted)
            return Coerce(promoted, types);
        if (DecimalPrecision.MeetDecimal(node, types) is { } decimals)
            return Coerce(decimals, types);
        return node.Operator switch
        {
            ArithmeticOperator.Divide => CoerceDivision(node, types),
            ArithmeticOperator.IntegralDivide when left is IntegralType or VoidType && right is IntegralType or VoidType =>
                ToCommon(WithLongs(node, types), types),
            _ => ToCommon(node, types),
        };
    }

    /// <summary>Division is of doubles, unless it is of decimals.</summary>
    private static Expression CoerceDivision(Arithmetic node, TypeCoercion types)
    {
        var left = node.Left.DataType;
        var right = node.Right.DataType;
        if (left is DecimalType && right is DecimalType)
            return node;
        if (left is not (NumericType or VoidType) || right is not (NumericType or VoidType))
            return ToCommon(node, types);
        var preferred = (left, right) switch
        {
            (DecimalType, VoidType) => left,
            (VoidType, DecimalType) => right,
            _ => DoubleType.Instance,
        };
        return node.WithChildren([types.Cast(node.Left, preferred), types.Cast(node.Right, preferred)]);
    }

    private static Arithmetic WithLongs(Arithmetic node, TypeCoercion types)
    {
        Expression ToLong(Expression e) => e.DataType is IntegralType and not LongType ? types.Cast(e, LongType.Instance) : e;
        return (Arithmetic)node.WithChildren([ToLong(node.Left), ToLong(node.Right)]);
    }

    private static Expression ToCommon(Arithmetic node, TypeCoercion types)
    {
        var left = node.Left.DataType;
        var right = node.Right.DataType;
        if (left is VoidType && right is VoidType)
        {
            var type = node.Operator == ArithmeticOperator.IntegralDivide ? LongType.Instance : (DataType)DoubleType.Instance;
            return node.WithChildren([types.Cast(node.Left, type), types.Cast(node.Right, type)]);
        }

        var areDecimals = left is DecimalType || right is DecimalType;
        if (left.Equals(right) || (areDecimals && left is not VoidType && right is not VoidType))
            return node;
        return types.FindTightestCommonType(left, right) is { } common && InputTypes.Accepts(node.Operator, common)
            ? node.WithChildren([types.Cast(node.Left, common), types.Cast(node.Right, common)])
            : node;
    }

    private static Expression Coerce(Comparison node, TypeCoercion types)
    {
        var left = node.Left.DataType;
        var right = node.Right.DataType;
        if (left.Equals(right))
            return node;
        if ((left is StringType || right is StringType) && types.PromoteStrings(node) is { } promoted)
            return promoted;
        if (DecimalPrecision.Compare(node, types) is { } decimals)
            return decimals is Comparison next ? Coerce(next, types) : decimals;
        if (types.Mode == EvalMode.Legacy && CompareBoolean(node, types) is { } booleans)
            return booleans;
        return types.FindTightestCommonType(left, right) is { } common
            ? node.WithChildren([types.Cast(node.Left, common), types.Cast(node.Right, common)])
            : node;
    }

    /// <summary>Without ANSI mode TRUE equals 1: the boolean becomes a number.</summary>
    private static Expression? CompareBoolean(Comparison node, TypeCoercion types)
    {
        if (node.Operator is not (ComparisonOperator.Equal or ComparisonOperator.EqualNullSafe))
            return null;
        return (node.Left.DataType, node.Right.DataType) switch
        {
            (BooleanType, NumericType number) => node.WithChildren([types.Cast(node.Left, number), node.Right]),
            (NumericType number, BooleanType) => node.WithChildren([node.Left, types.Cast(node.Right, number)]),
            _ => null,
        };
    }

    /// <summary>In ANSI mode a string next to a boolean is one; a NULL always.</summary>
    private static Expression CoerceConditions(NaryPredicate node, TypeCoercion types)
    {
        var hasOther = false;
        var hasBoolean = false;
        foreach (var condition in node.Conditions)
        {
            hasBoolean |= condition.DataType is BooleanType;
            hasOther |= condition.DataType is not BooleanType;
        }

        if (!hasOther)
            return node;
        var promotesStrings = hasBoolean && types.Mode == EvalMode.Ansi;
        return node.MapChildren(condition => condition.DataType is VoidType || (promotesStrings && condition.DataType is StringType)
            ? types.Cast(condition, BooleanType.Instance)
            : condition);
    }

    private static Expression Coerce(UnaryMinus node, TypeCoercion types) => node.Child.DataType is StringType or VoidType
        ? node.WithChildren([types.Cast(node.Child, DoubleType.Instance)])
        : node;

    private static Expression Coerce(CaseWhen node, TypeCoercion types)
    {
        var type = node.Branches[0].Value.DataType;
        var isSame = node.Branches.All(b => b.Value.DataType.EqualsIgnoringNullability(type)) && node.Else?.DataType.EqualsIgnoringNullability(type) != false;
        if (isSame)
            return node;
        var values = node.Branches.Select(b => b.Value.DataType);
        if (types.FindWiderCommonType(node.Else is null ? values : values.Append(node.Else.DataType)) is not { } common)
            return node;
        return node with
        {
            Branches = node.Branches.Map(b => b with { Value = types.CastIfNotSame(b.Value, common) }),
            Else = node.Else is null ? null : types.CastIfNotSame(node.Else, common),
        };
    }

    private static Expression Coerce(If node, TypeCoercion types)
    {
        var result = node;
        if (node.Condition.DataType is VoidType)
            result = result with { Condition = types.Cast(node.Condition, BooleanType.Instance) };
        if (!node.Then.DataType.EqualsIgnoringNullability(node.Else.DataType)
            && types.FindWiderType(node.Then.DataType, node.Else.DataType) is { } common)
        {
            result = result with { Then = types.CastIfNotSame(node.Then, common), Else = types.CastIfNotSame(node.Else, common) };
        }

        return result;
    }

    private static Expression CoerceToCommon(Expression node, TypeCoercion types)
    {
        var children = node.Children;
        var first = children[0].DataType;
        if (children.All(c => c.DataType.EqualsIgnoringNullability(first)))
            return node;
        return types.FindWiderCommonType(children.Select(c => c.DataType)) is { } common
            ? node.WithChildren(children.Map(c => types.CastIfNotSame(c, common)))
            : node;
    }

    private static Expression CoerceAll(Expression node, TypeCoercion types, TypePattern pattern) =>
        node.MapChildren(child => types.ImplicitCast(child, pattern) ?? child);

    private static Expression CoerceSecond(BinaryExpression node, TypeCoercion types, TypePattern pattern) =>
        types.ImplicitCast(node.Right, pattern) is { } right && !ReferenceEquals(right, node.Right)
            ? node.WithChildren([node.Left, right])
            : node;

    /// <summary>The distances of a RANGE frame are of the type of the only key, unless that is a date or a timestamp.</summary>
    private static Expression Coerce(WindowSpec node, TypeCoercion types)
    {
        if (node.Frame is not { Unit: WindowFrameUnit.Range } frame || node.OrderBy.Count != 1 || node.OrderBy[0].DataType is DateType or TimestampType)
            return node;
        var type = node.OrderBy[0].DataType;
        // A cast distance before the row is printed as a negative one after it, as in Spark.
        WindowBound Coerced(WindowBound bound) =>
            bound.Distance is { } distance && !distance.DataType.Equals(type) && CastRules.CanCast(distance.DataType, type, types.Mode)
                ? new WindowBound(WindowBoundKind.Following, types.Cast(bound.Kind == WindowBoundKind.Preceding ? types.Coerce(bound.Offset!) : distance, type))
                : bound;
        var lower = Coerced(frame.Lower);
        var upper = Coerced(frame.Upper);
        return ReferenceEquals(lower, frame.Lower) && ReferenceEquals(upper, frame.Upper)
            ? node
            : node with { Frame = frame with { Lower = lower, Upper = upper } };
    }
}

using System.Globalization;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Expressions;

/// <summary>Checks of argument types that several nodes share. Parameters are Spark's, for its messages.</summary>
public static class InputTypes
{
    /// <summary>All children are BOOLEAN.</summary>
    public static TypeCheck AllBoolean(Expression node) => All(node, t => t is BooleanType, "\"BOOLEAN\"");

    /// <summary>The members of a chain of AND or OR are BOOLEAN; errors are those of the binary operators of the chain.</summary>
    public static TypeCheck Conditions(NaryPredicate node)
    {
        var conditions = node.Conditions;
        if (conditions[0].DataType is BooleanType && conditions.All(c => c.DataType is BooleanType))
            return TypeCheck.Success;
        var first = conditions[0].DataType;
        if (first is not BooleanType && first.Equals(conditions[1].DataType))
            return TypeCheck.Mismatch("BINARY_OP_WRONG_TYPE", ("inputType", "\"BOOLEAN\""), ("actualDataType", Quote(first)));
        return first is BooleanType ? Differing(conditions[0], conditions.First(c => c.DataType is not BooleanType)) : Differing(conditions[0], conditions[1]);
    }

    /// <summary>All children are strings.</summary>
    public static TypeCheck AllString(Expression node) => All(node, t => t is StringType, "\"STRING\"");

    /// <summary>All children have one type, but for the names of fields where <paramref name="node"/> compares them: IN.</summary>
    public static TypeCheck AllSame(Expression node)
    {
        var children = node.Children;
        for (var i = 1; i < children.Count; i++)
        {
            if (node is In ? !children[i].DataType.EqualsStructurally(children[0].DataType) : !children[i].DataType.EqualsIgnoringNullability(children[0].DataType))
            {
                return TypeCheck.Mismatch(
                    "DATA_DIFF_TYPES", ("functionName", FunctionName(node)), ("dataType", $"[{string.Join(", ", children.Select(c => Quote(c.DataType)))}]"));
            }
        }

        return TypeCheck.Success;
    }

    /// <summary>Both operands have one type that the operator compares.</summary>
    public static TypeCheck Comparable(Comparison node)
    {
        var type = node.Left.DataType;
        if (!type.EqualsIgnoringNullability(node.Right.DataType))
            return Differing(node.Left, node.Right);
        var isEquality = node.Operator is ComparisonOperator.Equal or ComparisonOperator.EqualNullSafe;
        if (isEquality ? type.IsHashable && !type.Exists(t => t is MapType) : type.IsOrderable)
            return TypeCheck.Success;
        return TypeCheck.Mismatch("INVALID_ORDERING_TYPE", ("functionName", $"`{node.Symbol}`"), ("dataType", Quote(type)));
    }

    /// <summary>Both operands have one numeric or interval type, but for precision and scale.</summary>
    public static TypeCheck Arithmetic(Arithmetic node)
    {
        var left = node.Left.DataType;
        var right = node.Right.DataType;
        var sameKind = (left, right) switch
        {
            (DecimalType, DecimalType) => true,
            (YearMonthIntervalType, YearMonthIntervalType) => true,
            (DayTimeIntervalType, DayTimeIntervalType) => true,
            _ => left.Equals(right),
        };
        if (!sameKind)
            return Differing(node.Left, node.Right);

        return Accepts(node.Operator, left)
            ? TypeCheck.Success
            : TypeCheck.Mismatch("BINARY_OP_WRONG_TYPE", ("inputType", AcceptedTypes(node.Operator)), ("actualDataType", Quote(left)));
    }

    /// <summary>True when the operator works on operands of this type.</summary>
    public static bool Accepts(ArithmeticOperator @operator, DataType type) => @operator switch
    {
        ArithmeticOperator.Add or ArithmeticOperator.Subtract => type.IsNumeric || IsInterval(type),
        ArithmeticOperator.Divide => type is DoubleType or DecimalType,
        ArithmeticOperator.IntegralDivide => type is LongType or DecimalType or YearMonthIntervalType or DayTimeIntervalType,
        _ => type.IsNumeric,
    };

    private static string AcceptedTypes(ArithmeticOperator @operator) => @operator switch
    {
        ArithmeticOperator.Add or ArithmeticOperator.Subtract =>
            "(\"NUMERIC\" or \"INTERVAL DAY TO SECOND\" or \"INTERVAL YEAR TO MONTH\" or \"INTERVAL\")",
        ArithmeticOperator.Divide => "(\"DOUBLE\" or \"DECIMAL\")",
        ArithmeticOperator.IntegralDivide =>
            "(\"BIGINT\" or \"DECIMAL\" or \"INTERVAL DAY TO SECOND\" or \"INTERVAL YEAR TO MONTH\")",
        _ => "\"NUMERIC\"",
    };

    /// <summary>The child is a number or an interval.</summary>
    public static TypeCheck NumericOrInterval(UnaryExpression node) =>
        All(node, t => t.IsNumeric || IsInterval(t), "(\"NUMERIC\" or \"INTERVAL DAY TO SECOND\" or \"INTERVAL YEAR TO MONTH\" or \"INTERVAL\")");

    /// <summary>The child can be sorted by.</summary>
    public static TypeCheck Orderable(SortOrder node) => node.Child.DataType.IsOrderable
        ? TypeCheck.Success
        : TypeCheck.Mismatch("INVALID_ORDERING_TYPE", ("functionName", "`sortorder`"), ("dataType", Quote(node.Child.DataType)));

    /// <summary>Conditions are BOOLEAN and values have one type.</summary>
    public static TypeCheck Branches(Expression node, IReadOnlyList<Expression> conditions, IReadOnlyList<Expression> values)
    {
        for (var i = 0; i < conditions.Count; i++)
        {
            if (conditions[i].DataType is not BooleanType)
                return Unexpected(i, conditions[i], "\"BOOLEAN\"");
        }

        for (var i = 1; i < values.Count; i++)
        {
            if (!values[i].DataType.EqualsIgnoringNullability(values[0].DataType))
            {
                return TypeCheck.Mismatch(
                    "DATA_DIFF_TYPES", ("functionName", FunctionName(node)), ("dataType", $"[{string.Join(", ", values.Select(c => Quote(c.DataType)))}]"));
            }
        }

        return TypeCheck.Success;
    }

    /// <summary>The type of values of either type, which differ in nullability only.</summary>
    public static DataType MergeNullability(DataType left, DataType right) => (left, right) switch
    {
        _ when left.Equals(right) => left,
        (ArrayType l, ArrayType r) => new ArrayType(MergeNullability(l.ElementType, r.ElementType), l.ContainsNull || r.ContainsNull),
        (MapType l, MapType r) => new MapType(
            MergeNullability(l.KeyType, r.KeyType), MergeNullability(l.ValueType, r.ValueType), l.ValueContainsNull || r.ValueContainsNull),
        (StructType l, StructType r) when l.Fields.Count == r.Fields.Count => new StructType(
            Enumerable.Range(0, l.Fields.Count).Select(i => l.Fields[i] with
            {
                DataType = MergeNullability(l.Fields[i].DataType, r.Fields[i].DataType),
                Nullable = l.Fields[i].Nullable || r.Fields[i].Nullable,
            }).ToEquatableArray()),
        _ => left,
    };

    /// <summary>True for intervals of all kinds.</summary>
    public static bool IsInterval(DataType type) => type is CalendarIntervalType or YearMonthIntervalType or DayTimeIntervalType;

    /// <summary>The argument at <paramref name="index"/> is of a type that its parameter does not take.</summary>
    public static TypeCheck Unexpected(int index, Expression argument, string requiredType) => TypeCheck.Mismatch(
        "UNEXPECTED_INPUT_TYPE",
        ("paramIndex", Ordinal(index)),
        ("requiredType", requiredType),
        ("inputSql", $"\"{PrettySql.Of(argument)}\""),
        ("inputType", Quote(argument.DataType)));

    /// <summary>A position as Spark's messages write it: first, second, ...</summary>
    public static string Ordinal(int index) => index switch
    {
        0 => "first",
        1 => "second",
        2 => "third",
        3 => "fourth",
        4 => "fifth",
        5 => "sixth",
        6 => "seventh",
        7 => "eighth",
        8 => "ninth",
        9 => "tenth",
        _ => string.Create(CultureInfo.InvariantCulture, $"{index + 1}th"),
    };

    private static TypeCheck All(Expression node, Func<DataType, bool> accepts, string requiredType)
    {
        var children = node.Children;
        for (var i = 0; i < children.Count; i++)
        {
            if (!accepts(children[i].DataType))
                return Unexpected(i, children[i], requiredType);
        }

        return TypeCheck.Success;
    }

    private static TypeCheck Differing(Expression left, Expression right) =>
        TypeCheck.Mismatch("BINARY_OP_DIFF_TYPES", ("left", Quote(left.DataType)), ("right", Quote(right.DataType)));

    private static string Quote(DataType type) => $"\"{type.Sql}\"";

    private static string FunctionName(Expression node) => node switch
    {
        In => "`in`",
        Coalesce => "`coalesce`",
        CaseWhen => "`casewhen`",
        If => "`if`",
        _ => $"`{node.GetType().Name.ToLowerInvariant()}`",
    };
}

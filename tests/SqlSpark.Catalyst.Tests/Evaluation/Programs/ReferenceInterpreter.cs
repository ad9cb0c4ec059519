using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Tests.Evaluation.Programs;

/// <summary>
/// Evaluates a bound expression over one row of objects (see <see cref="BoxedValues"/>), one node at a time, as Spark's interpreted
/// <c>eval</c> does. Slow and plain on purpose; shares nothing with the kernels.
/// </summary>
/// <remarks>
/// A value that cannot be computed is <see cref="Failed"/>. <see cref="Conditions"/> also collects failures of conditions and of items of
/// IN that Spark would not have come to, because one before them failed or is equal: a vectorized engine computes them before it combines them.
/// </remarks>
/// <param name="columns">Gives the value of a column of the row.</param>
internal sealed class ReferenceInterpreter(Func<int, object?> columns)
{
    /// <summary>The value of an expression that failed.</summary>
    public static readonly object Failed = new();

    private readonly Dictionary<ExprId, object?> _variables = [];

    /// <summary>The conditions of everything that failed.</summary>
    public required ISet<string> Conditions { get; init; }

    /// <summary>The value of an expression: an object, null, or <see cref="Failed"/>.</summary>
    public object? Evaluate(Expression expression) => expression switch
    {
        BoundReference reference => columns(reference.Ordinal),
        Literal literal => literal.Value,
        Alias alias => Evaluate(alias.Child),
        NamedLambdaVariable variable => _variables[variable.ExprId],
        And and => Connect(and.Conditions, decisive: false),
        Or or => Connect(or.Conditions, decisive: true),
        Not not => Strict([not.Child], a => !(bool)a[0]),
        IsNull test => TestNull(test.Child, isNull: true),
        IsNotNull test => TestNull(test.Child, isNull: false),
        If choice => Case([(choice.Condition, choice.Then)], choice.Else),
        CaseWhen choice => Case([.. choice.Branches.Select(b => (b.Condition, b.Value))], choice.Else),
        Coalesce coalesce => First(coalesce.Arguments),
        Comparison comparison => Compare(comparison),
        In @in => Member(@in),
        Arithmetic { IsDivision: true } division => Strict(
            [division.Right, division.Left], a => ReferenceArithmetic.Compute(division, a[1], a[0], Fail)),
        Arithmetic arithmetic => Strict([arithmetic.Left, arithmetic.Right], a => ReferenceArithmetic.Compute(arithmetic, a[0], a[1], Fail)),
        UnaryMinus minus => Strict([minus.Child], a => ReferenceArithmetic.Negate(minus, a[0], Fail)),
        Cast cast => Strict([cast.Child], a => ReferenceCasts.Compute(a[0], cast.Child.DataType, cast.Type, cast.Mode, Fail)),
        Like like => Strict([like.Left, like.Right], a => ReferenceText.IsLike((string)a[0], (string)a[1], like.EscapeCharacter, like.IgnoreCase)),
        GetStructField field => Strict([field.Child], a => ((EquatableArray<object?>)a[0])[field.Ordinal]),
        GetArrayStructFields fields => Strict([fields.Child], a => FieldOfEach((EquatableArray<object?>)a[0], fields.Ordinal)),
        GetArrayItem item => Strict([item.Left, item.Right], a => Element((EquatableArray<object?>)a[0], a[1], item.FailOnError)),
        GetMapValue value => Strict([value.Left, value.Right], a => UnderKey((MapValue)a[0], a[1], ((MapType)value.Left.DataType).KeyType)),
        CreateStruct create => All(create.Values, items => EquatableArray.Create<object?>(items)),
        ScalarCall call => ReferenceFunctions.Call(this, call),
        _ => throw new NotSupportedException($"no reference for {expression.GetType().Name}"),
    };

    /// <summary>Notes a failure.</summary>
    public object Fail(string condition)
    {
        Conditions.Add(condition);
        return Failed;
    }

    /// <summary>Evaluates operands from left to right; NULL or failed as the first one that is not a value, else what they compute to.</summary>
    public object? Strict(IReadOnlyList<Expression> operands, Func<object[], object?> compute)
    {
        var values = new object[operands.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var value = Evaluate(operands[i]);
            if (value is null || ReferenceEquals(value, Failed))
                return value;
            values[i] = value;
        }

        return compute(values);
    }

    /// <summary>Evaluates all operands; failed when one is, else what they and their NULLs compute to.</summary>
    public object? All(IReadOnlyList<Expression> operands, Func<object?[], object?> compute)
    {
        var values = operands.Select(Evaluate).ToArray();
        return values.Any(v => ReferenceEquals(v, Failed)) ? Failed : compute(values);
    }

    /// <summary>The body of a lambda over one element.</summary>
    public object? Apply(LambdaFunction lambda, object? element, int position)
    {
        _variables[((NamedLambdaVariable)lambda.Parameters[0]).ExprId] = element;
        if (lambda.Parameters.Count > 1)
            _variables[((NamedLambdaVariable)lambda.Parameters[1]).ExprId] = position;
        return Evaluate(lambda.Body);
    }

    /// <summary>AND and OR: the decisive value ends the chain; without it NULL outweighs the other.</summary>
    private object? Connect(EquatableArray<Expression> conditions, bool decisive)
    {
        object? result = !decisive;
        foreach (var condition in conditions)
        {
            var value = Evaluate(condition);
            if (ReferenceEquals(result, Failed))
                continue;
            if (ReferenceEquals(value, Failed))
                result = Failed;
            else if (value is null)
                result = null;
            else if ((bool)value == decisive)
                return decisive;
        }

        return result;
    }

    private object? TestNull(Expression child, bool isNull)
    {
        var value = Evaluate(child);
        return ReferenceEquals(value, Failed) ? Failed : (value is null) == isNull;
    }

    private object? Case(IReadOnlyList<(Expression Condition, Expression Value)> branches, Expression? otherwise)
    {
        foreach (var (condition, value) in branches)
        {
            var test = Evaluate(condition);
            if (ReferenceEquals(test, Failed))
                return Failed;
            if (test is true)
                return Evaluate(value);
        }

        return otherwise is null ? null : Evaluate(otherwise);
    }

    private object? First(EquatableArray<Expression> arguments)
    {
        foreach (var argument in arguments)
        {
            if (Evaluate(argument) is { } value)
                return value;
        }

        return null;
    }

    private object? Compare(Comparison node)
    {
        var type = node.Left.DataType;
        if (node.Operator == ComparisonOperator.EqualNullSafe)
        {
            return All([node.Left, node.Right], v => v is [{ } left, { } right]
                ? ReferenceComparison.AreEqual(type, left, right)
                : v[0] is null && v[1] is null);
        }

        return Strict([node.Left, node.Right], v => node.Operator switch
        {
            ComparisonOperator.Equal => ReferenceComparison.AreEqual(type, v[0], v[1]),
            ComparisonOperator.LessThan => ReferenceComparison.Compare(type, v[0], v[1]) < 0,
            ComparisonOperator.LessThanOrEqual => ReferenceComparison.Compare(type, v[0], v[1]) <= 0,
            ComparisonOperator.GreaterThan => ReferenceComparison.Compare(type, v[0], v[1]) > 0,
            _ => ReferenceComparison.Compare(type, v[0], v[1]) >= 0,
        });
    }

    /// <summary>IN looks at its items from left to right until one is equal.</summary>
    private object? Member(In node)
    {
        var type = node.Value.DataType;
        var value = Evaluate(node.Value);
        object? result = value is null || ReferenceEquals(value, Failed) ? value : false;
        foreach (var item in node.Items.Select(Evaluate))
        {
            if (value is null || ReferenceEquals(result, Failed) || result is true)
                continue;
            if (ReferenceEquals(item, Failed))
                result = Failed;
            else if (item is null)
                result = null;
            else if (ReferenceComparison.AreEqual(type, value, item))
                result = true;
        }

        return result;
    }

    private static EquatableArray<object?> FieldOfEach(EquatableArray<object?> records, int ordinal) =>
        records.Map(r => r is null ? null : ((EquatableArray<object?>)r)[ordinal]);

    private object? Element(EquatableArray<object?> array, object position, bool failOnError)
    {
        var index = Convert.ToInt64(position, System.Globalization.CultureInfo.InvariantCulture);
        if (index >= 0 && index < array.Count)
            return array[(int)index];
        return failOnError ? Fail("INVALID_ARRAY_INDEX") : null;
    }

    private static object? UnderKey(MapValue map, object key, DataType keyType)
    {
        for (var i = 0; i < map.Keys.Count; i++)
        {
            if (ReferenceComparison.AreEqual(keyType, map.Keys[i]!, key))
                return map.Values[i];
        }

        return null;
    }
}

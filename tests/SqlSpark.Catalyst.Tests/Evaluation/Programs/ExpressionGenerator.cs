using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Tests.Evaluation.Programs;

/// <summary>Random expressions of a wanted type over columns. Remembers what it made and uses it again, so that programs share values.</summary>
/// <param name="random">Chooses.</param>
/// <param name="values">Random values from the same source.</param>
/// <param name="columns">What leaves read.</param>
/// <param name="errorPercent">How many nodes raise errors rather than give NULL or wrap around.</param>
internal sealed class ExpressionGenerator(Random random, CaseValues values, IReadOnlyList<Expression> columns, int errorPercent)
{
    private static readonly string[] Patterns = ["%", "a%", "%b", "%e%", "_", "a_c", "__%", "", "a\\_c", "A\\%b", "%twelve%", "a text%bytes", "é%", "%é_"];
    private static readonly DecimalType[] Decimals = [.. CaseValues.SimpleTypes.OfType<DecimalType>()];

    private List<Expression> _leaves = [.. columns];
    private List<Expression> _made = [];

    /// <summary>An expression of a type, nested at most <paramref name="depth"/> deep.</summary>
    public Expression Generate(DataType type, int depth)
    {
        if (values.Chance(25) && Find(_made, type) is { } known)
            return known;
        var made = depth <= 0 || values.Chance(8) ? Leaf(type) : Node(type, depth - 1);
        if (made is not (BoundReference or Literal or NamedLambdaVariable))
            _made.Add(made);
        return made;
    }

    /// <summary>A condition that few rows meet, so that batches become sparse: a column is one of two values.</summary>
    /// <param name="known">Values that a column holds, if known.</param>
    public Expression Selective(Func<int, IReadOnlyList<object?>> known)
    {
        var column = (BoundReference)values.Pick(_leaves);
        if (!column.DataType.IsOrderable)
            return new IsNotNull(column);
        var candidates = known(column.Ordinal).Where(v => v is not null).ToArray();
        var item = new Literal(candidates.Length == 0 ? values.Value(column.DataType) : values.Pick(candidates), column.DataType);
        return values.Chance(50) ? new In(column, [item, Literal.Null(column.DataType)]) : Comparison.EqualTo(column, item);
    }

    private Expression Leaf(DataType type)
    {
        if (values.Chance(85) && Find(_leaves, type) is { } column)
            return column;
        var castable = _leaves.Where(c => ReferenceCasts.Knows(c.DataType, type)).ToArray();
        if (castable.Length > 0 && values.Chance(70))
            return Cast(values.Pick(castable), type);
        return new Literal(values.NullOr(type), type);
    }

    private Expression? Find(List<Expression> candidates, DataType type)
    {
        var fitting = candidates.Where(c => c.DataType.EqualsIgnoringNullability(type)).ToArray();
        return fitting.Length == 0 ? null : values.Pick(fitting);
    }

    private Expression Node(DataType type, int depth) => random.Next(10) switch
    {
        0 => new If(Condition(depth), Generate(type, depth), Generate(type, depth)),
        1 => Case(type, depth),
        2 => new Coalesce(Several(type, depth, 2, 4)),
        3 when type.IsOrderable => NullIf(type, depth),
        4 => Part(type, depth),
        5 when type.IsOrderable => Call(values.Pick(["greatest", "least"]), Several(type, depth, 2, 4)),
        6 => OfOther(type, depth),
        _ => Own(type, depth),
    };

    /// <summary>What only this type has.</summary>
    private Expression Own(DataType type, int depth) => type switch
    {
        BooleanType => Predicate(depth),
        DecimalType => Cast(Calculation(values.Pick(Decimals), values.Pick(Decimals), depth), type),
        LongType when values.Chance(30) => Quotient(depth),
        IntegerType when values.Chance(25) => Call("length", Generate(StringType.Instance, depth)),
        NumericType or YearMonthIntervalType or DayTimeIntervalType or CalendarIntervalType => Calculation(type, type, depth),
        StringType => Text(depth),
        ArrayType array => List(array, depth),
        StructType record => new CreateStruct(record.Fields.Map(f => f.Name), record.Fields.Map(f => Generate(f.DataType, depth))),
        _ => OfOther(type, depth),
    };

    private Expression OfOther(DataType type, int depth)
    {
        var sources = CaseValues.SimpleTypes.Where(t => ReferenceCasts.Knows(t, type)).ToArray();
        return sources.Length == 0 ? new If(Condition(depth), Generate(type, depth), Leaf(type)) : Cast(Generate(values.Pick(sources), depth), type);
    }

    private Expression Condition(int depth) => Generate(BooleanType.Instance, depth);

    private EquatableArray<Expression> Several(DataType type, int depth, int least, int below) =>
        Enumerable.Range(0, random.Next(least, below)).Select(_ => Generate(type, depth)).ToEquatableArray();

    private CaseWhen Case(DataType type, int depth) => new(
        Enumerable.Range(0, random.Next(1, 4)).Select(_ => new CaseBranch(Condition(depth), Generate(type, depth))).ToEquatableArray(),
        values.Chance(70) ? Generate(type, depth) : null);

    private If NullIf(DataType type, int depth)
    {
        var value = Generate(type, depth);
        return new If(Comparison.EqualTo(value, Generate(type, depth)), Literal.Null(type), value);
    }

    /// <summary>A field, an element, or the value under a key.</summary>
    private Expression Part(DataType type, int depth)
    {
        switch (type)
        {
            case IntegerType or StringType when values.Chance(50):
                return new GetStructField(Generate(CaseValues.Pair, depth), type is IntegerType ? 0 : 1);
            case StringType when values.Chance(50):
                return new GetMapValue(Generate(new MapType(IntegerType.Instance, type), depth), Generate(IntegerType.Instance, depth));
            case ArrayType { ElementType: IntegerType or StringType } array when values.Chance(50):
                return new GetArrayStructFields(Generate(new ArrayType(CaseValues.Pair), depth), array.ElementType is IntegerType ? 0 : 1);
        }

        var list = CaseValues.NestedTypes.FirstOrDefault(t => t is ArrayType a && a.ElementType.Equals(type));
        if (list is null)
            return Own(type, depth);
        return values.Chance(50)
            ? new GetArrayItem(Generate(list, depth), Position(depth), FailOnError: values.Chance(errorPercent))
            : Call("element_at", Generate(list, depth), errorPercent > 0 ? Position(depth) : Literal.Int(values.Pick([1, 2, -1, -2])));
    }

    private Expression Position(int depth) => values.Chance(60) ? Literal.Int(random.Next(0, 3)) : Generate(IntegerType.Instance, depth);

    private Expression Predicate(int depth)
    {
        switch (random.Next(11))
        {
            case 10:
                return Guarded(depth);
            case 0 or 1:
                return new And(Several(BooleanType.Instance, depth, 2, 5));
            case 2 or 3:
                return new Or(Several(BooleanType.Instance, depth, 2, 5));
            case 4:
                return new Not(Condition(depth));
            case 5:
                var tested = Generate(values.Type(), depth);
                return values.Chance(50) ? new IsNull(tested) : new IsNotNull(tested);
            case 6:
                var item = values.Pick(CaseValues.SimpleTypes.Where(t => t.IsOrderable).ToArray());
                return new In(
                    Generate(item, depth),
                    values.Chance(60)
                        ? Enumerable.Range(0, random.Next(1, 12)).Select(_ => (Expression)new Literal(values.NullOr(item), item)).ToEquatableArray()
                        : Several(item, depth, 1, 4));
            case 7:
                return new Like(
                    Generate(StringType.Instance, depth),
                    values.Chance(70) ? Literal.String(values.Pick(Patterns)) : Generate(StringType.Instance, depth),
                    IgnoreCase: values.Chance(20));
            default:
                var operation = values.Pick(Enum.GetValues<ComparisonOperator>());
                var compared = values.Type();
                while (!(operation is ComparisonOperator.Equal or ComparisonOperator.EqualNullSafe ? compared is not MapType : compared.IsOrderable))
                    compared = values.Type();
                return new Comparison(operation, Generate(compared, depth), Generate(compared, depth));
        }
    }

    /// <summary>A remainder that fails for a divisor of 0, and something before it that keeps these rows from it: any that fails was computed for too many rows.</summary>
    private Expression Guarded(int depth)
    {
        var divisor = Generate(LongType.Instance, depth);
        var isZero = Comparison.EqualTo(divisor, Literal.Long(0));
        var remainder = new Arithmetic(ArithmeticOperator.Remainder, Generate(LongType.Instance, depth), divisor, EvalMode.Ansi);
        var condition = Comparison.LessThan(remainder, Generate(LongType.Instance, depth));
        return random.Next(4) switch
        {
            0 => new And(new Not(isZero), condition),
            1 => new Or(isZero, condition),
            2 => new If(isZero, Condition(depth), condition),
            _ => Comparison.LessThan(new If(isZero, Literal.Null(LongType.Instance), divisor), remainder),
        };
    }

    private Expression Calculation(DataType left, DataType right, int depth)
    {
        if (values.Chance(10))
            return new UnaryMinus(Generate(left, depth), Mode());
        if (left is NumericType && values.Chance(20))
            return values.Chance(50) ? Call("abs", Generate(left, depth)) : Call("pmod", Generate(left, depth), Generate(left, depth));
        var operators = left switch
        {
            DecimalType or DoubleType => new[]
            {
                ArithmeticOperator.Add, ArithmeticOperator.Subtract, ArithmeticOperator.Multiply, ArithmeticOperator.Divide, ArithmeticOperator.Remainder,
            },
            NumericType => [ArithmeticOperator.Add, ArithmeticOperator.Subtract, ArithmeticOperator.Multiply, ArithmeticOperator.Remainder],
            _ => [ArithmeticOperator.Add, ArithmeticOperator.Subtract],
        };
        return new Arithmetic(values.Pick(operators), Generate(left, depth), Generate(right, depth), Mode());
    }

    private Arithmetic Quotient(int depth)
    {
        DataType type = values.Pick<DataType>([LongType.Instance, new DecimalType(12, 4), YearMonthIntervalType.Default, DayTimeIntervalType.Default]);
        return new Arithmetic(ArithmeticOperator.IntegralDivide, Generate(type, depth), Generate(type, depth), Mode());
    }

    private Expression Text(int depth) => random.Next(5) switch
    {
        0 => Call("upper", Generate(StringType.Instance, depth)),
        1 => Call("trim", Generate(StringType.Instance, depth)),
        2 => Call("substring", Generate(StringType.Instance, depth), Literal.Int(random.Next(-4, 5)), values.Chance(50) ? Literal.Int(random.Next(-1, 20)) : Generate(IntegerType.Instance, depth)),
        _ => Call("concat", Several(StringType.Instance, depth, 1, 4)),
    };

    private Expression List(ArrayType type, int depth) => random.Next(4) switch
    {
        0 => Call("array", Several(type.ElementType, depth, 1, 4)),
        1 => Call("concat", Several(type, depth, 1, 3)),
        2 => HigherOrder("filter", type, BooleanType.Instance, depth),
        _ => HigherOrder("transform", (ArrayType)values.Pick(CaseValues.NestedTypes.Where(t => t is ArrayType).ToArray()), type.ElementType, depth),
    };

    /// <summary>A call with a lambda whose body reads the element, perhaps its position, and columns of the row around.</summary>
    private ScalarCall HigherOrder(string name, ArrayType list, DataType result, int depth)
    {
        var array = Generate(list, depth);
        var element = (ArrayType)array.DataType;
        var variable = new NamedLambdaVariable("x", element.ElementType, element.ContainsNull, ExprId.New());
        var position = new NamedLambdaVariable("i", IntegerType.Instance, false, ExprId.New());
        Expression[] parameters = values.Chance(40) ? [variable, position] : [variable];
        var (leaves, made) = (_leaves, _made);
        (_leaves, _made) = ([.. leaves, .. parameters, .. parameters], [.. made]);
        var body = Generate(result, Math.Min(depth, 3));
        (_leaves, _made) = (leaves, made);
        return Call(name, array, new LambdaFunction(body, EquatableArray.Create<Expression>(parameters)));
    }

    private EvalMode Mode() => values.Chance(errorPercent) ? EvalMode.Ansi : values.Pick([EvalMode.Legacy, EvalMode.Try]);

    private Cast Cast(Expression child, DataType type)
    {
        var mode = Mode();
        return new Cast(child, type, CastRules.CanCast(child.DataType, type, mode) ? mode : EvalMode.Legacy, "UTC");
    }

    private ScalarCall Call(string name, params EquatableArray<Expression> arguments) => TestCalls.Call(name, values.Chance(errorPercent), arguments);
}

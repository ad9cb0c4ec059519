using SqlSpark.Catalyst.Analysis.Coercion;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Catalyst.Parsing;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Analysis;

/// <summary>Chooses the overload of a function for resolved arguments, casts them to its parameters and binds it.</summary>
internal sealed class FunctionBinder(ConfSnapshot conf, TypeCoercion types, ISqlParser? parser = null)
{
    /// <summary>The call of a scalar function: bound, or the expression it is declared to stand for.</summary>
    /// <param name="function">The function.</param>
    /// <param name="call">The call as written, for name and place.</param>
    /// <param name="arguments">The arguments, resolved.</param>
    /// <param name="resolve">Resolves what a rewrite returns.</param>
    public Expression BindScalar(
        ScalarFunction function, UnresolvedFunction call, EquatableArray<Expression> arguments, Func<Expression, Expression> resolve)
    {
        if (function.Rewrite is not null)
            return BindRewrite(function, call, arguments, resolve);
        arguments = WithoutAliases(arguments);
        if (function.Prepare is { } prepare)
            arguments = Located(call, () => prepare(new BindCall(LowerName(call), arguments, conf)));
        var overload = Choose(function.Overloads, Signature, call, arguments);
        if (overload.OperandsOf is { } operation)
            arguments = ToOperands(operation, call, arguments);
        var coerced = Coerce(Signature(overload), call, arguments);
        var name = LowerName(call);
        return new ScalarCall(function, coerced, Located(call, () => Bind(coerced)));

        BoundFunction Bind(EquatableArray<Expression> arguments)
        {
            var bound = overload.Bind(new BindCall(name, arguments, conf) { Parser = parser });
            return bound with { Name = bound.Name.Length == 0 ? name : bound.Name, Rebind = Bind };
        }
    }

    /// <summary>The expression with its children mapped to ones that may be NULL where the old ones may not; a call of a scalar function is bound to them anew.</summary>
    public static Expression MapChildren(Expression expression, Func<Expression, Expression> map)
    {
        var mapped = expression.MapChildren(map);
        return mapped is ScalarCall { Bound: { Rebind: { } rebind } bound } call && (!bound.Nullable || bound.Type.PhysicalType.IsNested())
            && call.Arguments.Zip(((ScalarCall)expression).Arguments, static (after, before) => after.Nullable && !before.Nullable).Any(static hasMoreNulls => hasMoreNulls)
            ? call with { Bound = rebind(call.Arguments) }
            : mapped;
    }

    /// <summary>The call of an aggregate function, or the expression over aggregates that it is declared to stand for.</summary>
    public Expression BindAggregate(
        AggregateFunction function,
        UnresolvedFunction call,
        EquatableArray<Expression> arguments,
        Expression? filter,
        EquatableArray<SortOrder> order,
        Func<Expression, Expression> resolve)
    {
        arguments = WithoutAliases(arguments);
        if (function.Rewrite is { } rewrite)
        {
            CheckArity(function, call, arguments.Count);
            var replacement = resolve(Located(call, () => rewrite(new BindCall(LowerName(call), arguments, conf) { Parser = parser })));
            return call.IsDistinct || filter is not null || !order.IsEmpty
                ? replacement.TransformUp(
                    NodeKinds.AggregateExpression,
                    node => node is AggregateExpression inner ? inner with { IsDistinct = call.IsDistinct, Filter = filter, OrderBy = order } : node)
                : replacement;
        }

        if (function.Prepare is { } prepare)
            arguments = Located(call, () => prepare(new BindCall(LowerName(call), arguments, conf)));
        var overload = Choose(function.Overloads, Signature, call, arguments);
        var coerced = Coerce(Signature(overload), call, arguments);
        var bound = Located(call, () => overload.Bind(new BindCall(LowerName(call), coerced, conf) { Parser = parser }));
        if (bound.Name.Length == 0)
            bound = bound with { Name = LowerName(call) };
        return new AggregateExpression(new AggregateCall(function, coerced, bound), call.IsDistinct, filter, order, ExprId.New());
    }

    /// <summary>The call of a window function, with the defaults of arguments that were not given.</summary>
    public WindowCall BindWindow(WindowFunction function, UnresolvedFunction call, EquatableArray<Expression> arguments)
    {
        arguments = WithoutAliases(arguments);
        var overload = Choose(function.Overloads, Signature, call, arguments);
        if (!overload.IsVariadic)
            arguments = [.. arguments, .. overload.Defaults.Skip(overload.Defaults.Count - (overload.Parameters.Count - arguments.Count))];
        var coerced = Coerce(Signature(overload), call, arguments);
        if (overload.ThirdLikeFirst && !coerced[2].DataType.EqualsIgnoringNullability(coerced[0].DataType))
            coerced = coerced.SetItem(2, CastThird(call, coerced));
        var bound = Located(call, () => overload.Bind(new BindCall(LowerName(call), coerced, conf) { Parser = parser }));
        if (bound.Name.Length == 0)
            bound = bound with { Name = LowerName(call) };
        return new WindowCall(function, coerced, bound, call.IgnoreNulls == true);
    }

    private Expression CastThird(UnresolvedFunction call, EquatableArray<Expression> arguments) =>
        types.ImplicitCast(arguments[2], TypePattern.Of(arguments[0].DataType))
        ?? throw AnalysisErrors.UnexpectedArgumentType(call, arguments, 2, [arguments[0].DataType.Sql]);

    /// <summary>The generator of a call.</summary>
    public Generator BindGenerator(GeneratorFunction function, UnresolvedFunction call, EquatableArray<Expression> arguments)
    {
        if (function.OuterOf is { } inner)
            return BindGenerator(inner, call with { NameParts = [inner.Name] }, arguments) with { IsOuter = true };
        arguments = WithoutAliases(arguments);
        var overload = Choose(function.Overloads, Signature, call, arguments);
        var coerced = Coerce(Signature(overload), call, arguments);
        return Located(call, () => overload.Bind(new BindCall(LowerName(call), coerced, conf) { Parser = parser }));
    }

    /// <summary>The arguments cast to the parameters, but for lambdas, whose parameters depend on the others.</summary>
    public EquatableArray<Expression> CoerceArguments(ScalarFunction function, UnresolvedFunction call, EquatableArray<Expression> arguments) =>
        function.Overloads.IsEmpty ? arguments : Coerce(Signature(Choose(function.Overloads, Signature, call, arguments)), call, arguments);

    /// <summary>Two arguments cast as the operands of an operator are.</summary>
    private EquatableArray<Expression> ToOperands(ArithmeticOperator operation, UnresolvedFunction call, EquatableArray<Expression> arguments)
    {
        var operands = types.Coerce(new Arithmetic(operation, arguments[0], arguments[1], types.Mode)).Children;
        var check = new Arithmetic(operation, operands[0], operands[1], types.Mode).CheckInputTypes();
        return check.IsSuccess ? operands : throw AnalysisErrors.TypeMismatch(call, arguments, check);
    }

    private RewriteCall BindRewrite(
        ScalarFunction function, UnresolvedFunction call, EquatableArray<Expression> arguments, Func<Expression, Expression> resolve)
    {
        CheckArity(function, call, arguments.Count);
        var written = Located(call, () => function.Rewrite!(new BindCall(LowerName(call), arguments, conf) { Parser = parser }));
        var replacement = WithoutAliases(resolve(written));
        return new RewriteCall(function, arguments, replacement) { CalledAs = LowerName(call) };
    }

    private static void CheckArity(FunctionDefinition function, UnresolvedFunction call, int count)
    {
        var (least, most) = function.RewriteArity;
        if (count < least || count > most)
            throw AnalysisErrors.WrongArgumentCount(call, call.Name, least, most, count);
    }

    private static string LowerName(UnresolvedFunction call) => call.NameParts[^1].ToLowerInvariant();

    /// <summary>Aliases inside of arguments matter to struct() alone, which is a rewrite.</summary>
    private static EquatableArray<Expression> WithoutAliases(EquatableArray<Expression> arguments) => arguments.MapUnchanged(WithoutAliases);

    private static Expression WithoutAliases(Expression expression) => expression.ContainsAny(NodeKinds.Alias)
        ? expression.TransformUp(NodeKinds.Alias, static node => node is Alias alias ? alias.Child : node)
        : expression;

    /// <summary>Errors that a binder raises point at the call.</summary>
    private static T Located<T>(UnresolvedFunction call, Func<T> bind)
    {
        try
        {
            return bind();
        }
        catch (SqlSparkException exception) when (exception.QueryContext is null && !call.Origin.IsNone)
        {
            throw exception.WithContext(call.Origin.ToQueryContext()!);
        }
    }

    private static ParameterList Signature(FunctionOverload overload) =>
        new(overload.Parameters, overload.OptionalCount, overload.IsVariadic, overload.NeedsCommonType ? 1 : overload.CommonTypeStride)
        {
            ElementParameter = overload.ElementParameter,
            NeedsCommonKeys = overload.NeedsCommonKeys,
        };

    private static ParameterList Signature(AggregateOverload overload) =>
        new(overload.Parameters, overload.OptionalCount, overload.IsVariadic, CommonTypeStride: 0);

    private static ParameterList Signature(GeneratorOverload overload) => new(overload.Parameters, 0, overload.IsVariadic, CommonTypeStride: 0);

    private static ParameterList Signature(WindowOverload overload) =>
        new(overload.Parameters, overload.Defaults.Count, overload.IsVariadic, CommonTypeStride: 0);

    /// <summary>The first overload that takes the arguments as they are, else the first to which they can be cast.</summary>
    private T Choose<T>(EquatableArray<T> overloads, Func<T, ParameterList> signature, UnresolvedFunction call, EquatableArray<Expression> arguments)
    {
        var hasCount = false;
        foreach (var overload in overloads)
        {
            if (!signature(overload).AcceptsCount(arguments.Count))
                continue;
            hasCount = true;
            if (overloads.Count == 1 || TakesAll(signature(overload), arguments, castsAllowed: false))
                return overload;
        }

        if (!hasCount)
            throw AnalysisErrors.WrongArgumentCount(call, call.Name, ExpectedCounts(overloads, signature), arguments.Count);
        foreach (var overload in overloads)
        {
            if (signature(overload).AcceptsCount(arguments.Count) && TakesAll(signature(overload), arguments, castsAllowed: true))
                return overload;
        }

        throw Mismatch([.. overloads.Select(signature).Where(s => s.AcceptsCount(arguments.Count))], call, arguments);
    }

    private bool TakesAll(ParameterList parameters, EquatableArray<Expression> arguments, bool castsAllowed)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            if (!Takes(parameters[i], arguments[i], castsAllowed))
                return false;
        }

        return true;
    }

    private bool Takes(TypePattern pattern, Expression argument, bool castsAllowed)
    {
        if (argument is LambdaFunction || ReferenceEquals(pattern, TypePattern.Lambda))
            return argument is LambdaFunction && ReferenceEquals(pattern, TypePattern.Lambda);
        return pattern.Accepts(argument.DataType) || (castsAllowed && types.FindImplicitCast(argument.DataType, pattern) is not null);
    }

    private EquatableArray<Expression> Coerce(ParameterList parameters, UnresolvedFunction call, EquatableArray<Expression> arguments)
    {
        if (parameters.ElementParameter >= 0 && parameters.ElementParameter < arguments.Count)
            arguments = ToElementType(parameters.ElementParameter, call, arguments);
        if (parameters.NeedsCommonKeys)
            arguments = ToCommonKeys(arguments);
        for (var first = 0; first < parameters.CommonTypeStride; first++)
            arguments = ToCommonType(parameters, first, call, arguments);
        for (var i = 0; i < arguments.Count; i++)
        {
            var argument = arguments[i];
            if (argument is LambdaFunction lambda)
            {
                if (!ReferenceEquals(parameters[i], TypePattern.Lambda))
                    throw AnalysisErrors.LambdaNotAccepted(lambda);
                continue;
            }

            if (types.ImplicitCast(argument, parameters[i]) is not { } coerced)
                throw Mismatch([parameters], call, arguments);
            if (!ReferenceEquals(coerced, argument))
                arguments = arguments.SetItem(i, coerced);
        }

        return arguments;
    }

    /// <summary>Brings a value and the elements of an array, or the keys of a map, to one type.</summary>
    private EquatableArray<Expression> ToElementType(int value, UnresolvedFunction call, EquatableArray<Expression> arguments)
    {
        var container = value == 0 ? 1 : 0;
        var own = arguments[container].DataType switch
        {
            ArrayType array => array.ElementType,
            MapType map => map.KeyType,
            _ => null,
        };
        if (own is null || own.EqualsIgnoringNullability(arguments[value].DataType))
            return arguments;
        var type = types.FindWiderTypeWithoutStrings(own, arguments[value].DataType) ?? throw AnalysisErrors.DifferentElementType(call, arguments, container, value);
        var containerType = arguments[container].DataType switch
        {
            ArrayType array => array with { ElementType = type },
            MapType map => map with { KeyType = type },
            var other => other,
        };
        return arguments
            .SetItem(container, types.CastIfNotSame(arguments[container], containerType))
            .SetItem(value, types.CastIfNotSame(arguments[value], type));
    }

    /// <summary>Brings the keys of the first two arguments to one type; where there is none the binder says so.</summary>
    private EquatableArray<Expression> ToCommonKeys(EquatableArray<Expression> arguments)
    {
        if (arguments[0].DataType is not MapType left || arguments[1].DataType is not MapType right || left.KeyType.EqualsIgnoringNullability(right.KeyType))
            return arguments;
        return types.FindWiderTypeWithoutStrings(left.KeyType, right.KeyType) is not { } key
            ? arguments
            : arguments
                .SetItem(0, types.CastIfNotSame(arguments[0], left with { KeyType = key }))
                .SetItem(1, types.CastIfNotSame(arguments[1], right with { KeyType = key }));
    }

    private EquatableArray<Expression> ToCommonType(ParameterList parameters, int first, UnresolvedFunction call, EquatableArray<Expression> arguments)
    {
        var common = Enumerable.Range(0, arguments.Count).Where(i => i % parameters.CommonTypeStride == first && parameters.IsCommon(i)).ToArray();
        if (common.Length < 2 || common.All(i => arguments[i].DataType.EqualsIgnoringNullability(arguments[common[0]].DataType)))
            return arguments;
        var argumentTypes = common.Select(i => arguments[i].DataType);
        var keepsStrings = LowerName(call) is "greatest" or "least";
        var type = keepsStrings ? types.FindWiderCommonTypeWithoutStrings(argumentTypes) : types.FindWiderCommonType(argumentTypes);
        if (type is null && parameters.CommonTypeStride > 1)
            return arguments;                                   // the binder says what is wrong
        if (type is null)
            throw AnalysisErrors.DifferentArgumentTypes(call, arguments, [.. common.Select(i => arguments[i].DataType)]);
        foreach (var i in common)
            arguments = arguments.SetItem(i, types.CastIfNotSame(arguments[i], type));
        return arguments;
    }

    /// <summary>The first argument that no overload takes.</summary>
    private SqlSparkException Mismatch(IReadOnlyList<ParameterList> candidates, UnresolvedFunction call, EquatableArray<Expression> arguments)
    {
        var index = 0;
        while (index < arguments.Count - 1 && candidates.Any(c => Takes(c[index], arguments[index], castsAllowed: true)))
            index++;
        if (arguments[index] is LambdaFunction lambda)
            return AnalysisErrors.LambdaNotAccepted(lambda);
        var names = candidates.SelectMany(c => c[index].SqlNames).Distinct(StringComparer.Ordinal).ToArray();
        return AnalysisErrors.UnexpectedArgumentType(call, arguments, index, names);
    }

    private static int[] ExpectedCounts<T>(EquatableArray<T> overloads, Func<T, ParameterList> signature) =>
        [.. overloads.SelectMany(o => signature(o).Counts).Distinct().Order()];

    /// <summary>The parameters of an overload.</summary>
    private readonly record struct ParameterList(EquatableArray<TypePattern> Patterns, int OptionalCount, bool IsVariadic, int CommonTypeStride)
    {
        public TypePattern this[int index] => Patterns[Math.Min(index, Patterns.Count - 1)];

        public int ElementParameter { get; init; } = -1;

        public bool NeedsCommonKeys { get; init; }

        public IEnumerable<int> Counts => IsVariadic
            ? [Math.Max(0, Patterns.Count - 1 - OptionalCount)]
            : Enumerable.Range(Patterns.Count - OptionalCount, OptionalCount + 1);

        public bool AcceptsCount(int count) => IsVariadic
            ? count >= Patterns.Count - 1 - OptionalCount
            : count >= Patterns.Count - OptionalCount && count <= Patterns.Count;

        /// <summary>True for arguments that must come to one type with the others.</summary>
        public bool IsCommon(int index) => this[index] is not ExactType && !ReferenceEquals(this[index], TypePattern.Lambda);
    }
}

using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Analysis;

/// <content>Lambdas: their parameters take types from the arguments before them.</content>
internal sealed partial class ExpressionResolver
{
    /// <summary>A value in the place of a lambda is one that hangs on none of its parameters. Spark: <c>ResolveLambdaVariables.createLambda</c>.</summary>
    private static EquatableArray<Expression> WithConstantLambdas(ScalarFunction function, EquatableArray<Expression> arguments)
    {
        foreach (var overload in function.Overloads)
        {
            if (!overload.AcceptsCount(arguments.Count))
                continue;
            for (var i = 0; i < arguments.Count; i++)
            {
                if (ReferenceEquals(overload.Parameter(i), TypePattern.Lambda) && arguments[i] is not LambdaFunction)
                    arguments = arguments.SetItem(i, new LambdaFunction(arguments[i], []));
            }

            break;
        }

        return arguments;
    }

    private EquatableArray<Expression> ResolveLambdas(ScalarFunction function, UnresolvedFunction call, EquatableArray<Expression> arguments)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments[i] is not LambdaFunction lambda)
                continue;
            var parameters = function.LambdaParameters!(new BindCall(call.Name.ToLowerInvariant(), arguments, _plans.Context.Conf), i)
                ?? throw AnalysisErrors.LambdaNotAccepted(lambda);
            arguments = arguments.SetItem(i, ResolveLambda(lambda, parameters));
        }

        return arguments;
    }

    private LambdaFunction ResolveLambda(LambdaFunction lambda, EquatableArray<(Core.Types.DataType Type, bool Nullable)> parameters)
    {
        if (lambda.Parameters.IsEmpty)
        {
            return new LambdaFunction(
                lambda.Body, parameters.Map(static p => (Expression)new NamedLambdaVariable("_", p.Type, p.Nullable, ExprId.New())));
        }

        if (lambda.Parameters.Count != parameters.Count)
            throw AnalysisErrors.LambdaArgumentCount(lambda, parameters.Count);
        var written = lambda.Parameters.Map(p => ((UnresolvedLambdaVariable)p).Name);
        if (written.Distinct(_plans.Names).Count() != written.Count)
            throw AnalysisErrors.DuplicateLambdaArguments(lambda, written);

        var outer = _lambdas;
        var variables = new Expression[parameters.Count];
        for (var i = 0; i < variables.Length; i++)
        {
            var variable = new NamedLambdaVariable(written[i], parameters[i].Type, parameters[i].Nullable, ExprId.New());
            variables[i] = variable;
            _lambdas = new LambdaScope(variable, _lambdas);
        }

        try
        {
            return new LambdaFunction(Resolve(lambda.Body), EquatableArray.Create<Expression>(variables));
        }
        finally
        {
            _lambdas = outer;
        }
    }

    private Expression ResolveLambdaVariable(UnresolvedLambdaVariable variable) =>
        _lambdas?.Find(variable.Name, _plans.Names) is { } found
            ? found
            : ResolveName(new UnresolvedAttribute(variable.Name));

    /// <summary>One visible lambda parameter and those around it.</summary>
    private sealed record LambdaScope(NamedLambdaVariable Variable, LambdaScope? Next)
    {
        public NamedLambdaVariable? Find(string name, StringComparer names)
        {
            for (var scope = this; scope is not null; scope = scope.Next)
            {
                if (names.Equals(scope.Variable.Name, name))
                    return scope.Variable;
            }

            return null;
        }
    }
}

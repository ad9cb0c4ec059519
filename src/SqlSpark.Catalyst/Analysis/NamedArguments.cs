using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Analysis;

/// <summary>Arguments by name, put into the order of the parameters. Spark: <c>NamedParametersSupport</c>.</summary>
internal static class NamedArguments
{
    /// <summary>The arguments by position.</summary>
    public static EquatableArray<Expression> Rearrange(
        UnresolvedFunction call, FunctionDefinition function, EquatableArray<Expression> arguments, StringComparer names)
    {
        if (function.ParameterNames.IsEmpty)
            throw AnalysisErrors.NamedArgumentsNotSupported(call);
        var slots = new Expression?[function.ParameterNames.Count];
        var positional = 0;
        NamedArgument? lastNamed = null;
        var lastUsed = -1;
        foreach (var argument in arguments)
        {
            if (argument is not NamedArgument named)
            {
                if (lastNamed is not null)
                    throw AnalysisErrors.PositionalAfterNamed(call, lastNamed.Name);
                if (positional == slots.Length)
                    throw AnalysisErrors.WrongArgumentCount(call, call.Name, [slots.Length], arguments.Count);
                slots[positional] = argument;
                lastUsed = positional++;
                continue;
            }

            lastNamed = named;
            var slot = IndexOf(function.ParameterNames, named.Name, names);
            if (slot < 0)
                throw AnalysisErrors.UnrecognizedParameter(call, named.Name, function.ParameterNames);
            if (slots[slot] is not null)
                throw AnalysisErrors.DuplicateParameter(call, named.Name, slot < positional ? "BOTH_POSITIONAL_AND_NAMED" : "DOUBLE_NAMED_ARGUMENT_REFERENCE");
            slots[slot] = named.Child;
            lastUsed = Math.Max(lastUsed, slot);
        }

        for (var i = 0; i <= lastUsed; i++)
        {
            if (slots[i] is null)
                throw AnalysisErrors.MissingParameter(call, function.ParameterNames[i], i);
        }

        return slots.Take(lastUsed + 1).Select(s => s!).ToEquatableArray();
    }

    private static int IndexOf(EquatableArray<string> parameters, string name, StringComparer names)
    {
        for (var i = 0; i < parameters.Count; i++)
        {
            if (names.Equals(parameters[i], name))
                return i;
        }

        return -1;
    }
}

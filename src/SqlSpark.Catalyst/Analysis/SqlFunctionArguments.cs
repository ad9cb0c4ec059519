using SqlSpark.Catalyst.Catalog;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Analysis;

/// <summary>The arguments of a call of a SQL function, a parameter each, by position and by name.</summary>
internal static class SqlFunctionArguments
{
    /// <summary>The arguments resolved; null where the parameter's default counts.</summary>
    public static EquatableArray<Expression?> Of(
        SqlFunction function, UnresolvedFunction call, EquatableArray<Expression> written, StringComparer names, Func<Expression, Expression> resolve)
    {
        var parameters = function.Parameters;
        if (written.Count > parameters.Count)
            throw WrongCount(function, call, written.Count);
        var slots = new Expression?[parameters.Count];
        NamedArgument? lastNamed = null;
        for (var i = 0; i < written.Count; i++)
        {
            if (written[i] is not NamedArgument named)
            {
                if (lastNamed is not null)
                    throw AnalysisErrors.PositionalAfterNamed(call, lastNamed.Name);
                slots[i] = resolve(written[i]);
                continue;
            }

            lastNamed = named;
            var slot = Enumerable.Range(0, parameters.Count).FirstOrDefault(p => names.Equals(parameters[p].Name, named.Name), -1);
            if (slot < 0)
                throw AnalysisErrors.UnrecognizedParameter(call, named.Name, parameters.Map(p => p.Name));
            if (slots[slot] is not null)
                throw AnalysisErrors.DuplicateParameter(call, named.Name, written[slot] is NamedArgument ? "DOUBLE_NAMED_ARGUMENT_REFERENCE" : "BOTH_POSITIONAL_AND_NAMED");
            slots[slot] = resolve(named.Child);
        }

        for (var i = 0; i < slots.Length; i++)
        {
            if (slots[i] is null && parameters[i].Default is null)
                throw lastNamed is null ? WrongCount(function, call, written.Count) : AnalysisErrors.MissingParameter(call, parameters[i].Name, i);
        }

        return slots.ToEquatableArray();
    }

    private static Core.Errors.SqlSparkException WrongCount(SqlFunction function, UnresolvedFunction call, int count) =>
        AnalysisErrors.WrongArgumentCount(call, function.DisplayName, function.Parameters.Count(p => p.Default is null), function.Parameters.Count, count);
}

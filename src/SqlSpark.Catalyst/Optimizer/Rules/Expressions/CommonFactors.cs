using SqlSpark.Catalyst.Expressions;

namespace SqlSpark.Catalyst.Optimizer.Rules.Expressions;

/// <summary>Draws what adjacent members of a chain have in common in front of them: <c>(a AND b) OR (a AND c)</c> is <c>a AND (b OR c)</c>.</summary>
/// <remarks>
/// A factor comes to stand before everything else in its members. One that can fail would then be computed for rows that another
/// condition kept from it, so it counts only where it stood first already.
/// </remarks>
internal static class CommonFactors
{
    /// <summary>Merges members in place. Returns true when something changed.</summary>
    /// <param name="connective">What joins the members.</param>
    /// <param name="members">The members of the chain.</param>
    /// <param name="simplify">Simplifies the chains that are left of the members.</param>
    public static bool Extract(Connective connective, List<Expression> members, Func<Expression, Expression> simplify)
    {
        var changed = false;
        for (var first = 0; first < members.Count - 1; first++)
        {
            var factors = FactorsOf(connective.Dual, members[first]);
            var end = first + 1;
            for (; end < members.Count && factors.Count > 0; end++)
            {
                var shared = Intersect(factors, FactorsOf(connective.Dual, members[end]));
                if (shared.Count == 0)
                    break;
                factors = shared;
            }

            if (end == first + 1)
                continue;
            members[first] = Merge(connective, factors, members.GetRange(first, end - first), simplify);
            members.RemoveRange(first + 1, end - first - 1);
            changed = true;
        }

        return changed;
    }

    /// <summary>The parts of a member that may stand in front of it. A member that is no chain has none: others absorb it or not.</summary>
    private static List<Expression> FactorsOf(Connective dual, Expression member)
    {
        var factors = new List<Expression>();
        if (!dual.Joins(member))
            return factors;
        var parts = dual.Split(member);
        for (var i = 0; i < parts.Count; i++)
        {
            if (parts[i].IsDeterministic && (i == 0 || !parts[i].CanFail))
                factors.Add(parts[i]);
        }

        return factors;
    }

    private static List<Expression> Intersect(List<Expression> factors, List<Expression> others)
    {
        var canonical = CanonicalForms(others);
        return factors.FindAll(factor => canonical.Contains(factor.Canonicalized));
    }

    private static Expression Merge(Connective connective, List<Expression> factors, List<Expression> members, Func<Expression, Expression> simplify)
    {
        var dual = connective.Dual;
        var drawn = CanonicalForms(factors);
        var rests = new List<Expression>(members.Count);
        foreach (var member in members)
        {
            Expression[] rest = [.. dual.Split(member).Where(part => !part.IsDeterministic || !drawn.Contains(part.Canonicalized))];
            if (rest.Length == 0)
                return dual.Of([.. factors]);
            rests.Add(dual.Of(rest));
        }

        return dual.Of([.. factors, simplify(connective.Of([.. rests]))]);
    }

    private static HashSet<Expression> CanonicalForms(List<Expression> expressions)
    {
        var forms = new HashSet<Expression>(expressions.Count);
        foreach (var expression in expressions)
            forms.Add(expression.Canonicalized);
        return forms;
    }
}

using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Tests.Evaluation.Programs;

/// <summary>Smaller programs to try when one fails: fewer batches, rows, steps and columns, parts of expressions, plainer storage.</summary>
internal static class ProgramShrinker
{
    public static IEnumerable<ProgramCase> Shrink(ProgramCase sample) =>
        Batches(sample).Concat(Steps(sample)).Concat(Rows(sample)).Concat(Storage(sample));

    private static IEnumerable<ProgramCase> Batches(ProgramCase sample)
    {
        if (sample.Batches.Length > 2)
        {
            yield return sample with { Batches = sample.Batches[(sample.Batches.Length / 2)..] };
            yield return sample with { Batches = sample.Batches[..(sample.Batches.Length / 2)] };
        }

        for (var i = 0; i < sample.Batches.Length && sample.Batches.Length > 1; i++)
            yield return sample with { Batches = [.. sample.Batches[..i], .. sample.Batches[(i + 1)..]] };
    }

    private static IEnumerable<ProgramCase> Steps(ProgramCase sample)
    {
        for (var i = 0; i < sample.Steps.Length; i++)
        {
            if (sample.Steps[i] is ProgramStep.Filter || i == sample.Steps.Length - 1)
            {
                if (sample.Steps.Length > 1)
                    yield return sample with { Steps = [.. sample.Steps[..i], .. sample.Steps[(i + 1)..]] };
            }

            foreach (var step in Step(sample.Steps[i], isLast: i == sample.Steps.Length - 1))
                yield return sample with { Steps = [.. sample.Steps[..i], step, .. sample.Steps[(i + 1)..]] };
        }
    }

    private static IEnumerable<ProgramStep> Step(ProgramStep step, bool isLast)
    {
        if (step is ProgramStep.Filter filter)
        {
            foreach (var smaller in Smaller(filter.Condition))
                yield return new ProgramStep.Filter(smaller);
            yield break;
        }

        var expressions = ((ProgramStep.Project)step).Expressions.ToArray();
        for (var i = 0; i < expressions.Length && isLast && expressions.Length > 1; i++)
            yield return new ProgramStep.Project([expressions[i]]);
        for (var i = 0; i < expressions.Length && isLast && expressions.Length > 2; i++)
            yield return new ProgramStep.Project([.. expressions[..i], .. expressions[(i + 1)..]]);
        for (var i = 0; i < expressions.Length; i++)
        {
            foreach (var smaller in Smaller(expressions[i]))
                yield return new ProgramStep.Project([.. expressions[..i], smaller, .. expressions[(i + 1)..]]);
        }
    }

    /// <summary>Expressions of the same type: a part, NULL in place of it, or with one child made smaller.</summary>
    private static IEnumerable<Expression> Smaller(Expression expression)
    {
        if (expression is BoundReference or Literal { IsNull: true } or NamedLambdaVariable)
            yield break;
        foreach (var part in Parts(expression))
        {
            if (part.DataType.EqualsIgnoringNullability(expression.DataType))
                yield return part;
        }

        yield return Literal.Null(expression.DataType);
        if (expression is NaryPredicate { Conditions.Count: > 2 } chain)
        {
            for (var i = 0; i < chain.Conditions.Count; i++)
                yield return chain with { Conditions = chain.Conditions.Where((_, k) => k != i).ToEquatableArray() };
        }

        if (expression is ScalarCall { Function.LambdaParameters: not null })
            yield break;
        var children = expression.Children;
        for (var i = 0; i < children.Count; i++)
        {
            foreach (var smaller in Smaller(children[i]))
                yield return expression.WithChildren(children.SetItem(i, smaller));
        }
    }

    private static IEnumerable<Expression> Parts(Expression expression)
    {
        foreach (var child in expression.Children.ToArray())
        {
            if (child is LambdaFunction)
                continue;
            yield return child;
            foreach (var part in Parts(child))
                yield return part;
        }
    }

    private static IEnumerable<ProgramCase> Rows(ProgramCase sample)
    {
        for (var i = 0; i < sample.Batches.Length; i++)
        {
            var batch = sample.Batches[i];
            var half = batch.RowCount / 2;
            if (batch.RowCount > 1)
            {
                yield return With(sample, i, batch.Take(0, half));
                yield return With(sample, i, batch.Take(half, batch.RowCount - half));
            }

            if (batch.RowCount is > 2 and < 20)
            {
                yield return With(sample, i, batch.Take(1, batch.RowCount - 1));
                yield return With(sample, i, batch.Take(0, batch.RowCount - 1));
            }

            if (batch.Live is not null)
                yield return With(sample, i, batch with { Live = null });
        }
    }

    private static IEnumerable<ProgramCase> Storage(ProgramCase sample)
    {
        for (var i = 0; i < sample.Batches.Length; i++)
        {
            for (var c = 0; c < sample.Types.Length; c++)
            {
                var column = sample.Batches[i].Columns[c];
                if (column.Storage == ColumnStorage.Flat)
                    continue;
                yield return With(sample, i, sample.Batches[i] with { Columns = [.. sample.Batches[i].Columns.Select((x, k) => k == c ? x with { Storage = ColumnStorage.Flat } : x)] });
            }
        }
    }

    private static ProgramCase With(ProgramCase sample, int index, CaseBatch batch) =>
        sample with { Batches = [.. sample.Batches.Select((b, i) => i == index ? batch : b)] };
}

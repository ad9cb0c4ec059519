using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Tests.Evaluation.Programs;

/// <summary>
/// Random well-typed programs: filters and projections whose expressions share parts with each other and with earlier steps, over
/// random batches. The same seed gives the same program.
/// </summary>
internal static class ProgramGenerator
{
    private const int MaxDepth = 6;

    /// <summary>The program of a seed.</summary>
    public static ProgramCase Generate(int seed)
    {
        var random = new Random(seed);
        var values = new CaseValues(random);
        var types = Enumerable.Range(0, random.Next(2, 8)).Select(_ => values.Type()).ToArray();
        var nullable = types.Select(_ => values.Chance(80)).ToArray();
        var errors = values.Chance(60) ? 0 : values.Pick([10, 60]);
        var columns = types.Select((t, i) => (Expression)new BoundReference(i, t, nullable[i])).ToArray();

        var batches = new CaseBatches(random, values).Build(types, nullable, random.Next(1, 6));
        var steps = new List<ProgramStep>();
        for (var count = random.Next(1, 4); count > 0; count--)
        {
            var expressions = new ExpressionGenerator(random, values, columns, errors);
            for (var filters = random.Next(3); filters > 0; filters--)
                steps.Add(new ProgramStep.Filter(values.Chance(50) ? expressions.Selective(ordinal => steps.OfType<ProgramStep.Project>().Any() ? [] : values.Pick(batches).Columns[ordinal].Values) : expressions.Generate(BooleanType.Instance, random.Next(1, MaxDepth))));
            var projection = Enumerable.Range(0, random.Next(1, 5)).Select(_ => expressions.Generate(values.Type(), random.Next(0, MaxDepth + 1))).ToList();
            projection.AddRange(columns.Where(_ => values.Chance(30)));
            steps.Add(new ProgramStep.Project(projection.ToEquatableArray()));
            columns = [.. projection.Select((e, i) => new BoundReference(i, e.DataType, e.Nullable))];
        }

        return new ProgramCase(seed, types, [.. steps], batches);
    }
}

using System.Globalization;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Optimizer;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Configuration;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;
using SqlSpark.Execution;
using SqlSpark.Execution.Scheduling;
using Exists = SqlSpark.Catalyst.Expressions.Exists;

namespace SqlSpark.Catalyst.Tests.Optimizer.Rules.Subqueries;

/// <summary>Runs a plan as it is written: a subquery is run for every row, with the row's values in place of what refers to them.</summary>
internal sealed class NestedLoops(RuleContext context)
{
    private static readonly QueryEngine Engine = new(new WorkerPool(1), new MemoryPool(1L << 30));
    private static readonly ConfSnapshot WithoutOptimizer = new SessionConf([new("sqlspark.optimizer.enabled", "false")]).Snapshot;

    /// <summary>The rows as text, in an order of their own.</summary>
    public string Run(LogicalPlan plan) => Text(Rows(Evaluate(Inline(plan))));

    /// <summary>The rows of a plan without subqueries.</summary>
    public IReadOnlyList<IReadOnlyList<object?>> Rows(LogicalPlan plan)
    {
        using var result = Engine.Execute(LogicalOptimizer.Optimize(plan, new RuleContext(WithoutOptimizer, context.Functions, context.Catalog)), WithoutOptimizer);
        return [.. result.CollectRows().Select(row => (IReadOnlyList<object?>)[.. Enumerable.Range(0, plan.Output.Count).Select(i => row[i])])];
    }

    public static string Text(IReadOnlyList<IReadOnlyList<object?>> rows) => string.Join('\n', rows
        .Select(row => string.Join(", ", row.Select(value => value is null ? "NULL" : Convert.ToString(value, CultureInfo.InvariantCulture))))
        .Order(StringComparer.Ordinal));

    /// <summary>The plan as rows.</summary>
    private LocalRelation Evaluate(LogicalPlan plan)
    {
        if (plan is LocalRelation local)
            return local;
        var node = plan.MapChildren(Evaluate);
        if (node is LateralJoin join)
            return Pair(join);
        if (!node.Expressions.Any(e => e.Exists(static inner => inner is SubqueryExpression)))
            return new LocalRelation(node.Output, [.. Rows(node).Select(row => row.ToEquatableArray())]);

        // Only operators that look at one row at a time have subqueries here.
        var input = (LocalRelation)node.Children[0];
        var rows = input.Rows.SelectMany(row => Rows(node
            .MapExpressions(e => Bind(e, input.Attributes, row))
            .WithChildren([new LocalRelation(input.Attributes, [row])])));
        return new LocalRelation(node.Output, [.. rows.Select(row => row.ToEquatableArray())]);
    }

    private LocalRelation Pair(LateralJoin join)
    {
        var left = (LocalRelation)join.Left;
        var rows = new List<EquatableArray<object?>>();
        foreach (var row in left.Rows)
        {
            var right = Evaluate(Bind(((LateralSubquery)join.Right).Plan, left.Attributes, row));
            var pairs = new Join(new LocalRelation(left.Attributes, [row]), right, join.Type, join.Condition);
            rows.AddRange(Rows(pairs).Select(pair => pair.ToEquatableArray()));
        }

        return new LocalRelation(join.Output, [.. rows]);
    }

    private Expression Bind(Expression expression, EquatableArray<AttributeReference> columns, EquatableArray<object?> row) => expression.TransformUp(e =>
    {
        if (e is not SubqueryExpression subquery)
            return e;
        var result = Rows(Evaluate(Bind(subquery.Plan, columns, row)));
        switch (subquery)
        {
            case ScalarSubquery:
                return new Literal(result.SingleOrDefault()?[0], subquery.DataType);
            case Exists:
                return result.Count > 0 ? Literal.True : new Literal(false, BooleanType.Instance);
            case InSubquery within:
                var matches = result.Select(found => And.Of(
                    [.. within.Values.Select(Expression (value, i) => Comparison.EqualTo(value, new Literal(found[i], within.Plan.Output[i].Type)))])).ToArray();
                return matches.Length == 0 ? new Literal(false, BooleanType.Instance) : Or.Of(matches);
            default:
                throw new NotSupportedException(subquery.ToString());
        }
    });

    /// <summary>The plan with values in place of references to columns; references to others stay.</summary>
    private static LogicalPlan Bind(LogicalPlan plan, EquatableArray<AttributeReference> columns, EquatableArray<object?> row) =>
        plan.TransformUp(node => node.MapExpressions(expression => expression.TransformUp(e => e switch
        {
            OuterReference reference when IndexOf(columns, reference.ExprId) is var i and >= 0 => new Literal(row[i], reference.DataType),
            SubqueryExpression subquery => subquery with { Plan = Bind(subquery.Plan, columns, row) },
            _ => e,
        })));

    private static int IndexOf(EquatableArray<AttributeReference> columns, ExprId id) => columns.ToList().FindIndex(c => c.ExprId == id);

    /// <summary>The plan with common table expressions where they are read, also in subqueries.</summary>
    private static LogicalPlan Inline(LogicalPlan plan)
    {
        var definitions = new Dictionary<long, CteRelationDefinition>();
        LogicalPlan Visit(LogicalPlan node) => node.MapExpressions(e => e.TransformUp(inner => inner is SubqueryExpression s ? s with { Plan = Visit(s.Plan) } : inner)) switch
        {
            WithCte with => VisitWith(with),
            CteRelationReference reference => new Project(
                [.. reference.Output.Select(Expression (a, i) => new Alias(definitions[reference.Id].Output[i], a.Name, a.ExprId))], definitions[reference.Id].Child),
            var other => other.MapChildren(Visit),
        };
        LogicalPlan VisitWith(WithCte with)
        {
            foreach (var definition in with.Definitions.Cast<CteRelationDefinition>())
                definitions[definition.Id] = (CteRelationDefinition)definition.WithChildren([Visit(definition.Child)]);
            return Visit(with.Child);
        }

        return Visit(plan);
    }
}

using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.Sql.Differential.Metamorphic;

/// <summary>
/// Queries made from a SELECT that must have the same rows as each other: its condition split into where it is TRUE, FALSE and NULL (TLP), the rows
/// of its condition counted by a filter and by an expression (NoREC), its joins written in another order.
/// </summary>
internal static class Twins
{
    public static IEnumerable<Twin> Of(Query query)
    {
        if (query is Ordered { Input: var input })
            query = input;
        if (query is not Select { From: { } from } select)
            yield break;
        if (select.Where is { } condition)
        {
            yield return CountedTwice(from, condition);
            if (!HasQueryList(condition) && Split(select, condition) is { } split)
                yield return split;
        }

        if (WithOtherJoins(select) is { } reordered)
            yield return new Twin("join order", select, reordered);
    }

    private static Twin CountedTwice(Relation from, Term condition)
    {
        var filtered = new Select([Call(LongType.Instance, "count(*)")], from) { Where = condition };
        var counted = new Select([Call(LongType.Instance, "coalesce(sum(if({0}, 1L, 0L)), 0L)", condition)], from);
        return new Twin("NoREC", filtered, counted);
    }

    /// <summary>The rows without the condition are those where it is TRUE, FALSE and NULL.</summary>
    private static Twin? Split(Select select, Term condition)
    {
        var whole = select with { Where = null };
        Query parts = new SetOperation(
            "UNION ALL",
            new SetOperation("UNION ALL", select, select with { Where = Call(BooleanType.Instance, "(NOT {0})", condition) }),
            select with { Where = Call(BooleanType.Instance, "({0} IS NULL)", condition) });
        if (select.GroupBy is null && !select.Items.Any(IsAggregate))
        {
            return select.Items.Any(IsWindow)
                ? null
                : new Twin("TLP", whole, select.IsDistinct ? new Select(Columns(parts, "all"), new DerivedRelation(parts, "all")) { IsDistinct = true } : parts);
        }

        if (select.Having is not null || select.GroupBy is { Kind: not GroupingKind.Plain } || select.IsDistinct)
            return null;
        var keys = select.GroupBy?.Keys ?? [];
        if (!keys.All(k => select.Items.Contains(k)))
            return null;
        var items = Columns(parts, "all").ToArray();
        List<Term> groups = [.. items.Where((_, i) => keys.Contains(select.Items[i]))];
        for (var i = 0; i < items.Length; i++)
        {
            if (keys.Contains(select.Items[i]))
                continue;
            if (Combination(select.Items[i]) is not { } combination)
                return null;
            items[i] = Call(items[i].Type, combination, items[i]);
        }

        var combined = new Select([.. items], new DerivedRelation(parts, "all"))
        {
            GroupBy = select.GroupBy is null ? null : new Grouping(GroupingKind.Plain, [.. groups], []),
        };
        return new Twin("TLP of aggregates", whole, combined);
    }

    /// <summary>How an aggregate of parts becomes that of the whole, or null.</summary>
    private static string? Combination(Term item)
    {
        if (item is not CallTerm { Spark: var text } || text.Contains("DISTINCT", StringComparison.Ordinal) || text.Contains("OVER", StringComparison.Ordinal))
            return null;
        return text[..(text.IndexOf('(', StringComparison.Ordinal) + 1)] switch
        {
            "count(" or "count_if(" or "sum(" => "sum({0})",
            "min(" => "min({0})",
            "max(" => "max({0})",
            "bool_and(" => "bool_and({0})",
            "bool_or(" => "bool_or({0})",
            _ => null,
        };
    }

    /// <summary>Inner joins as cross joins in the reverse order, with all conditions in WHERE.</summary>
    private static Select? WithOtherJoins(Select select)
    {
        var relations = new List<Relation>();
        var conditions = new List<Term>();
        if (!Collect(select.From!) || relations.Count < 2)
            return null;
        if (select.Where is not null)
            conditions.Add(select.Where);
        relations.Reverse();
        return select with
        {
            From = relations.Aggregate((left, right) => new JoinRelation(left, right, "CROSS JOIN", null)),
            Where = conditions.Count == 0 ? null : conditions.Aggregate((left, right) => Call(BooleanType.Instance, "({0} AND {1})", left, right)),
        };

        bool Collect(Relation relation)
        {
            switch (relation)
            {
                case DerivedRelation { IsLateral: true }:
                    return false;
                case JoinRelation { Kind: "JOIN" or "CROSS JOIN", IsNatural: false, Using.IsEmpty: true } join:
                    if (!Collect(join.Left) || !Collect(join.Right))
                        return false;
                    if (join.Condition is not null)
                        conditions.Add(join.Condition);
                    return true;
                case JoinRelation:
                    return false;
                default:
                    relations.Add(relation);
                    return true;
            }
        }
    }

    private static EquatableArray<Term> Columns(Query query, string alias) => [.. query.Types.Select((t, i) => new ColumnTerm(t, alias, Query.ColumnName(i)))];

    private static bool IsAggregate(Term term) => Combination(term) is not null || HasText(term, "avg(") || HasText(term, "median(") || HasText(term, "DISTINCT") || HasText(term, "grouping(") || HasAggregate(term);

    private static bool HasAggregate(SqlNode node) => node is CallTerm call && (Combination(call) is not null || call.Arguments.Any(a => a is Term && HasAggregate(a)));

    private static bool IsWindow(Term term) => HasText(term, " OVER (");

    private static bool HasText(SqlNode node, string text) => node is CallTerm call && (call.Spark.Contains(text, StringComparison.Ordinal) || call.Arguments.Any(a => a is Term && HasText(a, text)));

    /// <summary>IN over a query: where it is NULL, Spark makes it FALSE.</summary>
    private static bool HasQueryList(SqlNode node) => (node is CallTerm call && call.Arguments.Count == 2 && call.Arguments[1] is Query) || node.Children.Any(HasQueryList);

    private static CallTerm Call(DataType type, string text, params SqlNode[] arguments) => new(type, true, text, text, EquatableArray.Create<SqlNode>(arguments));
}

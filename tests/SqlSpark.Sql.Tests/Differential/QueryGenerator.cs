using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.Sql.Differential;

/// <summary>Makes random queries over random tables.</summary>
internal sealed class QueryGenerator
{
    /// <summary>Joins that may give more rows than this are not made.</summary>
    private const long MaxRows = 30_000;

    private readonly Random _random;
    private readonly Features _features;
    private readonly TermGenerator _terms;
    private readonly AggregateGenerator _aggregates;
    private readonly WindowGenerator _windows;
    private readonly List<NamedSource> _named;
    private int _aliasCount;

    public QueryGenerator(Random random, EquatableArray<RandomTable> tables, Features features)
    {
        _features = features;
        _random = random;
        _terms = new TermGenerator(random, this, features);
        _aggregates = new AggregateGenerator(random, _terms, features);
        _windows = new WindowGenerator(random, _terms);
        _named = [.. tables.Select(t => new NamedSource(t.Name, [.. t.Columns.Select(c => (c.Name, c.Type))], t.Rows.Count))];
    }

    /// <summary>A query.</summary>
    public Query Top()
    {
        var tableCount = _named.Count;
        var definitions = new List<Query>();
        if (_random.Chance(10))
        {
            for (var count = _random.Next(1, 3); count > 0; count--)
            {
                var definition = Any(depth: 1);
                _named.Add(new NamedSource($"w{definitions.Count}", [.. definition.Types.Select((t, i) => (Query.ColumnName(i), t))], 1000));
                definitions.Add(definition);
            }
        }

        var body = Any(depth: 2);
        if (_random.Chance(18))
            body = InOrder(body);
        if (definitions.Count == 0)
            return body;
        var names = _named.Skip(tableCount).Select(n => n.Table).ToEquatableArray();
        _named.RemoveRange(tableCount, definitions.Count);
        return new WithQueries(names, [.. definitions], body);
    }

    /// <summary>A subquery of one row and one column.</summary>
    public Query Scalar(DataType type, Scope outer)
    {
        var (from, scope) = Subquery(outer);
        if (_random.Chance(15))
            return new Ordered(new Select([_terms.Of(type, scope)], from) { Where = Correlated(scope, outer) }, [Key(0)], 1, null);
        Term item = type is LongType && _random.Chance(50) ? _aggregates.Count(scope) : _aggregates.Extreme(type, scope);
        return new Select([item], from) { Where = Correlated(scope, outer) };
    }

    /// <summary>A subquery whose rows only count by being there.</summary>
    public Query Exists(Scope outer)
    {
        var (from, scope) = Subquery(outer);
        return new Select([_terms.Any(scope with { Depth = 0 })], from) { Where = Correlated(scope, outer) };
    }

    /// <summary>A subquery of one column.</summary>
    public Query Column(DataType type, Scope outer)
    {
        var (from, scope) = Subquery(outer);
        var item = _terms.Of(type, scope with { Depth = Math.Min(1, scope.Depth) });
        return new Select([outer.IsCondition ? item : _terms.WithoutNulls(item)], from)
        {
            Where = Correlated(scope, outer),
            IsDistinct = _random.Chance(10),
        };
    }

    /// <summary>Relations joined with each other, and their columns.</summary>
    public (Relation From, Scope Scope) Joined(int depth, int relationCount, int subqueryDepth)
    {
        var (from, leaves, rowCount) = Source(depth);
        for (var i = 1; i < relationCount; i++)
        {
            var right = Source(depth);
            if (_features.HasLateral && _random.Chance(10))
            {
                (from, leaves, rowCount) = Lateral((from, leaves, rowCount));
                continue;
            }

            if (_random.Chance(12) && i + 1 < relationCount)
                right = Join(right, Source(depth)) is var (relation, columns, rows) ? (relation, columns, rows) : right;
            (from, leaves, rowCount) = Join((from, leaves, rowCount), right);
        }

        return (from, new Scope(leaves, Depth: 3, subqueryDepth));
    }

    private Query Any(int depth) => _random.Next(10) switch
    {
        0 or 1 when depth > 0 => Combined(depth - 1),
        <= 4 => Grouped(depth),
        _ => Plain(depth),
    };

    private Select Plain(int depth)
    {
        var (from, scope) = Joined(depth, RelationCount(), subqueryDepth: 1);

        // One window at most: equal rows may stand in one order for one and in another for the next.
        var windowAt = _features.HasWindows && _random.Chance(25) ? _random.Next(4) : -1;
        var items = Enumerable.Range(0, _random.Next(1, 5)).Select(i => i == windowAt ? _windows.Any(scope) : _terms.Any(scope with { Depth = 2 })).ToEquatableArray();
        return new Select(items, from) { Where = _random.Chance(60) ? _terms.Condition(scope) : null, IsDistinct = _random.Chance(10) };
    }

    private Select Grouped(int depth)
    {
        var (from, scope) = Joined(depth, RelationCount(), subqueryDepth: 1);
        var inner = scope with { Depth = 1, SubqueryDepth = 0 };
        var where = _random.Chance(45) ? _terms.Condition(scope) : null;
        var grouping = Grouping(inner);
        var keys = grouping?.Keys ?? [];
        var aggregates = Enumerable.Range(0, _random.Next(grouping is null ? 1 : 0, 4)).Select(_ => _aggregates.Any(inner)).ToList();
        List<Term> leaves = [.. keys, .. aggregates];
        var outer = new Scope(leaves, Depth: 1, SubqueryDepth: 0);
        List<Term> items = [.. keys.Where(_ => _random.Chance(85)), .. aggregates];
        if (items.Count == 0 || _random.Chance(20))
            items.Add(_random.Pick(leaves) is var leaf && _random.Chance(60) ? _terms.Of(leaf.Type, outer) : leaf);
        if (grouping is { Kind: not GroupingKind.Plain } && _random.Chance(40))
            items.Add(new CallTerm(ByteType.Instance, true, "grouping({0})", "CAST(grouping({0}) AS TINYINT)", [_random.Pick(keys)]));
        IReadOnlyList<Term> named = grouping is { Kind: GroupingKind.Plain } ? [.. keys.Where(k => k is ColumnTerm)] : [];
        var having = _random.Chance(25) ? _terms.Condition(outer with { SubqueryDepth = 1, Outer = named }) : null;
        return new Select([.. items.Take(6)], from) { Where = where, GroupBy = grouping, Having = having };
    }

    private Grouping? Grouping(Scope scope)
    {
        if (_random.Chance(20))
            return null;
        if (_random.Chance(15))
        {
            Term[] columns = [.. scope.Leaves.OrderBy(_ => _random.Next()).Take(_random.Next(1, 4))];
            var kind = _random.Pick<GroupingKind>([GroupingKind.Rollup, GroupingKind.Cube, GroupingKind.Sets]);
            var sets = Enumerable.Range(0, _random.Next(1, 4)).Select(_ => Enumerable.Range(0, columns.Length).Where(_ => _random.Chance(50)).ToEquatableArray()).ToEquatableArray();
            if (kind == GroupingKind.Sets)
                sets = sets.Add([.. Enumerable.Range(0, columns.Length)]);
            return new Grouping(kind, [.. columns], sets);
        }

        var keys = new List<Term>();
        for (var count = _random.Next(1, 4); count > 0; count--)
        {
            var key = _random.Chance(70) ? _random.Pick(scope.Leaves) : _terms.Any(scope);
            if (HasColumn(key) && !keys.Contains(key))
                keys.Add(key);
        }

        return keys.Count == 0 ? null : new Grouping(GroupingKind.Plain, [.. keys], []);
    }

    private static bool HasColumn(SqlNode node) => node is ColumnTerm || node.Children.Any(HasColumn);

    private SetOperation Combined(int depth)
    {
        var left = Any(depth);
        var (from, scope) = Joined(depth, RelationCount(), subqueryDepth: 0);
        var items = left.Types.Map(t => _terms.Coerced(t, scope with { Depth = 1 }));
        Query right = new Select(items, from) { Where = _random.Chance(50) ? _terms.Condition(scope) : null };
        if (_random.Chance(15))
            right = new SetOperation(Operator(), right, new Select(left.Types.Map(t => _terms.Coerced(t, scope with { Depth = 0 })), from));
        return new SetOperation(Operator(), left, right);
    }

    private string Operator() => _random.Pick<string>(["UNION ALL", "UNION ALL", "UNION", "INTERSECT", "INTERSECT ALL", "EXCEPT", "EXCEPT ALL"]);

    private Ordered InOrder(Query query)
    {
        var keys = Enumerable.Range(0, query.Types.Count).OrderBy(_ => _random.Next()).Select(Key).ToEquatableArray();
        return new Ordered(query, keys, _random.Chance(70) ? _random.Next(0, 12) : null, _random.Chance(20) ? _random.Next(0, 6) : null);
    }

    private OrderKey Key(int column) => new(column, _random.Chance(40), _random.Chance(60) ? null : _random.Chance(50));

    private int RelationCount() => _random.Next(10) switch { < 5 => 1, < 8 => 2, 8 => 3, _ => 4 };

    private (Relation From, Scope Scope) Subquery(Scope outer)
    {
        var (from, scope) = Joined(depth: 0, _random.Chance(75) ? 1 : 2, outer.SubqueryDepth - 1);
        return (from, scope with { Depth = 1 });
    }

    private Term? Correlated(Scope inner, Scope outer)
    {
        Term? condition = null;
        if (outer.Outer.Count > 0 && _random.Chance(60))
        {
            for (var count = _random.Chance(75) ? 1 : 2; count > 0; count--)
                condition = And(condition, _terms.Comparison(_random.Pick(outer.Outer), inner with { Depth = 0 }, isEquality: _random.Chance(80)));
            if (_random.Chance(10))
                condition = And(condition, _terms.Condition(new Scope([.. inner.Leaves, .. outer.Outer], Depth: 1, SubqueryDepth: 0)));
        }

        return _random.Chance(50) ? And(condition, _terms.Condition(inner)) : condition;
    }

    private (Relation Relation, List<Term> Leaves, long RowCount) Source(int depth)
    {
        var alias = $"r{_aliasCount++}";
        if (depth > 0 && _random.Chance(15))
        {
            var query = Any(depth - 1);
            if (_random.Chance(15))
                query = InOrder(query);
            return (new DerivedRelation(query, alias), [.. query.Types.Select((t, i) => new ColumnTerm(t, alias, Query.ColumnName(i)))], 1000);
        }

        if (_random.Chance(7) && Merged(alias) is { } merged)
            return merged;
        var source = _random.Pick(_named);
        return (new TableRelation(source.Table, alias), [.. source.Columns.Select(c => new ColumnTerm(c.Type, alias, c.Name))], source.RowCount);
    }

    private (Relation Relation, List<Term> Leaves, long RowCount) Join(
        (Relation Relation, List<Term> Leaves, long RowCount) left, (Relation Relation, List<Term> Leaves, long RowCount) right)
    {
        var product = left.RowCount * right.RowCount;
        var kind = _random.Pick<string>(["JOIN", "JOIN", "JOIN", "LEFT JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN", "SEMI JOIN", "ANTI JOIN", "CROSS JOIN"]);
        List<Term> both = [.. left.Leaves, .. right.Leaves];
        var seen = kind is "SEMI JOIN" or "ANTI JOIN" ? left.Leaves : both;
        if (product <= MaxRows / 10 && kind == "CROSS JOIN")
            return (new JoinRelation(left.Relation, right.Relation, kind, null), both, product);
        if (kind == "CROSS JOIN")
            kind = "JOIN";

        var scope = new Scope(both, Depth: 1, _random.Chance(25) ? 1 : 0);
        if (product <= MaxRows / 10 && _random.Chance(15))
            return (new JoinRelation(left.Relation, right.Relation, kind, _terms.Condition(scope)), seen, product);
        if (product / 4 > MaxRows)
            return left;
        Term? condition = null;
        for (var count = _random.Chance(75) ? 1 : 2; count > 0; count--)
        {
            var key = _random.Chance(40) ? left.Leaves.FirstOrDefault(l => l.Type is IntegerType) ?? left.Leaves[0] : _random.Pick(left.Leaves);
            if (_random.Chance(10))
                key = _terms.Of(key.Type, new Scope(left.Leaves, 1, 0));
            condition = And(condition, _terms.Comparison(key, new Scope(right.Leaves, _random.Chance(85) ? 0 : 1, 0), isEquality: true));
        }

        if (_random.Chance(25))
            condition = And(condition, _terms.Condition(scope));
        return (new JoinRelation(left.Relation, right.Relation, kind, condition), seen, Math.Max(product / 4, 1));
    }

    /// <summary>A join by the columns that both sides have: a table with itself, or two queries. In a query of its own, since the names may come again.</summary>
    private (Relation Relation, List<Term> Leaves, long RowCount)? Merged(string alias)
    {
        var (left, leftColumns, leftCount) = Side($"{alias}l", null, []);
        var (right, rightColumns, rightCount) = Side($"{alias}r", left, leftColumns);
        if (leftCount * rightCount / 4 > MaxRows)
            return null;
        var isNatural = _random.Chance(30);
        var common = leftColumns.Where(l => rightColumns.Exists(r => r.Name == l.Name)).OrderBy(_ => _random.Next()).ToList();
        var keys = isNatural ? common : common[.._random.Next(1, Math.Min(common.Count, 2) + 1)];
        var kind = _random.Pick<string>(["JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN", "FULL JOIN", .. isNatural ? (string[])[] : ["SEMI JOIN", "ANTI JOIN"]]);
        List<Term> leaves = [.. keys.Select(k => new ColumnTerm(k.Type, "", k.Name)), .. leftColumns];
        if (kind is not ("SEMI JOIN" or "ANTI JOIN"))
            leaves.AddRange(rightColumns);
        var items = leaves.Where((_, i) => i == 0 || _random.Chance(60)).Take(6).ToEquatableArray();
        var join = new JoinRelation(left, right, kind, null) { IsNatural = isNatural, Using = isNatural ? [] : [.. keys.Select(k => k.Name)] };
        var query = new Select(items, join) { Where = _random.Chance(25) ? _terms.Condition(new Scope(leaves, Depth: 1, SubqueryDepth: 0)) : null };
        return (new DerivedRelation(query, alias), [.. items.Select((t, i) => new ColumnTerm(t.Type, alias, Query.ColumnName(i)))], Math.Max(leftCount * rightCount / 4, 1));

        (Relation Relation, List<ColumnTerm> Columns, long RowCount) Side(string name, Relation? other, List<ColumnTerm> otherColumns)
        {
            var source = other is TableRelation table ? _named.Find(n => n.Table == table.Table)! : _random.Pick(_named);
            if (other is TableRelation || (other is null && _random.Chance(50)))
                return (new TableRelation(source.Table, name), [.. source.Columns.Select(c => new ColumnTerm(c.Type, name, c.Name))], source.RowCount);
            var inner = $"{name}0";
            var scope = new Scope([.. source.Columns.Select(c => new ColumnTerm(c.Type, inner, c.Name))], Depth: 0, SubqueryDepth: 0);
            EquatableArray<Term> list = other is null
                ? [.. scope.Leaves.OrderBy(_ => _random.Next()).Take(_random.Next(1, 4))]
                : [.. otherColumns.Take(_random.Next(1, otherColumns.Count + 1)).Select(c => _terms.Of(c.Type, scope)), _random.Pick(scope.Leaves)];
            if (list.Count <= otherColumns.Count)   // the last one has the name of a column of another type
                list = [.. list.Take(list.Count - 1)];
            return (new DerivedRelation(new Select(list, new TableRelation(source.Table, inner)), name), [.. list.Select((t, i) => new ColumnTerm(t.Type, name, Query.ColumnName(i)))], source.RowCount);
        }
    }

    /// <summary>A join with a query that is asked anew for each row of the left side.</summary>
    private (Relation Relation, List<Term> Leaves, long RowCount) Lateral((Relation Relation, List<Term> Leaves, long RowCount) left)
    {
        var alias = $"r{_aliasCount++}";
        var outer = new Scope(left.Leaves, Depth: 1, SubqueryDepth: 1);
        var query = _random.Chance(60) ? Scalar(_random.Pick(left.Leaves).Type, outer) : Column(_random.Pick(left.Leaves).Type, outer);
        var derived = new DerivedRelation(query, alias) { IsLateral = true };
        List<Term> leaves = [.. left.Leaves, new ColumnTerm(query.Types[0], alias, Query.ColumnName(0))];
        return _random.Chance(60)
            ? (new JoinRelation(left.Relation, derived, "CROSS JOIN", null), leaves, left.RowCount * 4)
            : (new JoinRelation(left.Relation, derived, "LEFT JOIN", Term.Constant(BooleanType.Instance, "TRUE")), leaves, left.RowCount * 4);
    }

    private static Term And(Term? left, Term right) =>
        left is null ? right : new CallTerm(BooleanType.Instance, true, "({0} AND {1})", "({0} AND {1})", [left, right]);

    private sealed record NamedSource(string Table, EquatableArray<(string Name, DataType Type)> Columns, long RowCount);
}

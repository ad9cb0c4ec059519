using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.Sql.Differential;

/// <summary>A query whose columns are named c0, c1, ...</summary>
internal abstract record Query : SqlNode
{
    public abstract EquatableArray<DataType> Types { get; }

    public static string ColumnName(int index) => $"c{index}";

    /// <summary>The order that the rows come in, or null.</summary>
    public virtual Ordered? FinalOrder => null;

    /// <summary>This query without one of its columns.</summary>
    public virtual IEnumerable<Query> WithFewerColumns() => [];
}

/// <summary>How GROUP BY reads its keys.</summary>
internal enum GroupingKind
{
    Plain,
    Rollup,
    Cube,
    Sets,
}

/// <summary>GROUP BY.</summary>
/// <param name="Kind">How the keys are read.</param>
/// <param name="Keys">The keys.</param>
/// <param name="Sets">Of <see cref="GroupingKind.Sets"/>: the numbers of the keys of each set.</param>
internal sealed record Grouping(GroupingKind Kind, EquatableArray<Term> Keys, EquatableArray<EquatableArray<int>> Sets)
{
    public string In(Dialect dialect)
    {
        var keys = Keys.Select(k => k.In(dialect)).ToArray();
        var list = string.Join(", ", keys);
        return Kind switch
        {
            GroupingKind.Rollup => $"ROLLUP ({list})",
            GroupingKind.Cube => $"CUBE ({list})",
            GroupingKind.Sets => $"GROUPING SETS ({string.Join(", ", Sets.Select(s => $"({string.Join(", ", s.Where(i => i < keys.Length).Select(i => keys[i]))})"))})",
            _ => list,
        };
    }
}

/// <summary>SELECT.</summary>
internal sealed record Select(EquatableArray<Term> Items, Relation? From) : Query
{
    /// <summary>The set without keys gives a row over no rows in DuckDB, as the standard wants, and none in Spark.</summary>
    private const string GroupIsNotEmpty = "count(*) > 0";

    public bool IsDistinct { get; init; }

    public Term? Where { get; init; }

    public Grouping? GroupBy { get; init; }

    public Term? Having { get; init; }

    public override EquatableArray<DataType> Types => Items.Map(i => i.Type);

    public override EquatableArray<SqlNode> Children
    {
        get
        {
            List<SqlNode> children = [.. Items];
            if (GroupBy is not null)
                children.AddRange(GroupBy.Keys);
            foreach (var part in (SqlNode?[])[From, Where, Having])
            {
                if (part is not null)
                    children.Add(part);
            }

            return [.. children];
        }
    }

    public override SqlNode With(EquatableArray<SqlNode> children)
    {
        var at = 0;
        var items = Items.Map(_ => (Term)children[at++]);
        var grouping = GroupBy is null ? null : GroupBy with { Keys = GroupBy.Keys.Map(_ => (Term)children[at++]) };
        var from = From is null ? null : (Relation)children[at++];
        var where = Where is null ? null : (Term)children[at++];
        var having = Having is null ? null : (Term)children[at++];
        return this with { Items = items, GroupBy = grouping, From = from, Where = where, Having = having };
    }

    public override IEnumerable<SqlNode> Simpler()
    {
        if (Where is not null)
            yield return this with { Where = null };
        if (Having is not null)
            yield return this with { Having = null };
        if (IsDistinct)
            yield return this with { IsDistinct = false };
        if (GroupBy is not null)
        {
            yield return this with { GroupBy = null };
            if (GroupBy.Kind != GroupingKind.Plain)
                yield return this with { GroupBy = GroupBy with { Kind = GroupingKind.Plain } };
            for (var i = 0; i < GroupBy.Keys.Count; i++)
                yield return this with { GroupBy = GroupBy with { Keys = [.. GroupBy.Keys.Where((_, at) => at != i)] } };
        }
    }

    public override IEnumerable<Query> WithFewerColumns() =>
        Items.Count == 1 ? [] : Enumerable.Range(0, Items.Count).Select(i => this with { Items = [.. Items.Where((_, at) => at != i)] });

    public override string In(Dialect dialect)
    {
        var items = string.Join(", ", Items.Select((item, i) => $"{item.In(dialect)} AS {ColumnName(i)}"));
        var text = $"SELECT {(IsDistinct ? "DISTINCT " : "")}{items}";
        if (From is not null)
            text += $" FROM {From.In(dialect)}";
        if (Where is not null)
            text += $" WHERE {Where.In(dialect)}";
        if (GroupBy is { Keys.IsEmpty: false })
            text += $" GROUP BY {GroupBy.In(dialect)}";
        var having = Having?.In(dialect);
        if (dialect == Dialect.DuckDb && GroupBy is { Keys.IsEmpty: false, Kind: not GroupingKind.Plain })
            having = having is null ? GroupIsNotEmpty : $"({having}) AND {GroupIsNotEmpty}";
        return having is null ? text : $"{text} HAVING {having}";
    }
}

/// <summary>UNION, INTERSECT, EXCEPT. The types of its columns are the wider ones of both sides.</summary>
internal sealed record SetOperation(string Operator, Query Left, Query Right) : Query
{
    public override EquatableArray<DataType> Types => [.. Left.Types.Zip(Right.Types, (l, r) => SqlTypes.Common(l, r) ?? l)];

    public override EquatableArray<SqlNode> Children => [Left, Right];

    public override SqlNode With(EquatableArray<SqlNode> children) => this with { Left = (Query)children[0], Right = (Query)children[1] };

    public override IEnumerable<SqlNode> Simpler() => [Left, Right];

    public override string In(Dialect dialect) => $"{Side(Left, dialect)} {Operator} {Side(Right, dialect)}";

    /// <summary>DuckDB mixes types by rules of its own, so both sides are cast.</summary>
    private string Side(Query side, Dialect dialect)
    {
        var types = Types;
        if (dialect == Dialect.Spark || side.Types == types)
            return $"({side.In(dialect)})";
        var items = types.Select((t, i) => $"{SqlTypes.DuckDbCast(ColumnName(i), t)} AS {ColumnName(i)}");
        return $"(SELECT {string.Join(", ", items)} FROM ({side.In(dialect)}) AS side)";
    }
}

/// <summary>ORDER BY all columns, so that the order is total, and LIMIT and OFFSET.</summary>
/// <param name="Keys">The columns, each once.</param>
internal sealed record Ordered(Query Input, EquatableArray<OrderKey> Keys, int? Limit, int? Offset) : Query
{
    public override Ordered FinalOrder => this;

    public override EquatableArray<DataType> Types => Input.Types;

    public override EquatableArray<SqlNode> Children => [Input];

    public override SqlNode With(EquatableArray<SqlNode> children) => this with { Input = (Query)children[0] };

    public override IEnumerable<SqlNode> Simpler()
    {
        yield return Input;
        if (Offset is not null)
            yield return this with { Offset = null };
    }

    /// <summary>ORDER BY.</summary>
    public string Order(Dialect dialect) => $" ORDER BY {string.Join(", ", Keys.Select(k => k.In(dialect, ColumnName(k.Column))))}";

    public override string In(Dialect dialect) => $"{Input.In(dialect)}{Order(dialect)}{(Limit is null ? "" : $" LIMIT {Limit}")}{(Offset is null ? "" : $" OFFSET {Offset}")}";
}

/// <summary>One key of an order.</summary>
/// <param name="Column">The number of the column.</param>
/// <param name="IsDescending">DESC.</param>
/// <param name="NullsFirst">Where NULLs go; null for the dialect's own default, which is Spark's.</param>
internal readonly record struct OrderKey(int Column, bool IsDescending, bool? NullsFirst)
{
    public string In(Dialect dialect, string term)
    {
        var text = IsDescending ? $"{term} DESC" : term;
        if (NullsFirst is null && dialect == Dialect.Spark)
            return text;
        return text + (NullsFirst ?? !IsDescending ? " NULLS FIRST" : " NULLS LAST");
    }
}

/// <summary>WITH.</summary>
internal sealed record WithQueries(EquatableArray<string> Names, EquatableArray<Query> Definitions, Query Body) : Query
{
    public override Ordered? FinalOrder => Body.FinalOrder;

    public override EquatableArray<DataType> Types => Body.Types;

    public override EquatableArray<SqlNode> Children => [.. Definitions, Body];

    public override IEnumerable<Query> WithFewerColumns() => Body.WithFewerColumns().Select(b => this with { Body = b });

    public override SqlNode With(EquatableArray<SqlNode> children) =>
        this with { Definitions = [.. children.Take(Definitions.Count).Cast<Query>()], Body = (Query)children[^1] };

    public override IEnumerable<SqlNode> Simpler() => [Body];

    public override string In(Dialect dialect) =>
        $"WITH {string.Join(", ", Names.Zip(Definitions, (n, d) => $"{n} AS ({d.In(dialect)})"))} {Body.In(dialect)}";
}

using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Analysis;

/// <summary>The columns that <c>*</c>, <c>t.*</c> and <c>struct.*</c> stand for, less those of EXCEPT. Spark: <c>UnresolvedStarBase.expand</c>.</summary>
internal static class StarExpansion
{
    /// <summary>The columns in order; each is an <see cref="INamedExpression"/>.</summary>
    public static EquatableArray<Expression> Expand(UnresolvedStar star, NameScope columns, PlanResolver plans)
    {
        var expanded = star.Target.IsEmpty ? columns.Attributes.Map(Expression (a) => a) : ExpandTarget(star, columns, plans);
        return star.Except.IsEmpty ? expanded : WithoutExcepted(star, expanded, columns, plans);
    }

    private static EquatableArray<Expression> ExpandTarget(UnresolvedStar star, NameScope columns, PlanResolver plans)
    {
        var relation = columns.FindRelation(star.Target);
        if (!relation.IsEmpty)
            return relation.Map(Expression (a) => a);

        var name = new UnresolvedAttribute(star.Target) { Origin = star.Origin };
        var match = columns.Find(star.Target, out var ambiguous);
        if (!ambiguous.IsEmpty)
            throw AnalysisErrors.AmbiguousReference(star, star.Target, ambiguous);
        if (match is not { } found)
            throw AnalysisErrors.UnresolvedStar(star, star.Target, columns.Attributes);
        Expression record = found.Attribute;
        for (var i = found.UsedParts; i < star.Target.Count; i++)
            record = ValueExtraction.Extract(record, Literal.String(star.Target[i]), plans, name);
        if (record.DataType is not StructType type)
            throw AnalysisErrors.UnresolvedStar(star, star.Target, columns.Attributes);
        return Enumerable.Range(0, type.Fields.Count)
            .Select(Expression (i) => new Alias(new GetStructField(record, i), type.Fields[i].Name)).ToEquatableArray();
    }

    private static EquatableArray<Expression> WithoutExcepted(
        UnresolvedStar star, EquatableArray<Expression> expanded, NameScope columns, PlanResolver plans)
    {
        var excepted = new Dictionary<ExprId, List<EquatableArray<string>>>();
        var visible = new NameScope(expanded.Map(e => ((INamedExpression)e).ToAttribute()), plans.Names);
        foreach (var name in star.Except)
        {
            var match = visible.Find(name, out var ambiguous);
            if (!ambiguous.IsEmpty)
                throw AnalysisErrors.AmbiguousReference(star, name, ambiguous);
            if (match is not { } found)
                throw AnalysisErrors.UnresolvedColumn(star, name, columns.Attributes);
            if (!excepted.TryGetValue(found.Attribute.ExprId, out var fields))
                excepted.Add(found.Attribute.ExprId, fields = []);
            fields.Add(EquatableArray.Create(name.AsSpan()[found.UsedParts..]));
        }

        var kept = new List<Expression>(expanded.Count);
        foreach (var column in expanded)
        {
            var named = (INamedExpression)column;
            if (!excepted.TryGetValue(named.ExprId, out var fields))
                kept.Add(column);
            else if (WithoutFields(star, column, fields, plans.Names) is { } rest)
                kept.Add(ReferenceEquals(rest, column) ? column : new Alias(rest, named.Name));
        }

        return kept.ToEquatableArray();
    }

    /// <summary>The value less some of its fields; null when all of it is left out.</summary>
    private static Expression? WithoutFields(UnresolvedStar star, Expression value, List<EquatableArray<string>> paths, StringComparer names)
    {
        if (paths.Exists(p => p.IsEmpty))
            return paths.Count == 1 ? null : throw AnalysisErrors.ExceptOverlaps(star, star.Except);
        var input = value is Alias alias ? alias.Child : value;
        if (input.DataType is not StructType type)
            throw AnalysisErrors.ExceptNestedType(star, paths[0], input.DataType);

        var fieldNames = new List<string>();
        var values = new List<Expression>();
        var used = 0;
        for (var i = 0; i < type.Fields.Count; i++)
        {
            var inner = paths.FindAll(p => names.Equals(p[0], type.Fields[i].Name));
            used += inner.Count;
            var field = new GetStructField(input, i);
            var rest = inner.Count == 0 ? field : WithoutFields(star, field, inner.ConvertAll(p => EquatableArray.Create(p.AsSpan()[1..])), names);
            if (rest is null)
                continue;
            fieldNames.Add(type.Fields[i].Name);
            values.Add(rest);
        }

        if (used < paths.Count)
            throw AnalysisErrors.FieldNotFound(star, paths.Find(p => type.IndexOf(p[0], StringComparison.OrdinalIgnoreCase) < 0)[0], type);
        var built = new CreateStruct(fieldNames.ToEquatableArray(), values.ToEquatableArray());
        return input.Nullable ? new If(new IsNull(input), Literal.Null(built.DataType), built) : built;
    }
}

using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Analysis;

/// <content>Columns, fields and lambda variables by name.</content>
internal sealed partial class ExpressionResolver
{
    /// <summary>Functions that need no parentheses when no column has their name.</summary>
    private static readonly HashSet<string> LiteralFunctions = new(StringComparer.OrdinalIgnoreCase)
    {
        "current_date", "current_timestamp", "current_time", "current_user", "user", "session_user",
    };

    /// <summary>The column that a name means among <paramref name="columns"/>, with the fields behind it; null when there is none.</summary>
    /// <exception cref="SqlSparkException"><c>AMBIGUOUS_REFERENCE</c>.</exception>
    public Expression? FindColumn(NameScope columns, UnresolvedAttribute name)
    {
        var match = columns.Find(name.NameParts, out var ambiguous);
        if (!ambiguous.IsEmpty)
            throw AnalysisErrors.AmbiguousReference(name, name.NameParts, ambiguous);
        return match is { } found ? WithFields(Named(found.Attribute, name, found.UsedParts), name, found.UsedParts) : null;
    }

    /// <summary>A use of a column: the name as written, at its place in the text.</summary>
    public static AttributeReference Named(AttributeReference attribute, UnresolvedAttribute name, int usedParts)
    {
        var written = name.NameParts[usedParts - 1];
        return attribute.Name == written && name.Origin.IsNone ? attribute : attribute with { Name = written, Origin = name.Origin };
    }

    /// <summary>The fields that the rest of a name leads to.</summary>
    public Expression WithFields(Expression column, UnresolvedAttribute name, int usedParts)
    {
        for (var i = usedParts; i < name.NameParts.Count; i++)
            column = ValueExtraction.Extract(column, Literal.String(name.NameParts[i]), _plans, name);
        return column;
    }

    private Expression ResolveName(UnresolvedAttribute name)
    {
        if (_lambdas?.Find(name.NameParts[0], _plans.Names) is { } variable)
            return WithFields(variable, name, 1);
        if (name.PlanId is { } planId)
            return ResolveDataFrameColumn(name, planId);
        return _find(name)
            ?? FindLiteralFunction(name)
            ?? Fallback?.Invoke(name)
            ?? FindOuter(name)
            ?? FindVariable(name)
            ?? throw AnalysisErrors.UnresolvedColumn(name, name.NameParts, _columns.Attributes);
    }

    private Expression? FindLiteralFunction(UnresolvedAttribute name)
    {
        if (name.NameParts.Count != 1)
            return null;
        if (name.NameParts[0].Equals("grouping__id", StringComparison.OrdinalIgnoreCase))
            return new Alias(new GroupingId([]), "grouping__id");
        return LiteralFunctions.Contains(name.NameParts[0]) && _plans.Context.Functions.Find(name.NameParts[0]) is not null
            ? Resolve(new UnresolvedFunction(name.NameParts, []))
            : null;
    }

    private Expression? FindVariable(UnresolvedAttribute name) =>
        _plans.FindVariable(name.NameParts) is { } found ? WithFields(PlanResolver.ReferenceTo(found.Variable), name, found.UsedParts) : null;

    private Expression? FindOuter(UnresolvedAttribute name)
    {
        if (_scope.Outer is not { } outer)
            return null;
        foreach (var columns in (ReadOnlySpan<NameScope>)[outer, .. _scope.FurtherOuter])
        {
            if (columns.Find(name.NameParts, out _) is { } match)
                return WithFields(new OuterReference(Named(match.Attribute, name, match.UsedParts)), name, match.UsedParts);
        }

        return null;
    }

    /// <summary>Searches the output of the DataFrame that the column was taken from.</summary>
    private Expression ResolveDataFrameColumn(UnresolvedAttribute name, long planId)
    {
        Expression? found = null;
        foreach (var plan in DataFramePlans.Find(Inputs, planId))
        {
            if (FindColumn(new NameScope(plan.Output, _plans.Names), name) is not { } column)
                continue;
            if (found is not null && !found.Equals(column))
                throw AnalysisErrors.AmbiguousDataFrameColumn(name, name.NameParts);
            found = column;
        }

        return found ?? throw AnalysisErrors.UnresolvedDataFrameColumn(name, name.NameParts);
    }

    private Expression ResolveExtract(UnresolvedExtractValue extract)
    {
        var child = Resolve(extract.Left);
        if (extract.Right is UnresolvedAttribute key && child.DataType is MapType { KeyType: StringType } && !CanResolve(key))
            throw AnalysisErrors.UnresolvedMapKey(key, key.NameParts, _columns.Attributes);
        return ValueExtraction.Extract(child, Resolve(extract.Right), _plans, extract);
    }

    private bool CanResolve(UnresolvedAttribute name) =>
        _lambdas?.Find(name.NameParts[0], _plans.Names) is not null || (_find(name) ?? Fallback?.Invoke(name) ?? FindOuter(name)) is not null;

    /// <summary>The columns that a star stands for.</summary>
    public EquatableArray<Expression> Expand(UnresolvedStar star)
    {
        var columns = FindOuterRelation(star) ?? StarExpansion.Expand(star, star.Target.IsEmpty ? _columns : WithLeftOutByUsing(), _plans);
        return star.Replacements.IsEmpty ? columns : Replace(columns, Resolve(star.Replacements));
    }

    /// <summary>The columns of a relation of the outer query; null when the star means something of this one.</summary>
    private EquatableArray<Expression>? FindOuterRelation(UnresolvedStar star)
    {
        if (_scope.Outer is not { } outer || star.Target.IsEmpty || !star.Except.IsEmpty)
            return null;
        if (!_columns.FindRelation(star.Target).IsEmpty || _columns.Find(star.Target, out var ambiguous) is not null || !ambiguous.IsEmpty)
            return null;
        var relation = outer.FindRelation(star.Target);
        return relation.IsEmpty ? null : relation.Map(Expression (a) => new OuterReference(a));
    }

    /// <summary>A relation's star brings the columns that USING left out, before the others. Spark: <c>UnresolvedStarBase.expandStar</c>.</summary>
    private NameScope WithLeftOutByUsing()
    {
        var hidden = Inputs.SelectMany(HiddenColumns.LeftOutByUsing).ToEquatableArray();
        return hidden.IsEmpty ? _columns : new NameScope([.. hidden, .. _columns.Attributes], _plans.Names);
    }

    /// <summary><c>|&gt; SET</c>: new expressions take the places of columns.</summary>
    private EquatableArray<Expression> Replace(EquatableArray<Expression> columns, EquatableArray<Expression> replacements)
    {
        foreach (var replacement in replacements)
        {
            var target = (INamedExpression)replacement;
            var ordinal = columns.ToList().FindIndex(c => _plans.Names.Equals(((INamedExpression)c).Name, target.Name));
            if (ordinal < 0)
                throw AnalysisErrors.UnresolvedColumn(replacement, [target.Name], _columns.Attributes);
            columns = columns.SetItem(ordinal, replacement);
        }

        return columns;
    }
}

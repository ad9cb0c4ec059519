using SqlSpark.Catalyst.Expressions;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Analysis;

/// <summary>What a name found.</summary>
/// <param name="Attribute">The column.</param>
/// <param name="UsedParts">How many parts of the name led to it; the others name fields inside.</param>
internal readonly record struct NameMatch(AttributeReference Attribute, int UsedParts);

/// <summary>Columns that can be found by name, with as many qualifying parts as the name has. Spark: <c>AttributeSeq</c>.</summary>
/// <param name="attributes">The columns.</param>
/// <param name="names">How names are compared.</param>
internal sealed class NameScope(EquatableArray<AttributeReference> attributes, StringComparer names)
{
    private const int IndexedCount = 12;
    private const int MaxQualifierParts = 3;

    private Dictionary<string, List<int>>? _ordinalsByName;

    /// <summary>The columns.</summary>
    public EquatableArray<AttributeReference> Attributes { get; } = attributes;

    /// <summary>How names are compared.</summary>
    public StringComparer Names { get; } = names;

    /// <summary>
    /// The column that <paramref name="parts"/> name, or null. A qualified reading goes before one of fields in a column: <c>a.b</c> is column
    /// b of relation a if there is one, and else field b of column a.
    /// </summary>
    /// <param name="parts">The parts of the name.</param>
    /// <param name="ambiguous">The columns that the name could mean, when there are several; else empty.</param>
    public NameMatch? Find(EquatableArray<string> parts, out EquatableArray<AttributeReference> ambiguous)
    {
        ambiguous = [];
        for (var qualifierParts = Math.Min(MaxQualifierParts, parts.Count - 1); qualifierParts >= 0; qualifierParts--)
        {
            var (first, others) = FindQualified(parts, qualifierParts);
            if (first is null)
                continue;
            if (others is null)
                return new NameMatch(first, qualifierParts + 1);
            ambiguous = [first, .. others];
            return null;
        }

        return null;
    }

    /// <summary>The columns of the relation that <paramref name="target"/> names: what <c>target.*</c> stands for.</summary>
    public EquatableArray<AttributeReference> FindRelation(EquatableArray<string> target) =>
        Attributes.Where(a => HasQualifier(a, target.AsSpan())).ToEquatableArray();

    private (AttributeReference? First, List<AttributeReference>? Others) FindQualified(EquatableArray<string> parts, int qualifierParts)
    {
        var name = parts[qualifierParts];
        AttributeReference? first = null;
        List<AttributeReference>? others = null;
        if (Attributes.Count <= IndexedCount)
        {
            foreach (var attribute in Attributes)
            {
                if (Names.Equals(attribute.Name, name))
                    Add(attribute, parts, qualifierParts, ref first, ref others);
            }
        }
        else if (Index().TryGetValue(name, out var ordinals))
        {
            foreach (var ordinal in ordinals)
                Add(Attributes[ordinal], parts, qualifierParts, ref first, ref others);
        }

        return (first, others);
    }

    private static void AddDistinct(AttributeReference attribute, ref AttributeReference? first, ref List<AttributeReference>? others)
    {
        if (first is null)
            first = attribute;
        else if (first.ExprId != attribute.ExprId && others?.Exists(o => o.ExprId == attribute.ExprId) != true)
            (others ??= []).Add(attribute);
    }

    private void Add(
        AttributeReference attribute, EquatableArray<string> parts, int qualifierParts, ref AttributeReference? first, ref List<AttributeReference>? others)
    {
        if (qualifierParts == 0 || HasQualifier(attribute, parts.AsSpan()[..qualifierParts]))
            AddDistinct(attribute, ref first, ref others);
    }

    private bool HasQualifier(AttributeReference attribute, ReadOnlySpan<string> qualifier)
    {
        var own = attribute.Qualifier.AsSpan();
        if (own.Length < qualifier.Length)
            return false;
        own = own[^qualifier.Length..];
        for (var i = 0; i < own.Length; i++)
        {
            if (!Names.Equals(own[i], qualifier[i]))
                return false;
        }

        return true;
    }

    private Dictionary<string, List<int>> Index()
    {
        if (_ordinalsByName is not null)
            return _ordinalsByName;
        var index = new Dictionary<string, List<int>>(Attributes.Count, Names);
        for (var i = 0; i < Attributes.Count; i++)
        {
            if (!index.TryGetValue(Attributes[i].Name, out var ordinals))
                index.Add(Attributes[i].Name, ordinals = []);
            ordinals.Add(i);
        }

        return _ordinalsByName = index;
    }
}

using System.Collections;
using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Expressions;

/// <summary>A set of columns by <see cref="ExprId"/>, in ascending order of ids. Immutable.</summary>
public sealed class AttributeSet : IReadOnlyCollection<AttributeReference>
{
    private readonly AttributeReference[] _sorted;

    private AttributeSet(AttributeReference[] sorted) => _sorted = sorted;

    /// <summary>The set without columns.</summary>
    public static AttributeSet Empty { get; } = new([]);

    /// <summary>The set of <paramref name="attributes"/>; of equal ids the first one stays.</summary>
    public static AttributeSet Of(params IEnumerable<AttributeReference> attributes) => OfRuns([.. attributes]);

    /// <summary>The set of one column.</summary>
    public static AttributeSet Of(AttributeReference attribute) => new([attribute]);

    /// <summary>The set of <paramref name="attributes"/>; of equal ids the first one stays.</summary>
    public static AttributeSet Of(EquatableArray<AttributeReference> attributes) => OfRuns(attributes.AsSpan().ToArray());

    // Columns of one relation are ascending as a rule, and those of joins a few such runs.
    private static AttributeSet OfRuns(AttributeReference[] attributes)
    {
        if (attributes.Length == 0)
            return Empty;
        var start = 0;
        AttributeSet? set = null;
        for (var i = 1; i <= attributes.Length; i++)
        {
            if (i < attributes.Length && attributes[i].ExprId.Value > attributes[i - 1].ExprId.Value)
                continue;
            if (set is null && i == attributes.Length)
                return new AttributeSet(attributes);
            var run = new AttributeSet(attributes[start..i]);
            set = set is null ? run : set.Union(run);
            start = i;
        }

        return set!;
    }

    /// <inheritdoc />
    public int Count => _sorted.Length;

    /// <summary>True when there are no columns.</summary>
    public bool IsEmpty => _sorted.Length == 0;

    /// <summary>True when the column with this id is in the set.</summary>
    public bool Contains(ExprId id)
    {
        int low = 0, high = _sorted.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var value = _sorted[middle].ExprId.Value;
            if (value == id.Value)
                return true;
            if (value < id.Value)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return false;
    }

    /// <summary>True when the column is in the set.</summary>
    public bool Contains(AttributeReference attribute) => Contains(attribute.ExprId);

    /// <summary>True when every column of this set is in <paramref name="other"/>.</summary>
    public bool IsSubsetOf(AttributeSet other)
    {
        foreach (var attribute in _sorted)
        {
            if (!other.Contains(attribute.ExprId))
                return false;
        }

        return true;
    }

    /// <summary>True when some column is in both sets.</summary>
    public bool Intersects(AttributeSet other)
    {
        foreach (var attribute in _sorted)
        {
            if (other.Contains(attribute.ExprId))
                return true;
        }

        return false;
    }

    /// <summary>The columns of both sets.</summary>
    public AttributeSet Union(AttributeSet other)
    {
        if (other.IsEmpty || ReferenceEquals(this, other))
            return this;
        if (IsEmpty)
            return other;
        if (other.IsSubsetOf(this))
            return this;

        var merged = new AttributeReference[_sorted.Length + other._sorted.Length];
        int left = 0, right = 0, count = 0;
        while (left < _sorted.Length && right < other._sorted.Length)
        {
            var order = _sorted[left].ExprId.Value.CompareTo(other._sorted[right].ExprId.Value);
            merged[count++] = order <= 0 ? _sorted[left] : other._sorted[right];
            if (order <= 0)
                left++;
            if (order >= 0)
                right++;
        }

        while (left < _sorted.Length)
            merged[count++] = _sorted[left++];
        while (right < other._sorted.Length)
            merged[count++] = other._sorted[right++];
        return new AttributeSet(count == merged.Length ? merged : merged[..count]);
    }

    /// <summary>The columns of this set that are in <paramref name="other"/> too.</summary>
    public AttributeSet Intersect(AttributeSet other)
    {
        if (IsSubsetOf(other))
            return this;
        return Intersects(other) ? new AttributeSet(Array.FindAll(_sorted, a => other.Contains(a.ExprId))) : Empty;
    }

    /// <summary>The columns of this set that are not in <paramref name="other"/>.</summary>
    public AttributeSet Except(AttributeSet other) =>
        Intersects(other) ? new AttributeSet(Array.FindAll(_sorted, a => !other.Contains(a.ExprId))) : this;

    /// <inheritdoc />
    public IEnumerator<AttributeReference> GetEnumerator() => ((IEnumerable<AttributeReference>)_sorted).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc />
    public override string ToString() => $"{{{string.Join<AttributeReference>(", ", _sorted)}}}";
}

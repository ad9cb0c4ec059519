using SqlSpark.Core.Collections;

namespace SqlSpark.Sql.Differential;

/// <summary>A piece of a random query. Immutable; can be written for both dialects and made simpler.</summary>
internal abstract record SqlNode
{
    public abstract EquatableArray<SqlNode> Children { get; }

    public abstract SqlNode With(EquatableArray<SqlNode> children);

    /// <summary>Smaller nodes that may stand in the place of this one. They may change what the query means, even make it senseless.</summary>
    public virtual IEnumerable<SqlNode> Simpler() => [];

    public abstract string In(Dialect dialect);

    /// <summary>This node with one piece of it made simpler, in every way there is.</summary>
    public IEnumerable<SqlNode> Shrunk()
    {
        foreach (var simpler in Simpler())
            yield return simpler;
        var children = Children;
        for (var i = 0; i < children.Count; i++)
        {
            foreach (var child in children[i].Shrunk())
                yield return With([.. children.Select((c, at) => at == i ? child : c)]);
        }
    }

    public sealed override string ToString() => In(Dialect.Spark);
}

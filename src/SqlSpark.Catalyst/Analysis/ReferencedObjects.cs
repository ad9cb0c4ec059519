using SqlSpark.Core.Collections;

namespace SqlSpark.Catalyst.Analysis;

/// <summary>What the body of a view or function names itself, noted while it is analyzed: what stands behind those names does not count.</summary>
internal sealed class ReferencedObjects
{
    /// <summary>The kind and name of the first temporary object; null when there is none.</summary>
    public (string Kind, EquatableArray<string> Name)? Temporary { get; private set; }

    /// <summary>True when it reads a table or a view, or calls a function that does.</summary>
    public bool ReadsData { get; private set; }

    /// <summary>Notes a relation of the catalog.</summary>
    public void AddRelation() => ReadsData = true;

    /// <summary>Notes a function.</summary>
    public void AddFunction(Catalog.SqlFunction function)
    {
        ReadsData |= function.ReadsData == true;
        if (function.IsTemporary)
            AddTemporary("FUNCTION", function.Name);
    }

    /// <summary>Notes a temporary view, function or variable.</summary>
    public void AddTemporary(string kind, EquatableArray<string> name) => Temporary ??= (kind, name);
}

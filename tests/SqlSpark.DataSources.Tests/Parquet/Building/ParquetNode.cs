using SqlSpark.DataSources.Parquet.Format;

namespace SqlSpark.DataSources.Tests.Parquet.Building;

/// <summary>
/// One node of the schema of a file to be built. A stored value of a required node is its content; of an optional one its content or null; of a
/// repeated one a list of contents. The content of a group is one stored value for each child, that of a leaf a bool, int, long, float, double or bytes.
/// </summary>
internal sealed record ParquetNode(SchemaElement Element, params ParquetNode[] Children)
{
    public string Name => Element.Name;

    public Repetition Repetition => Element.Repetition!.Value;

    public IEnumerable<ParquetNode> Leaves => Element.Type is null ? Children.SelectMany(child => child.Leaves) : [this];

    public IEnumerable<SchemaElement> Elements => Children.SelectMany(child => child.Elements).Prepend(Element);

    public static ParquetNode Group(string name, Repetition repetition, LogicalKind annotation, params ParquetNode[] children) => new(
        new SchemaElement { Name = name, Repetition = repetition, ChildCount = children.Length, Annotation = new LogicalAnnotation(annotation) }, children);
}

/// <summary>The entries of one leaf: a level of repetition and of definition each, and a value where the definition is complete.</summary>
internal sealed class LeafEntries
{
    public int MaxRepetition { get; set; }

    public int MaxDefinition { get; set; }

    public List<byte> Repetition { get; } = [];

    public List<byte> Definition { get; } = [];

    public List<object?> Values { get; } = [];

    public int Count => Repetition.Count;

    public void Add(int repetition, int definition, object? value)
    {
        Repetition.Add((byte)repetition);
        Definition.Add((byte)definition);
        Values.Add(value);
    }
}

/// <summary>Takes rows apart into the entries of leaves, one row and one node at a time, as Dremel's paper tells it (Melnik et al., 2010, section 4.2).</summary>
internal static class Shredder
{
    public static LeafEntries[] Shred(IReadOnlyList<ParquetNode> columns, IReadOnlyList<object?[]> rows)
    {
        var leaves = new Dictionary<ParquetNode, LeafEntries>(ReferenceEqualityComparer.Instance);
        foreach (var leaf in columns.SelectMany(column => column.Leaves))
            leaves.Add(leaf, new LeafEntries());
        foreach (var column in columns)
            SetLevels(column, 0, 0);
        foreach (var row in rows)
        {
            for (var i = 0; i < columns.Count; i++)
                Write(columns[i], row[i], 0, 0, 0);
        }

        return [.. columns.SelectMany(column => column.Leaves).Select(leaf => leaves[leaf])];

        void SetLevels(ParquetNode node, int repetition, int definition)
        {
            repetition += node.Repetition == Repetition.Repeated ? 1 : 0;
            definition += node.Repetition == Repetition.Required ? 0 : 1;
            foreach (var child in node.Children)
                SetLevels(child, repetition, definition);
            if (node.Element.Type is null)
                return;
            leaves[node].MaxRepetition = repetition;
            leaves[node].MaxDefinition = definition;
        }

        // repetition: that of the next entry; depth: the repeated nodes among the ancestors.
        void Write(ParquetNode node, object? value, int repetition, int definition, int depth)
        {
            switch (node.Repetition)
            {
                case Repetition.Required:
                    WriteContent(node, value!, repetition, definition, depth);
                    break;
                case Repetition.Optional when value is not null:
                    WriteContent(node, value, repetition, definition + 1, depth);
                    break;
                case Repetition.Repeated when value is IReadOnlyList<object> { Count: > 0 } items:
                    for (var i = 0; i < items.Count; i++)
                        WriteContent(node, items[i], i == 0 ? repetition : depth + 1, definition + 1, depth + 1);
                    break;
                default:
                    foreach (var leaf in node.Leaves)
                        leaves[leaf].Add(repetition, definition, null);
                    break;
            }
        }

        void WriteContent(ParquetNode node, object content, int repetition, int definition, int depth)
        {
            if (node.Element.Type is not null)
            {
                leaves[node].Add(repetition, definition, content);
                return;
            }

            var parts = (object?[])content;
            for (var i = 0; i < parts.Length; i++)
                Write(node.Children[i], parts[i], repetition, definition, depth);
        }
    }
}

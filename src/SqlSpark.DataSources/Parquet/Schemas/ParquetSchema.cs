using System.Collections.Immutable;
using SqlSpark.DataSources.Files;
using SqlSpark.DataSources.Parquet.Format;

namespace SqlSpark.DataSources.Parquet.Schemas;

/// <summary>The schema of a file as a tree.</summary>
/// <param name="Fields">The fields below the root.</param>
/// <param name="Leaves">Those that have values, in the order of column chunks.</param>
internal sealed record ParquetSchema(ImmutableArray<ParquetField> Fields, ImmutableArray<ParquetField> Leaves)
{
    // Levels are stored in bytes by readers and writers alike; nobody nests that deeply.
    private const int MaxDepth = 100;

    /// <summary>Builds the tree from the list in the footer.</summary>
    /// <exception cref="MalformedDataException">Counts of children that do not fit, groups and values mixed up, or absurd depth.</exception>
    public static ParquetSchema Build(FileMetadata metadata)
    {
        var leaves = ImmutableArray.CreateBuilder<ParquetField>();
        var elements = metadata.Schema;
        var next = 1;
        var fields = BuildChildren(elements, elements[0].ChildCount, ref next, [], 0, 0, leaves);
        if (next != elements.Length)
            throw Malformed($"a schema of {elements.Length} fields, of which {next} are in its tree");
        return new ParquetSchema(fields, leaves.ToImmutable());
    }

    private static ImmutableArray<ParquetField> BuildChildren(
        ImmutableArray<SchemaElement> elements,
        int count,
        ref int next,
        ImmutableArray<string> path,
        int definitionLevel,
        int repetitionLevel,
        ImmutableArray<ParquetField>.Builder leaves)
    {
        if (path.Length > MaxDepth)
            throw Malformed($"a schema that is nested more than {MaxDepth} deep");
        if (count > elements.Length - next)
            throw Malformed($"a group of {count} fields where {elements.Length - next} are left");
        var children = ImmutableArray.CreateBuilder<ParquetField>(count);
        for (var i = 0; i < count; i++)
        {
            if (next >= elements.Length)
                throw Malformed("a schema with fewer fields than its groups say");
            children.Add(BuildField(elements, ref next, path, definitionLevel, repetitionLevel, leaves));
        }

        return children.ToImmutable();
    }

    private static ParquetField BuildField(
        ImmutableArray<SchemaElement> elements,
        ref int next,
        ImmutableArray<string> parentPath,
        int definitionLevel,
        int repetitionLevel,
        ImmutableArray<ParquetField>.Builder leaves)
    {
        var element = elements[next++];
        var path = parentPath.Add(element.Name);
        if (element.Repetition is not { } repetition)
            throw Malformed($"the field {element.Name} without repetition");
        if (repetition != Repetition.Required)
            definitionLevel++;
        if (repetition == Repetition.Repeated)
            repetitionLevel++;
        if (element.Type is { } type)
        {
            if (element.ChildCount > 0)
                throw Malformed($"the field {element.Name} with both values and children");
            if (type == ParquetType.FixedLenByteArray && element.TypeLength <= 0)
                throw Malformed($"the field {element.Name} of {element.TypeLength} bytes a value");
            var leaf = new ParquetField(element, path, definitionLevel, repetitionLevel, leaves.Count, []);
            leaves.Add(leaf);
            return leaf;
        }

        var children = BuildChildren(elements, element.ChildCount, ref next, path, definitionLevel, repetitionLevel, leaves);
        return new ParquetField(element, path, definitionLevel, repetitionLevel, -1, children);
    }

    private static MalformedDataException Malformed(string reason) => new(reason, 0);
}

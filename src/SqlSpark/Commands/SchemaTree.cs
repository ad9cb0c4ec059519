using System.Text;
using SqlSpark.Core.Types;

namespace SqlSpark.Commands;

/// <summary>A schema as <c>printSchema</c> prints it. Spark: <c>StructType.treeString</c>.</summary>
internal static class SchemaTree
{
    public static string Of(StructType schema)
    {
        var text = new StringBuilder("root\n");
        AppendFields(text, schema, " |");
        return text.ToString();
    }

    private static void AppendFields(StringBuilder text, StructType type, string prefix)
    {
        foreach (var field in type.Fields)
            Append(text, field.Name, field.DataType, $"nullable = {Word(field.Nullable)}", prefix);
    }

    private static void Append(StringBuilder text, string name, DataType type, string property, string prefix)
    {
        text.Append(prefix).Append("-- ").Append(name).Append(": ").Append(TypeName(type)).Append(" (").Append(property).Append(")\n");
        AppendInside(text, type, prefix + "    |");
    }

    private static void AppendInside(StringBuilder text, DataType type, string prefix)
    {
        switch (type)
        {
            case ArrayType array:
                Append(text, "element", array.ElementType, $"containsNull = {Word(array.ContainsNull)}", prefix);
                break;
            case MapType map:
                text.Append(prefix).Append("-- key: ").Append(TypeName(map.KeyType)).Append('\n');
                AppendInside(text, map.KeyType, prefix + "    |");
                Append(text, "value", map.ValueType, $"valueContainsNull = {Word(map.ValueContainsNull)}", prefix);
                break;
            case StructType structType:
                AppendFields(text, structType, prefix);
                break;
        }
    }

    private static string TypeName(DataType type) => type switch
    {
        ArrayType => "array",
        MapType => "map",
        StructType => "struct",
        _ => type.TypeName,
    };

    private static string Word(bool value) => value ? "true" : "false";
}

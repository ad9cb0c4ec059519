using System.Globalization;
using SqlSpark.Core.Types;

namespace SqlSpark.DataSources.Parquet.Schemas;

/// <summary>The lengths of a column's CHAR and VARCHAR, which stand in a note beside a type that has STRING for them: <c>map&lt;char(3),array&lt;varchar(5)&gt;&gt;</c>.</summary>
/// <remarks>Spark: <c>CharVarcharUtils.getRawType</c>.</remarks>
internal static class BoundedStrings
{
    /// <summary>The type with the lengths of the note.</summary>
    /// <exception cref="FormatException">The note is not about this type.</exception>
    public static DataType Apply(DataType type, string note)
    {
        var rest = note.AsSpan();
        var result = Read(type, ref rest);
        return rest.IsEmpty ? result : throw new FormatException($"the type {note}");
    }

    private static DataType Read(DataType type, ref ReadOnlySpan<char> rest)
    {
        switch (type)
        {
            case ArrayType array:
                Skip(ref rest, "array<");
                var element = Read(array.ElementType, ref rest);
                Skip(ref rest, ">");
                return array with { ElementType = element };
            case MapType map:
                Skip(ref rest, "map<");
                var key = Read(map.KeyType, ref rest);
                Skip(ref rest, ",");
                var value = Read(map.ValueType, ref rest);
                Skip(ref rest, ">");
                return map with { KeyType = key, ValueType = value };
            case StringType:
                foreach (var (name, kind) in (ReadOnlySpan<(string, StringLengthKind)>)[("char(", StringLengthKind.Char), ("varchar(", StringLengthKind.Varchar)])
                {
                    if (rest.StartsWith(name))
                    {
                        var end = rest.IndexOf(')');
                        if (end < 0 || !int.TryParse(rest[name.Length..end], NumberStyles.None, CultureInfo.InvariantCulture, out var length))
                            throw new FormatException($"the type {rest}");
                        rest = rest[(end + 1)..];
                        return new StringType(StringType.DefaultCollation, kind, length);
                    }
                }

                Skip(ref rest, "string");
                return type;
            default:
                // It has no strings, or fields with notes of their own, which have been applied.
                Skip(ref rest, type.CatalogString);
                return type;
        }
    }

    private static void Skip(ref ReadOnlySpan<char> rest, string expected) =>
        rest = rest.StartsWith(expected) ? rest[expected.Length..] : throw new FormatException($"the type {rest}");
}

using SqlSpark.Core.Collections;

namespace SqlSpark.Core.Types;

/// <summary>A Spark SQL data type. Immutable; compares by value.</summary>
/// <remarks>Spark: <c>org.apache.spark.sql.types.DataType</c>.</remarks>
public abstract record DataType
{
    /// <summary>The name without parameters, as in JSON schemas: <c>integer</c>, <c>decimal</c>, <c>struct</c>.</summary>
    public abstract string TypeName { get; }

    /// <summary>The name as catalogs print it: <c>int</c>, <c>decimal(10,2)</c>, <c>struct&lt;a:int&gt;</c>.</summary>
    public virtual string CatalogString => SimpleString;

    /// <summary>The name as schemas of results print it; long structs are not cut.</summary>
    public virtual string SimpleString => TypeName;

    /// <summary>The type as SQL text: <c>INT</c>, <c>STRUCT&lt;a: INT&gt;</c>.</summary>
    public virtual string Sql => SimpleString.ToUpperInvariant();

    /// <summary>How values are stored at full width.</summary>
    public abstract PhysicalType PhysicalType { get; }

    /// <summary>True for integers, floating point and decimals.</summary>
    public virtual bool IsNumeric => false;

    /// <summary>True when ORDER BY and comparisons accept the type.</summary>
    public virtual bool IsOrderable => true;

    /// <summary>True when GROUP BY, DISTINCT and equality accept the type.</summary>
    public virtual bool IsHashable => true;

    /// <summary>The types inside: element, key and value, fields.</summary>
    public virtual EquatableArray<DataType> Children => [];

    /// <summary>This type with every nullability inside it set to true.</summary>
    public virtual DataType AsNullable() => this;

    /// <summary>True when the types are equal but for nullability inside arrays, maps and structs.</summary>
    public bool EqualsIgnoringNullability(DataType other) =>
        ReferenceEquals(this, other) || AsNullable().Equals(other.AsNullable());

    /// <summary>True when the types are equal but for nullability and the names of fields.</summary>
    public bool EqualsStructurally(DataType other) => (this, other) switch
    {
        (ArrayType l, ArrayType r) => l.ElementType.EqualsStructurally(r.ElementType),
        (MapType l, MapType r) => l.KeyType.EqualsStructurally(r.KeyType) && l.ValueType.EqualsStructurally(r.ValueType),
        (StructType l, StructType r) => l.Fields.Count == r.Fields.Count
            && Enumerable.Range(0, l.Fields.Count).All(i => l.Fields[i].DataType.EqualsStructurally(r.Fields[i].DataType)),
        _ => Equals(other),
    };

    /// <summary>True when this type or one inside it satisfies <paramref name="predicate"/>.</summary>
    public bool Exists(Func<DataType, bool> predicate)
    {
        if (predicate(this))
            return true;
        foreach (var child in Children)
        {
            if (child.Exists(predicate))
                return true;
        }

        return false;
    }

    /// <inheritdoc />
    public sealed override string ToString() => SimpleString;
}

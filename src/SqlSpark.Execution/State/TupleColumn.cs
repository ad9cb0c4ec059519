using SqlSpark.Core.Types;

namespace SqlSpark.Execution.State;

/// <summary>Where a column stands in the rows of a <see cref="TupleStore"/>.</summary>
/// <param name="Type">The logical type.</param>
/// <param name="Physical">How the value is stored: at the type's full width; arrays, maps and structs as a view of <see cref="NestedEncoding"/>.</param>
/// <param name="Offset">The byte of the row where the value begins.</param>
/// <param name="ValidityOffset">The byte of the row that holds the column's validity bit.</param>
/// <param name="ValidityMask">The bit: 1 when the value is valid. Under a NULL the value is zero.</param>
internal readonly record struct TupleColumn(DataType Type, PhysicalType Physical, int Offset, int ValidityOffset, byte ValidityMask)
{
    /// <summary>True for arrays, maps and structs.</summary>
    public bool IsNested => Type.PhysicalType.IsNested();

    /// <summary>The storage of a type in rows.</summary>
    public static PhysicalType StorageOf(DataType type) => type.PhysicalType.IsNested() ? PhysicalType.View : type.PhysicalType;

    /// <summary>Bytes that a value takes in a row.</summary>
    public static int WidthOf(PhysicalType physical) => physical == PhysicalType.Bool ? 1 : physical.ByteWidth();
}

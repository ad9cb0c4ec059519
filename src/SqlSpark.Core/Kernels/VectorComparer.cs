using System.Runtime.CompilerServices;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;

namespace SqlSpark.Core.Kernels;

/// <summary>
/// Compares single rows of vectors of one type, in any encodings and storage widths: Spark's order through arrays and structs, and the
/// equality of grouping and joining. For ties, nested values and few rows.
/// </summary>
/// <remarks>NULL comes before everything; arrays compare by elements, then by length; structs by fields. Spark: <c>InterpretedOrdering</c>.</remarks>
public static class VectorComparer
{
    /// <summary>Negative, zero or positive, as the left row comes before, with or after the right one.</summary>
    public static int Compare(Vector left, int leftRow, Vector right, int rightRow)
    {
        Resolve(ref left, ref leftRow);
        Resolve(ref right, ref rightRow);
        var (leftIsNull, rightIsNull) = (left.IsNull(leftRow), right.IsNull(rightRow));
        if (leftIsNull || rightIsNull)
            return rightIsNull.CompareTo(leftIsNull);
        return (left, right) switch
        {
            (FlatVector a, FlatVector b) => CompareFlat(a, leftRow, b, rightRow),
            (ListVector { Type: ArrayType } a, ListVector b) => CompareArrays(a, a.Entries[leftRow], b, b.Entries[rightRow]),
            (StructVector a, StructVector b) => CompareStructs(a, leftRow, b, rightRow),
            _ => throw InternalErrors.Unreachable($"{left.Type} and {right.Type} are compared"),
        };
    }

    /// <summary>True when grouping and joining call the rows equal; NULL equals NULL, maps are equal in any order of their entries.</summary>
    public static bool AreEqual(Vector left, int leftRow, Vector right, int rightRow)
    {
        Resolve(ref left, ref leftRow);
        Resolve(ref right, ref rightRow);
        var (leftIsNull, rightIsNull) = (left.IsNull(leftRow), right.IsNull(rightRow));
        if (leftIsNull || rightIsNull)
            return leftIsNull && rightIsNull;
        return (left, right) switch
        {
            (FlatVector { Physical: PhysicalType.View } a, FlatVector b) => a.Values<Utf8View>()[leftRow] == b.Values<Utf8View>()[rightRow],
            (FlatVector { Physical: PhysicalType.Interval } a, FlatVector b) => a.Values<CalendarInterval>()[leftRow] == b.Values<CalendarInterval>()[rightRow],
            (FlatVector a, FlatVector b) => CompareFlat(a, leftRow, b, rightRow) == 0,
            (ListVector { Type: MapType } a, ListVector b) => AreMapsEqual(a, a.Entries[leftRow], b, b.Entries[rightRow]),
            (ListVector a, ListVector b) => AreArraysEqual(a, a.Entries[leftRow], b, b.Entries[rightRow]),
            (StructVector a, StructVector b) => AreStructsEqual(a, leftRow, b, rightRow),
            _ => throw InternalErrors.Unreachable($"{left.Type} and {right.Type} are compared"),
        };
    }

    /// <summary>Goes through encodings to the vector that holds the value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Resolve(ref Vector vector, ref int row)
    {
        while (true)
        {
            switch (vector)
            {
                case LazyVector lazy:
                    vector = lazy.Load(Rows.All(lazy.Length));
                    break;
                case ConstantVector constant:
                    (vector, row) = (constant.Value, 0);
                    break;
                case DictionaryVector dictionary when Bitmaps.IsValid(dictionary.Validity, row):
                    (vector, row) = (dictionary.Dictionary.Values, dictionary.Code(row));
                    break;
                default:
                    return;
            }
        }
    }

    private static int CompareFlat(FlatVector left, int leftRow, FlatVector right, int rightRow)
    {
        switch (left.Physical)
        {
            case PhysicalType.Bool:
                return Bitmaps.Get(left.Bits, leftRow).CompareTo(Bitmaps.Get(right.Bits, rightRow));
            case PhysicalType.Float32:
                return SparkOrder.Compare(left.Values<float>()[leftRow], right.Values<float>()[rightRow]);
            case PhysicalType.Float64:
                return SparkOrder.Compare(left.Values<double>()[leftRow], right.Values<double>()[rightRow]);
            case PhysicalType.View:
                return SparkOrder.Compare(left.Values<Utf8View>()[leftRow], right.Values<Utf8View>()[rightRow]);
            case PhysicalType.Interval:
                throw InternalErrors.Unreachable("intervals are compared");
            default:
                return left.Physical == PhysicalType.Int128 || right.Physical == PhysicalType.Int128
                    ? ReadInt128(left, leftRow).CompareTo(ReadInt128(right, rightRow))
                    : ReadInt64(left, leftRow).CompareTo(ReadInt64(right, rightRow));
        }
    }

    /// <summary>An integer, date or decimal of any storage width.</summary>
    internal static Int128 ReadInt128(FlatVector vector, int row) =>
        vector.Physical == PhysicalType.Int128 ? vector.Values<Int128>()[row] : ReadInt64(vector, row);

    /// <summary>An integer, date or decimal stored in at most 64 bits.</summary>
    internal static long ReadInt64(FlatVector vector, int row) => vector.Physical switch
    {
        PhysicalType.Int8 => vector.Values<sbyte>()[row],
        PhysicalType.Int16 => vector.Values<short>()[row],
        PhysicalType.Int32 => vector.Values<int>()[row],
        _ => vector.Values<long>()[row],
    };

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int CompareArrays(ListVector left, ListEntry leftEntry, ListVector right, ListEntry rightEntry)
    {
        var count = Math.Min(leftEntry.Length, rightEntry.Length);
        for (var i = 0; i < count; i++)
        {
            var order = Compare(left.Elements, leftEntry.Offset + i, right.Elements, rightEntry.Offset + i);
            if (order != 0)
                return order;
        }

        return leftEntry.Length.CompareTo(rightEntry.Length);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int CompareStructs(StructVector left, int leftRow, StructVector right, int rightRow)
    {
        for (var i = 0; i < left.Fields.Length; i++)
        {
            var order = Compare(left.Fields[i], leftRow, right.Fields[i], rightRow);
            if (order != 0)
                return order;
        }

        return 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool AreArraysEqual(ListVector left, ListEntry leftEntry, ListVector right, ListEntry rightEntry)
    {
        if (leftEntry.Length != rightEntry.Length)
            return false;
        for (var i = 0; i < leftEntry.Length; i++)
        {
            if (!AreEqual(left.Elements, leftEntry.Offset + i, right.Elements, rightEntry.Offset + i))
                return false;
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool AreStructsEqual(StructVector left, int leftRow, StructVector right, int rightRow)
    {
        for (var i = 0; i < left.Fields.Length; i++)
        {
            if (!AreEqual(left.Fields[i], leftRow, right.Fields[i], rightRow))
                return false;
        }

        return true;
    }

    /// <summary>Keys of a map are unique, so equal lengths and every left entry found on the right suffice. Equal order is found at once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool AreMapsEqual(ListVector left, ListEntry leftEntry, ListVector right, ListEntry rightEntry)
    {
        if (leftEntry.Length != rightEntry.Length)
            return false;
        for (var i = 0; i < leftEntry.Length; i++)
        {
            var leftElement = leftEntry.Offset + i;
            var found = -1;
            for (var step = 0; step < rightEntry.Length && found < 0; step++)
            {
                var candidate = rightEntry.Offset + ((i + step) % rightEntry.Length);
                if (AreEqual(left.Keys, leftElement, right.Keys, candidate))
                    found = candidate;
            }

            if (found < 0 || !AreEqual(left.MapValues, leftElement, right.MapValues, found))
                return false;
        }

        return true;
    }
}

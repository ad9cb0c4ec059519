using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Analysis.Coercion;

/// <summary>Which types may be stored in a column of another under ANSI rules. Spark: <c>Cast.canANSIStoreAssign</c>.</summary>
internal static class StoreAssignment
{
    /// <summary>True when values of <paramref name="from"/> may be stored as <paramref name="to"/>.</summary>
    public static bool Allows(DataType from, DataType to) => (from, to) switch
    {
        _ when from.Equals(to) => true,
        (VoidType, _) => true,
        (NumericType, NumericType) => true,
        (CalendarIntervalType, StringType) => true,
        (_, StringType) when TypeFamilies.IsAtomic(from) => true,
        (TimeType, TimeType) => true,
        (TimeType, _) or (_, TimeType) => false,
        (_, _) when TypeFamilies.IsDateTime(from) && TypeFamilies.IsDateTime(to) => true,
        (YearMonthIntervalType, YearMonthIntervalType) or (DayTimeIntervalType, DayTimeIntervalType) => true,
        (ArrayType l, ArrayType r) => (r.ContainsNull || !l.ContainsNull) && Allows(l.ElementType, r.ElementType),
        (MapType l, MapType r) =>
            (r.ValueContainsNull || !l.ValueContainsNull) && Allows(l.KeyType, r.KeyType) && Allows(l.ValueType, r.ValueType),
        (StructType l, StructType r) => AllowsFields(l, r),
        _ => false,
    };

    private static bool AllowsFields(StructType from, StructType to)
    {
        if (from.Fields.Count != to.Fields.Count)
            return false;
        for (var i = 0; i < from.Fields.Count; i++)
        {
            var (l, r) = (from.Fields[i], to.Fields[i]);
            if ((l.Nullable && !r.Nullable) || !Allows(l.DataType, r.DataType))
                return false;
        }

        return true;
    }
}

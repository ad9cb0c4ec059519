using System.Text;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Tests.Evaluation.Programs;

/// <summary>Order and equality of single values. NaN equals NaN and is the largest, -0.0 equals 0.0, strings compare by their bytes, NULL parts come first.</summary>
internal static class ReferenceComparison
{
    public static bool AreEqual(DataType type, object left, object right) =>
        type is CalendarIntervalType ? left.Equals(right) : Compare(type, left, right) == 0;

    public static int Compare(DataType type, object left, object right) => type switch
    {
        BooleanType => ((bool)left).CompareTo((bool)right),
        FloatType => Floating((float)left, (float)right),
        DoubleType => Floating((double)left, (double)right),
        StringType => Bytes(Encoding.UTF8.GetBytes((string)left), Encoding.UTF8.GetBytes((string)right)),
        BinaryType => Bytes([.. (EquatableArray<byte>)left], [.. (EquatableArray<byte>)right]),
        ArrayType array => Parts((EquatableArray<object?>)left, (EquatableArray<object?>)right, _ => array.ElementType),
        StructType record => Parts((EquatableArray<object?>)left, (EquatableArray<object?>)right, i => record.Fields[i].DataType),
        _ => ReferenceArithmetic.Integer(left).CompareTo(ReferenceArithmetic.Integer(right)),
    };

    private static int Floating(double left, double right)
    {
        if (double.IsNaN(left) || double.IsNaN(right))
            return double.IsNaN(left).CompareTo(double.IsNaN(right));
        return left < right ? -1 : left > right ? 1 : 0;
    }

    private static int Bytes(byte[] left, byte[] right)
    {
        for (var i = 0; i < Math.Min(left.Length, right.Length); i++)
        {
            if (left[i] != right[i])
                return left[i] < right[i] ? -1 : 1;
        }

        return left.Length.CompareTo(right.Length);
    }

    private static int Parts(EquatableArray<object?> left, EquatableArray<object?> right, Func<int, DataType> type)
    {
        for (var i = 0; i < Math.Min(left.Count, right.Count); i++)
        {
            var (a, b) = (left[i], right[i]);
            var order = a is null || b is null ? (a is not null).CompareTo(b is not null) : Compare(type(i), a, b);
            if (order != 0)
                return order;
        }

        return left.Count.CompareTo(right.Count);
    }
}

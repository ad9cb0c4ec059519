using SqlSpark.Core.Collections;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Tests.Columnar;
using SqlSpark.Core.Types;
using Xunit;

namespace SqlSpark.Core.Tests.Kernels;

[Trait("Category", "Kernels")]
public sealed class VectorComparerTests
{
    [Fact]
    public void Rows_order_as_their_boxed_values() => RandomData.ForSeeds(random =>
    {
        using var factory = new VectorFactory();
        var type = VectorFactory.OrderableTypes[random.Next(VectorFactory.OrderableTypes.Length)];
        var left = factory.RandomColumn(type, random, 30);
        var right = factory.RandomColumn(type, random, 30);
        for (var l = 0; l < left.Length; l++)
        {
            for (var r = 0; r < right.Length; r++)
            {
                var expected = BoxedOrder.Compare(BoxedValues.Get(left, l), BoxedValues.Get(right, r));
                Assert.Equal(Math.Sign(expected), Math.Sign(VectorComparer.Compare(left, l, right, r)));
                Assert.Equal(expected == 0, VectorComparer.AreEqual(left, l, right, r));
            }
        }
    });

    [Fact]
    public void Maps_are_equal_in_any_order_of_their_entries()
    {
        using var factory = new VectorFactory();
        var type = new MapType(StringType.Instance, IntegerType.Instance);
        var maps = factory.Flat(type,
        [
            new MapValue(["a", "b"], [1, null]), new MapValue(["b", "a"], [null, 1]), new MapValue(["b", "a"], [1, null]), new MapValue(["a"], [1]), null,
        ]);
        Assert.True(VectorComparer.AreEqual(maps, 0, maps, 1));
        Assert.False(VectorComparer.AreEqual(maps, 0, maps, 2));
        Assert.False(VectorComparer.AreEqual(maps, 0, maps, 3));
        Assert.False(VectorComparer.AreEqual(maps, 0, maps, 4));
        Assert.True(VectorComparer.AreEqual(maps, 4, maps, 4));
        Assert.Equal(HashKernels.HashRow(maps, 0), HashKernels.HashRow(maps, 1));
    }

    [Fact]
    public void Row_orders_place_nulls_apart_from_direction()
    {
        using var factory = new VectorFactory();
        Vector[] columns = [factory.Flat(IntegerType.Instance, [1, null, 2])];
        foreach (var (isDescending, nullsFirst) in new[] { (false, false), (false, true), (true, false), (true, true) })
        {
            var comparer = new RowComparer([new SortColumn(IntegerType.Instance, isDescending, nullsFirst)]);
            Assert.Equal(nullsFirst, comparer.Compare(columns, 1, columns, 0) < 0);
            Assert.Equal(nullsFirst, comparer.Compare(columns, 0, columns, 1) > 0);
            Assert.Equal(isDescending, comparer.Compare(columns, 2, columns, 0) < 0);
            Assert.Equal(0, comparer.Compare(columns, 1, columns, 1));
        }
    }
}

/// <summary>Spark's order of boxed values, written apart from the kernels.</summary>
internal static class BoxedOrder
{
    public static int Compare(object? left, object? right) => (left, right) switch
    {
        (null, null) => 0,
        (null, _) => -1,
        (_, null) => 1,
        (double a, double b) => Doubles(a, b),
        (float a, float b) => Doubles(a, b),
        (string a, string b) => Lists(System.Text.Encoding.UTF8.GetBytes(a), System.Text.Encoding.UTF8.GetBytes(b)),
        (EquatableArray<byte> a, EquatableArray<byte> b) => Lists(a, b),
        (EquatableArray<object?> a, EquatableArray<object?> b) => Lists(a, b),
        _ => Comparer<object>.Default.Compare(left, right),
    };

    private static int Doubles(double a, double b) =>
        double.IsNaN(a) || double.IsNaN(b) ? double.IsNaN(a).CompareTo(double.IsNaN(b)) : a.CompareTo(b);

    private static int Lists<T>(IReadOnlyList<T> left, IReadOnlyList<T> right)
    {
        for (var i = 0; i < Math.Min(left.Count, right.Count); i++)
        {
            var order = Compare(left[i], right[i]);
            if (order != 0)
                return order;
        }

        return left.Count.CompareTo(right.Count);
    }
}

using SqlSpark.Core.Collections;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Tests.Kernels;
using SqlSpark.Core.Types;
using Xunit;

namespace SqlSpark.Core.Tests.Columnar;

[Trait("Category", "Kernels")]
public sealed class BoxedValuesTests
{
    [Fact]
    public void Values_of_every_type_come_back_as_they_went_in() => RandomData.ForSeeds(random =>
    {
        using var factory = new VectorFactory();
        foreach (var type in VectorFactory.Types)
        {
            var values = VectorFactory.Values(type, random, 20);
            Assert.Equal(values, VectorFactory.Read(factory.Flat(type, values)));
        }
    });

    [Fact]
    public void Encoded_vectors_read_through()
    {
        using var factory = new VectorFactory();
        Assert.Equal(["x", "x"], VectorFactory.Read(factory.Constant(StringType.Instance, "x", 2)));
        Assert.Equal([null, null], VectorFactory.Read(factory.Constant(StringType.Instance, null, 2)));
        Assert.Equal(["b", null, "a", null], VectorFactory.Read(factory.Dictionary(StringType.Instance, ["a", "b", null], [1, 2, 0, null], 2)));
        Assert.Equal([null, null], VectorFactory.Read(new VoidVector(2)));
    }

    [Fact]
    public void The_objects_are_those_documented()
    {
        using var factory = new VectorFactory();
        Assert.IsType<sbyte>(One(ByteType.Instance, (sbyte)1));
        Assert.IsType<int>(One(DateType.Instance, 1));
        Assert.IsType<long>(One(TimestampType.Instance, 1L));
        Assert.IsType<Int128>(One(new DecimalType(4, 2), (Int128)1));
        Assert.IsType<EquatableArray<byte>>(One(BinaryType.Instance, EquatableArray.Create<byte>([1])));
        Assert.IsType<MapValue>(One(new MapType(IntegerType.Instance, IntegerType.Instance), new MapValue([1], [2])));

        object? One(DataType type, object value) => BoxedValues.Get(factory.Flat(type, [value]), 0);
    }

    [Fact]
    public void A_null_struct_has_null_fields()
    {
        using var factory = new VectorFactory();
        var record = (StructVector)factory.Flat(new StructType([new("a", IntegerType.Instance)]), [null, EquatableArray.Create<object?>([null])]);
        Assert.True(record.IsNull(0));
        Assert.True(record.Fields[0].IsNull(0));
        Assert.False(record.IsNull(1));
    }
}

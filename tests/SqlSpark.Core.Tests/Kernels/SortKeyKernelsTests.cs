using System.Collections.Immutable;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Tests.Columnar;
using SqlSpark.Core.Types;
using Xunit;

namespace SqlSpark.Core.Tests.Kernels;

[Trait("Category", "Kernels")]
public sealed class SortKeyKernelsTests
{
    [Fact]
    public void Keys_compare_as_rows_do() => RandomData.ForSeeds(random =>
    {
        using var factory = new VectorFactory();
        var length = random.Length() % 200;
        var columns = ImmutableArray.CreateBuilder<SortColumn>();
        var vectors = new Vector[random.Next(1, 4)];
        for (var i = 0; i < vectors.Length; i++)
        {
            var type = VectorFactory.OrderableTypes[random.Next(VectorFactory.OrderableTypes.Length)];
            var isNullable = type is VoidType || random.Chance(70);
            vectors[i] = isNullable ? factory.RandomColumn(type, random, length) : factory.RandomFlat(type, random, length, nullPercent: 0);
            columns.Add(new SortColumn(type, random.Chance(50), random.Chance(50), isNullable));
        }

        var layout = new SortKeyLayout(columns.ToImmutable());
        var comparer = new RowComparer(layout.Columns);
        var rows = Rows.Of(random.Selected(length), length);
        var stride = layout.KeyBytes + random.Next(9);
        var keys = new byte[(rows.Count * stride) + 1];
        var isExact = SortKeyKernels.Encode(layout, vectors, rows, keys, stride);
        var live = new List<int>();
        foreach (var row in rows)
            live.Add(row);

        for (var l = 0; l < live.Count; l++)
        {
            for (var r = 0; r < live.Count; r++)
            {
                var expected = Math.Sign(comparer.Compare(vectors, live[l], vectors, live[r]));
                var left = keys.AsSpan(l * stride, layout.KeyBytes);
                var right = keys.AsSpan(r * stride, layout.KeyBytes);
                if (isExact)
                    Assert.Equal(expected, Math.Sign(left.SequenceCompareTo(right)));
                var prefix = Math.Sign(left[..layout.PrefixBytes].SequenceCompareTo(right[..layout.PrefixBytes]));
                if (prefix != 0)
                    Assert.Equal(expected, prefix);
                else
                    Assert.Equal(expected, Math.Sign(comparer.Compare(vectors, live[l], vectors, live[r], layout.ExactColumnCount)));
            }
        }
    });

    [Fact]
    public void Words_compare_as_values_do() => RandomData.ForSeeds(random =>
    {
        using var factory = new VectorFactory();
        var length = random.Length() % 200;
        var type = VectorFactory.OrderableTypes[random.Next(VectorFactory.OrderableTypes.Length)];
        var vector = factory.RandomColumn(type, random, length);
        var column = new SortColumn(type, random.Chance(50));
        var comparer = new RowComparer([column]);
        var words = random.Selected(length);
        var rows = Rows.Of(words, length);
        var keys = new ulong[rows.Count];
        var isExact = SortKeyKernels.EncodeWords(column, vector, rows, keys);
        var live = new List<int>();
        foreach (var row in rows)
            live.Add(row);
        Vector[] vectors = [vector];
        for (var l = 0; l < live.Count; l++)
        {
            for (var r = 0; r < live.Count; r++)
            {
                if (vector.IsNull(live[l]) || vector.IsNull(live[r]))
                    continue;
                var expected = Math.Sign(comparer.Compare(vectors, live[l], vectors, live[r]));
                var actual = keys[l].CompareTo(keys[r]);
                if (actual != 0 || isExact)
                    Assert.Equal(expected, actual);
            }
        }
    });

    [Fact]
    public void Strings_of_up_to_16_bytes_are_exact_and_longer_ones_are_not()
    {
        using var factory = new VectorFactory();
        var layout = new SortKeyLayout([new SortColumn(StringType.Instance, IsNullable: false)]);
        Assert.Equal(17, layout.KeyBytes);
        var keys = new byte[34];
        Assert.True(SortKeyKernels.Encode(layout, [factory.Flat(StringType.Instance, ["0123456789abcdef", "a\0"])], Rows.All(2), keys, 17));
        Assert.False(SortKeyKernels.Encode(layout, [factory.Flat(StringType.Instance, ["0123456789abcdefg", "a"])], Rows.All(2), keys, 17));
    }

    [Fact]
    public void Columns_that_may_be_cut_end_the_prefix()
    {
        var layout = new SortKeyLayout(
        [
            new SortColumn(IntegerType.Instance), new SortColumn(StringType.Instance, IsNullable: false), new SortColumn(LongType.Instance),
        ]);
        Assert.Equal((31, 22, 1), (layout.KeyBytes, layout.PrefixBytes, layout.ExactColumnCount));
        Assert.Equal([0, 5, 22], new[] { layout.Offset(0), layout.Offset(1), layout.Offset(2) });
    }
}

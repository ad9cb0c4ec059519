using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Tests.Columnar;
using SqlSpark.Core.Types;
using Xunit;

namespace SqlSpark.Core.Tests.Kernels;

[Trait("Category", "Kernels")]
public sealed class VectorCopyTests
{
    [Fact]
    public void Gathered_rows_are_those_asked_for() => ForColumns((random, type, column, writer, _) =>
    {
        var values = VectorFactory.Read(column);
        var indices = RandomIndices(random, values.Length);
        var gathered = VectorCopy.Gather(column, indices, writer);
        Assert.Equal(indices.Select(i => values[i]), VectorFactory.Read(gathered));
        Assert.Equal(VectorEncoding.Flat, gathered.Encoding);
    });

    [Fact]
    public void Appended_rows_follow_those_before() => ForColumns((random, type, column, writer, factory) =>
    {
        var expected = new List<object?>();
        writer.Begin(0);
        for (var part = 0; part < 3; part++)
        {
            var values = VectorFactory.Read(column);
            var words = random.Selected(values.Length);
            var rows = Rows.Of(words, values.Length);
            VectorCopy.Append(column, rows, writer);
            foreach (var row in rows)
                expected.Add(values[row]);

            var indices = RandomIndices(random, values.Length);
            VectorCopy.Append(column, indices, writer);
            expected.AddRange(indices.Select(i => values[i]));

            var start = random.Next(values.Length + 1);
            var count = random.Next(values.Length - start + 1);
            VectorCopy.AppendRange(column, start, count, writer);
            expected.AddRange(values.AsSpan(start, count));
            column = factory.RandomColumn(type, random, random.Length() % 300);
        }

        Assert.Equal(expected, VectorFactory.Read(writer.Publish()));
    });

    [Fact]
    public void Kept_rows_survive_their_source() => ForColumns((random, type, column, writer, factory) =>
    {
        var values = VectorFactory.Read(column);
        var words = random.Selected(values.Length);
        var expected = new List<object?>(values);
        writer.Begin(0);
        VectorCopy.AppendRange(column, 0, values.Length, writer, StringCopy.Keep);
        VectorCopy.Append(column, Rows.Of(words, values.Length), writer, StringCopy.Keep);
        foreach (var row in Rows.Of(words, values.Length))
            expected.Add(values[row]);
        factory.ReleaseAll();                                   // poisons what the source held
        Assert.Equal(expected, VectorFactory.Read(writer.Publish()));
    });

    [Fact]
    public void Borrowed_strings_are_retained_with_the_result()
    {
        using var factory = new VectorFactory();
        using var writer = new VectorWriter(StringType.Instance, factory.Account);
        var source = factory.Flat(StringType.Instance, ["a long string, not inline", "short"]);
        var kept = VectorCopy.Gather(source, [1, 0, 0], writer).Retain();
        factory.ReleaseAll();
        Assert.Equal(["short", "a long string, not inline", "a long string, not inline"], VectorFactory.Read(kept));
        kept.Release();
    }

    [Fact]
    public void Long_lived_strings_are_not_copied()
    {
        using var factory = new VectorFactory();
        using var writer = new VectorWriter(StringType.Instance, factory.Account);
        var source = (FlatVector)factory.Flat(StringType.Instance, ["a long string, not inline"]);
        source.HeapBuffers[0].IsLongLived = true;
        writer.Begin(0);
        VectorCopy.AppendRange(source, 0, 1, writer, StringCopy.Keep);
        var copy = (FlatVector)writer.Publish();
        Assert.Equal(source.Values<Utf8View>()[0].Tail, copy.Values<Utf8View>()[0].Tail);
    }

    [Fact]
    public void Merged_regions_make_one_column() => ForColumns((random, type, column, writer, factory) =>
    {
        var length = column.Length;
        var expected = new object?[length];
        var left = new ulong[Bitmaps.WordCount(length)];
        Bitmaps.SetAll(left, length);
        writer.Begin(length);
        for (var arm = 0; arm < 3; arm++)
        {
            var words = random.Bitmap(length);
            for (var i = 0; i < words.Length; i++)
            {
                words[i] = arm == 2 ? left[i] : words[i] & left[i];
                left[i] &= ~words[i];
            }

            var rows = Rows.Of(words, length);
            VectorCopy.Merge(column, rows, writer);
            var values = VectorFactory.Read(column);
            foreach (var row in rows)
                expected[row] = values[row];
            column = factory.RandomColumn(type, random, length);
        }

        Assert.Equal(expected, VectorFactory.Read(writer.Publish()));
    });

    [Fact]
    public void Later_merges_replace_nulls_of_earlier_ones() => ForColumns((random, type, column, writer, factory) =>
    {
        writer.Begin(column.Length);
        VectorCopy.Merge(new VoidVector(column.Length), Rows.All(column.Length), writer);
        VectorCopy.Merge(column, Rows.All(column.Length), writer);
        Assert.Equal(VectorFactory.Read(column), VectorFactory.Read(writer.Publish()));
    });

    [Fact]
    public void Flattening_and_widening_change_no_value() => ForColumns((random, type, column, writer, _) =>
    {
        var values = VectorFactory.Read(column);
        var flat = VectorCopy.Flatten(column, writer);
        Assert.Equal(VectorEncoding.Flat, flat.Encoding);
        Assert.Equal(values, VectorFactory.Read(flat));
        var wide = VectorCopy.Widen(column, writer);
        Assert.Equal(type.PhysicalType, wide.Physical);
        Assert.Equal(values, VectorFactory.Read(wide));
    });

    [Fact]
    public void Void_rows_become_nulls_of_any_type() => ForColumns((random, type, column, writer, _) =>
    {
        writer.Begin(0);
        VectorCopy.AppendRange(new VoidVector(5), 0, 5, writer);
        VectorCopy.AppendRange(column, 0, column.Length, writer);
        Assert.Equal([.. new object?[5], .. VectorFactory.Read(column)], VectorFactory.Read(writer.Publish()));
    });

    [Fact]
    public void Arrays_longer_than_a_chunk_are_copied_whole()
    {
        using var factory = new VectorFactory();
        var type = new ArrayType(IntegerType.Instance);
        using var writer = new VectorWriter(type, factory.Account);
        var random = new Random(7);
        var source = factory.Flat(type, [VectorFactory.Values(IntegerType.Instance, random, 3000), null, VectorFactory.Values(IntegerType.Instance, random, 500)]);
        var values = VectorFactory.Read(source);
        Assert.Equal([values[2], values[0], values[1], values[2]], VectorFactory.Read(VectorCopy.Gather(source, [2, 0, 1, 2], writer)));
    }

    private static int[] RandomIndices(Random random, int length)
    {
        var indices = new int[length == 0 ? 0 : random.Length() % 1000];
        for (var i = 0; i < indices.Length; i++)
            indices[i] = random.Next(length);
        return indices;
    }

    private static void ForColumns(Action<Random, DataType, Vector, VectorWriter, VectorFactory> property) => RandomData.ForSeeds(random =>
    {
        using var factory = new VectorFactory();
        var type = VectorFactory.RandomType(random);
        using var writer = new VectorWriter(type, factory.Account);
        property(random, type, factory.RandomColumn(type, random, random.Length() % 600), writer, factory);
    });
}

using SqlSpark.Core.Columnar;
using SqlSpark.Core.Tests.Kernels;
using SqlSpark.Core.Types;
using Xunit;

namespace SqlSpark.Core.Tests.Columnar;

[Trait("Category", "Kernels")]
public sealed unsafe class VectorWriterTests : IDisposable
{
    private readonly VectorFactory _factory = new();

    public void Dispose() => _factory.Dispose();

    [Fact]
    public void A_begun_vector_has_no_nulls_and_empty_strings()
    {
        using var writer = new VectorWriter(StringType.Instance, _factory.Account);
        writer.Begin(70);
        var vector = writer.Publish();
        Assert.Equal(70, vector.Length);
        Assert.False(vector.MayHaveNulls);
        Assert.All(VectorFactory.Read(vector), v => Assert.Equal("", v));
    }

    [Fact]
    public void Buffers_are_reused_while_nobody_retains_them()
    {
        using var writer = new VectorWriter(LongType.Instance, _factory.Account);
        writer.Begin(100);
        var first = ((nint)writer.Address, _factory.Account.UsedBytes);
        writer.Publish();
        writer.Begin(100);
        Assert.Equal(first, ((nint)writer.Address, _factory.Account.UsedBytes));
        writer.Publish();
    }

    [Fact]
    public void A_retained_vector_keeps_its_values_when_the_register_goes_on()
    {
        using var writer = new VectorWriter(StringType.Instance, _factory.Account);
        writer.Begin(2);
        writer.SetBytes(0, "something longer than twelve bytes"u8);
        writer.SetNull(1);
        var kept = writer.Publish().Retain();
        for (var i = 0; i < 3; i++)
        {
            writer.Begin(2);
            writer.SetBytes(0, "other text, also long"u8);
            writer.Publish();
        }

        Assert.Equal(["something longer than twelve bytes", null], VectorFactory.Read(kept));
        kept.Release();
    }

    [Fact]
    public void Nulls_do_not_survive_the_next_begin()
    {
        using var writer = new VectorWriter(IntegerType.Instance, _factory.Account);
        writer.Begin(3);
        writer.SetNull(1);
        Assert.True(writer.Publish().MayHaveNulls);
        writer.Begin(3);
        Assert.False(writer.HasValidity);
        Assert.False(writer.Publish().MayHaveNulls);
    }

    [Fact]
    public void Bits_past_the_end_are_cleared_when_a_vector_is_published()
    {
        using var writer = new VectorWriter(BooleanType.Instance, _factory.Account);
        writer.Begin(70);
        writer.Bits.Fill(ulong.MaxValue);
        writer.Validity.Fill(ulong.MaxValue);
        var vector = (FlatVector)writer.Publish();
        Assert.Equal([ulong.MaxValue, 0x3FUL], vector.Bits.ToArray());
        Assert.Equal([ulong.MaxValue, 0x3FUL], vector.Validity.ToArray());
    }

    [Fact]
    public void A_null_clears_the_view_or_entry_under_it()
    {
        using var text = new VectorWriter(StringType.Instance, _factory.Account);
        text.Begin(1);
        text.SetBytes(0, "abc"u8);
        text.SetNull(0);
        Assert.Equal(default, ((FlatVector)text.Publish()).Values<Utf8View>()[0]);

        using var list = new VectorWriter(new ArrayType(IntegerType.Instance), _factory.Account);
        list.Begin(1);
        list.Entries[0] = new ListEntry(3, 4);
        list.SetNull(0);
        Assert.Equal(default, ((ListVector)list.Publish()).Entries[0]);
    }

    [Fact]
    public void Appending_keeps_what_was_written() => RandomData.ForSeeds(random =>
    {
        using var factory = new VectorFactory();
        var type = VectorFactory.RandomType(random);
        using var writer = new VectorWriter(type, factory.Account);
        var expected = new List<object?>();
        writer.Begin(0);
        for (var part = 0; part < 5; part++)
        {
            var values = VectorFactory.Values(type, random, random.Length() % 400);
            var first = writer.Append(values.Count);
            Assert.Equal(expected.Count, first);
            for (var i = 0; i < values.Count; i++)
                BoxedValues.Set(writer, first + i, values[i]);
            expected.AddRange(values);
        }

        Assert.Equal(expected, VectorFactory.Read(writer.Publish()));
    });

    [Fact]
    public void Rows_appended_after_nulls_are_valid()
    {
        using var writer = new VectorWriter(IntegerType.Instance, _factory.Account);
        writer.Begin(1);
        writer.SetNull(0);
        writer.Append(200);
        writer.Values<int>().Fill(7);
        var vector = writer.Publish();
        Assert.True(vector.IsNull(0));
        Assert.Equal(200, Bitmaps.Count(vector.Validity));
    }

    [Fact]
    public void Narrow_storage_is_chosen_at_begin()
    {
        using var writer = new VectorWriter(new DecimalType(18, 2), _factory.Account);
        writer.Begin(2, PhysicalType.Int8);
        writer.Values<sbyte>()[0] = -5;
        writer.Values<sbyte>()[1] = 100;
        var vector = writer.Publish();
        Assert.Equal(PhysicalType.Int8, vector.Physical);
        Assert.Equal([(Int128)(-5), (Int128)100], VectorFactory.Read(vector));
        writer.Begin(1);
        Assert.Equal(PhysicalType.Int64, writer.Publish().Physical);
    }

    [Fact]
    public void Structs_and_their_fields_have_one_length()
    {
        var type = new StructType([new("a", IntegerType.Instance), new("b", new ArrayType(StringType.Instance))]);
        using var writer = new VectorWriter(type, _factory.Account);
        writer.Begin(3);
        writer.Append(70);
        var record = (StructVector)writer.Publish();
        Assert.Equal(73, record.Length);
        Assert.All(record.Fields.ToArray(), f => Assert.Equal(73, f.Length));
    }

    [Fact]
    public void Slices_share_buffers_and_start_at_a_word() => RandomData.ForSeeds(random =>
    {
        using var factory = new VectorFactory();
        var type = VectorFactory.RandomType(random);
        var column = factory.RandomColumn(type, random, 200);
        var values = VectorFactory.Read(column);
        Vector? shell = null;
        foreach (var (start, length) in new[] { (0, 200), (64, 100), (128, 72), (192, 8), (64, 0) })
        {
            shell = column.Slice(start, length, shell);
            Assert.Equal(values[start..(start + length)], VectorFactory.Read(shell));
        }

        var kept = column.Slice(64, 70).Retain();
        Assert.Equal(values[64..134], VectorFactory.Read(kept));
        kept.Release();
    });

    [Fact]
    public void Every_encoding_survives_its_register_when_retained() => RandomData.ForSeeds(random =>
    {
        using var factory = new VectorFactory();
        var column = factory.RandomColumn(VectorFactory.RandomType(random), random, 90);
        var values = VectorFactory.Read(column);
        var kept = column.Retain();
        factory.ReleaseAll();
        Assert.Equal(values, VectorFactory.Read(kept));
        kept.Release();
    });

    [Fact]
    public void Checked_mode_catches_a_borrowed_vector_that_is_out_of_date()
    {
        using var writer = new VectorWriter(new ArrayType(IntegerType.Instance), _factory.Account);
        writer.Begin(1);
        var stale = (ListVector)writer.Publish();
        var staleElements = (FlatVector)stale.Elements;
        writer.Begin(1);
        Assert.Throws<InvalidOperationException>(() => stale.Entries.Length);
        Assert.Throws<InvalidOperationException>(() => staleElements.Values<int>().Length);
        Assert.Throws<InvalidOperationException>(stale.Retain);
        writer.Publish();
    }

    [Fact]
    public void Checked_mode_catches_a_vector_of_a_disposed_register()
    {
        var writer = new VectorWriter(IntegerType.Instance, _factory.Account);
        writer.Begin(1);
        var stale = (FlatVector)writer.Publish();
        writer.Dispose();
        Assert.Throws<InvalidOperationException>(() => stale.Values<int>().Length);
    }

    [Fact]
    public void Strings_are_built_in_place()
    {
        using var heap = new StringHeap(_factory.Account);
        var writer = new Utf8Writer(heap);
        writer.Append("id="u8);
        writer.AppendFormatted(12345678901234L);
        var first = writer.Finish();
        writer.Append("short");
        var second = writer.Finish();
        for (var i = 0; i < 100_000; i++)
            writer.Append((byte)('a' + (i % 26)));
        Assert.Equal(100_000, writer.Length);
        var third = writer.Finish();
        writer.Append("dropped, although it is long");
        writer.Discard();
        writer.Append("the last one is long");
        var fourth = writer.Finish();
        Assert.Equal(["id=12345678901234", "short", "the last one is long"], new[] { first.ToString(), second.ToString(), fourth.ToString() });
        Assert.Equal(100_000, third.Length);
        Assert.Equal((byte)('a' + (99_999 % 26)), third.Bytes[^1]);
    }
}

using SqlSpark.Core.Columnar;
using SqlSpark.Core.Kernels;
using Xunit;

namespace SqlSpark.Core.Tests.Kernels;

[Trait("Category", "Kernels")]
public sealed class BooleanKernelsTests
{
    [Fact]
    public void And_and_or_are_Kleenes() => RandomData.ForSeeds(random =>
    {
        var length = random.Length();
        var (left, right) = (new Column(random, length), new Column(random, length));
        var values = new ulong[left.Words.Length];
        var validity = new ulong[left.Words.Length];

        var hasNulls = BooleanKernels.And(left.Words, left.Validity, right.Words, right.Validity, values, validity);
        for (var i = 0; i < length; i++)
            Assert.Equal(And(left[i], right[i]), Read(values, hasNulls ? validity : [], i));
        hasNulls = BooleanKernels.Or(left.Words, left.Validity, right.Words, right.Validity, values, validity);
        for (var i = 0; i < length; i++)
            Assert.Equal(Or(left[i], right[i]), Read(values, hasNulls ? validity : [], i));
        BooleanKernels.Not(left.Words, values);
        for (var i = 0; i < length; i++)
            Assert.Equal(!left[i], Read(values, left.Validity, i));
    });

    [Fact]
    public void Tests_for_truth_and_null_are_never_null() => RandomData.ForSeeds(random =>
    {
        var length = random.Length();
        var column = new Column(random, length);
        var other = new Column(random, length);
        var result = new ulong[column.Words.Length];

        BooleanKernels.IsTrue(column.Words, column.Validity, result);
        Verify(i => column[i] == true);
        BooleanKernels.IsFalse(column.Words, column.Validity, length, result);
        Verify(i => column[i] == false);
        BooleanKernels.IsNull(column.Validity, length, result);
        Verify(i => column[i] is null);
        BooleanKernels.IsNotNull(column.Validity, length, result);
        Verify(i => column[i] is not null);

        var equal = new ulong[column.Words.Length];
        for (var i = 0; i < equal.Length; i++)
            equal[i] = ~(column.Words[i] ^ other.Words[i]);
        BooleanKernels.NullSafeEqual(equal, column.Validity, other.Validity, length, result);
        Verify(i => column[i] == other[i]);

        void Verify(Func<int, bool> expected)
        {
            for (var i = 0; i < result.Length * 64; i++)
                Assert.Equal(i < length && expected(i), Bitmaps.Get(result, i));
        }
    });

    [Fact]
    public void Narrowing_keeps_the_rows_that_the_next_arm_must_see() => RandomData.ForSeeds(random =>
    {
        var length = random.Length();
        var column = new Column(random, length);
        var live = random.Selected(length);
        var result = new ulong[column.Words.Length];

        BooleanKernels.Narrow(Rows.Of(live, length), column.Words, column.Validity, result);
        Verify(i => column[i] == true);
        BooleanKernels.NarrowNotTrue(Rows.Of(live, length), column.Words, column.Validity, result);
        Verify(i => column[i] != true);
        BooleanKernels.NarrowNotFalse(Rows.Of(live, length), column.Words, column.Validity, result);
        Verify(i => column[i] != false);
        BooleanKernels.NarrowValid(Rows.Of(live, length), column.Validity, result);
        Verify(i => column[i] is not null);

        void Verify(Func<int, bool> expected)
        {
            for (var i = 0; i < result.Length * 64; i++)
                Assert.Equal(i < length && Rows.Of(live, length).Contains(i) && expected(i), Bitmaps.Get(result, i));
        }
    });

    private static bool? And(bool? a, bool? b) => a == false || b == false ? false : a is null || b is null ? null : true;

    private static bool? Or(bool? a, bool? b) => a == true || b == true ? true : a is null || b is null ? null : false;

    private static bool? Read(ReadOnlySpan<ulong> values, ReadOnlySpan<ulong> validity, int row) =>
        Bitmaps.IsValid(validity, row) ? Bitmaps.Get(values, row) : null;

    private sealed class Column(Random random, int length)
    {
        public ulong[] Words { get; } = random.Bitmap(length);

        public ulong[] Validity { get; } = random.Validity(length);

        public bool? this[int row] => Read(Words, Validity, row);
    }
}

using SqlSpark.Core.Collections;
using Xunit;

namespace SqlSpark.Core.Tests.Collections;

public sealed class EquatableArrayTests
{
    [Fact]
    public void Lists_with_equal_elements_are_equal()
    {
        EquatableArray<int> left = [1, 2];
        EquatableArray<int> right = [1, 2];
        Assert.True(left == right);
        Assert.True(left.Equals((object)right));
        Assert.Equal(left.GetHashCode(), right.GetHashCode());
        Assert.True(left != [2, 1]);
        Assert.True(left != [1]);
        Assert.False(left.Equals("no list"));
    }

    [Fact]
    public void The_default_list_is_empty()
    {
        EquatableArray<string> list = default;
        Assert.True(list.IsEmpty);
        Assert.Empty(list);
        Assert.Equal(EquatableArray<string>.Empty, list);
        Assert.Equal([], list);
        Assert.True(list.SameStorage([]));
        Assert.Equal(0, list.Length);
    }

    [Fact]
    public void Records_that_hold_equal_lists_are_equal() => Assert.Equal(new Holder(["a", "b"]), new Holder(["a", "b"]));

    [Fact]
    public void Mapping_without_a_change_gives_the_list_itself()
    {
        EquatableArray<string> list = ["a", "b", "c"];
        Assert.True(list.SameStorage(list.MapUnchanged(static s => s)));
        var changed = list.MapUnchanged(static s => s == "b" ? "x" : s);
        Assert.False(list.SameStorage(changed));
        Assert.Equal(["a", "x", "c"], changed);
        Assert.Equal(["a", "b", "c"], list);
    }

    [Fact]
    public void Unchanged_means_the_same_object_not_an_equal_one()
    {
        EquatableArray<string> list = ["ab"];
        Assert.False(list.SameStorage(list.MapUnchanged(static s => new string(s.AsSpan()))));
    }

    [Fact]
    public void Lists_grow_and_change_as_copies()
    {
        EquatableArray<int> list = [1, 2];
        Assert.Equal([1, 2, 3], list.Add(3));
        Assert.Equal([1, 2, 3, 4], list.AddRange([3, 4]));
        Assert.Equal([1, 9], list.SetItem(1, 9));
        Assert.Equal([1, 2], list);
        Assert.Equal(["1", "2"], list.Map(static i => $"{i}"));
        Assert.Equal([3, 1], new[] { 3, 1 }.ToEquatableArray());
    }

    private sealed record Holder(EquatableArray<string> Names);
}

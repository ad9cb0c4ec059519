using SqlSpark.Core.Configuration;
using Xunit;

namespace SqlSpark.Core.Tests.Configuration;

public sealed class LocalMasterTests
{
    [Theory]
    [InlineData("local", 1, 1)]
    [InlineData("local[*]", null, 1)]
    [InlineData("local[4]", 4, 1)]
    [InlineData("local[4,3]", 4, 3)]
    [InlineData("local[*, 2]", null, 2)]
    public void Reads_the_forms_of_one_machine(string master, int? taskCount, int maxFailures)
    {
        Assert.True(LocalMaster.TryParse(master, out var tasks, out var failures));
        Assert.Equal((taskCount, maxFailures), (tasks, failures));
    }

    [Theory]
    [InlineData("")]
    [InlineData("yarn")]
    [InlineData("local[]")]
    [InlineData("local[0]")]
    [InlineData("local[-1]")]
    [InlineData("local[2,0]")]
    [InlineData("local[2")]
    [InlineData("spark://host:7077")]
    public void Rejects_other_masters(string master) => Assert.False(LocalMaster.TryParse(master, out _, out _));
}

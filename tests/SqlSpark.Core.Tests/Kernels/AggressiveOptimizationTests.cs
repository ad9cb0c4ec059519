using System.Reflection;
using SqlSpark.Core.Kernels;
using Xunit;

namespace SqlSpark.Core.Tests.Kernels;

/// <summary>Looping kernels run at full speed from the first call, whatever tiering the host has chosen.</summary>
[Trait("Category", "Kernels")]
public sealed class AggressiveOptimizationTests
{
    [Fact]
    public void Every_kernel_with_a_loop_is_compiled_at_full_speed_at_once()
    {
        var offenders = LoopingMethods.SlowAtFirst(typeof(ComparisonKernels)).ToList();
        Assert.True(offenders.Count == 0, string.Join(Environment.NewLine, offenders));
    }

    [Fact]
    public void The_check_sees_loops()
    {
        Assert.True(LoopingMethods.HasLoop(Method(nameof(WithLoop))));
        Assert.False(LoopingMethods.HasLoop(Method(nameof(WithoutLoop))));
        Assert.True(LoopingMethods.Of(typeof(ComparisonKernels)).Count() > 50);
    }

    private static MethodInfo Method(string name) =>
        typeof(AggressiveOptimizationTests).GetMethod(name, BindingFlags.Static | BindingFlags.NonPublic)!;

    private static int WithLoop(int[] values)
    {
        var sum = 0;
        foreach (var value in values)
            sum += value;
        return sum;
    }

    private static int WithoutLoop(int value) => value > 0 ? value : -value;
}

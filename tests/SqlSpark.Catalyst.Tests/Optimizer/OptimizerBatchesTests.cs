using SqlSpark.Catalyst.Optimizer;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Catalyst.Rules;
using SqlSpark.Testing;
using Xunit;

namespace SqlSpark.Catalyst.Tests.Optimizer;

public sealed class OptimizerBatchesTests
{
    private static readonly HashSet<Type> Tested =
    [
        .. typeof(OptimizerBatchesTests).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.BaseType is { IsGenericType: true } b && b.GetGenericTypeDefinition() == typeof(RuleTest<>))
            .Select(type => type.BaseType!.GetGenericArguments()[0]),
    ];

    public static TheoryData<string> Listed => new(OptimizerBatches.All.SelectMany(batch => batch.Rules).Select(rule => rule.GetType().Name).Distinct());

    [Theory]
    [MemberData(nameof(Listed))]
    public void Every_rule_has_a_test(string rule) => Assert.Contains(rule, Tested.Select(type => type.Name));

    [Fact]
    public void Every_rule_is_listed()
    {
        var listed = OptimizerBatches.All.SelectMany(batch => batch.Rules).Select(rule => rule.GetType()).ToHashSet();
        var declared = typeof(OptimizerBatches).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(Rule<LogicalPlan>)) && type.Namespace!.Contains(".Optimizer.Rules.", StringComparison.Ordinal));
        Assert.Empty(declared.Where(type => !listed.Contains(type)).Select(type => type.Name));
    }
}

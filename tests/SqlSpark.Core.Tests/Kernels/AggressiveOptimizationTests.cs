using System.Reflection;
using System.Reflection.Emit;
using SqlSpark.Core.Kernels;
using Xunit;

namespace SqlSpark.Core.Tests.Kernels;

/// <summary>Looping kernels run at full speed from the first call, whatever tiering the host has chosen.</summary>
[Trait("Category", "Kernels")]
public sealed class AggressiveOptimizationTests
{
    private const BindingFlags All = BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(f => (OpCode)f.GetValue(null)!).ToDictionary(c => c.Value);

    [Fact]
    public void Every_kernel_with_a_loop_is_compiled_at_full_speed_at_once()
    {
        var offenders = KernelMethods().Where(m => HasLoop(m) && !IsOptimizedAtOnce(m) && !IsInlined(m)).Select(m => $"{m.DeclaringType}.{m.Name}").ToList();
        Assert.True(offenders.Count == 0, string.Join(Environment.NewLine, offenders));
    }

    [Fact]
    public void The_check_sees_loops()
    {
        Assert.True(HasLoop(typeof(AggressiveOptimizationTests).GetMethod(nameof(WithLoop), All)!));
        Assert.False(HasLoop(typeof(AggressiveOptimizationTests).GetMethod(nameof(WithoutLoop), All)!));
        Assert.True(KernelMethods().Count(HasLoop) > 50);
    }

    private static int WithLoop(int[] values)
    {
        var sum = 0;
        foreach (var value in values)
            sum += value;
        return sum;
    }

    private static int WithoutLoop(int value) => value > 0 ? value : -value;

    private static IEnumerable<MethodInfo> KernelMethods() => typeof(ComparisonKernels).Assembly.GetTypes()
        .Where(t => t.Namespace == typeof(ComparisonKernels).Namespace)
        .SelectMany(t => t.GetMethods(All))
        .Where(m => m.Name != nameof(IDisposable.Dispose) && m.GetMethodBody() is not null);

    private static bool IsOptimizedAtOnce(MethodBase method) => method.MethodImplementationFlags.HasFlag(MethodImplAttributes.AggressiveOptimization);

    private static bool IsInlined(MethodBase method) => method.MethodImplementationFlags.HasFlag(MethodImplAttributes.AggressiveInlining);

    /// <summary>True when a branch goes back.</summary>
    private static bool HasLoop(MethodBase method)
    {
        var il = method.GetMethodBody()!.GetILAsByteArray()!;
        for (var at = 0; at < il.Length;)
        {
            short value = il[at++];
            if (value == 0xFE)
                value = unchecked((short)(0xFE00 | il[at++]));
            var code = Codes[value];
            switch (code.OperandType)
            {
                case OperandType.ShortInlineBrTarget when at + 1 + (sbyte)il[at] < at:
                case OperandType.InlineBrTarget when at + 4 + BitConverter.ToInt32(il, at) < at:
                    return true;
                case OperandType.InlineSwitch:
                    at += 4 + (4 * BitConverter.ToInt32(il, at));
                    break;
                default:
                    at += OperandBytes(code.OperandType);
                    break;
            }
        }

        return false;
    }

    private static int OperandBytes(OperandType type) => type switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => 4,
    };
}

using System.Reflection;
using System.Reflection.Emit;

namespace SqlSpark.Core.Tests.Kernels;

/// <summary>Which methods of a namespace loop, by their code, and which of them would start slowly.</summary>
internal static class LoopingMethods
{
    private const BindingFlags All = BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(f => (OpCode)f.GetValue(null)!).ToDictionary(c => c.Value);

    /// <summary>The methods of the namespace of <paramref name="sample"/> that loop.</summary>
    public static IEnumerable<MethodInfo> Of(Type sample) => sample.Assembly.GetTypes()
        .Where(t => t.Namespace == sample.Namespace)
        .SelectMany(t => t.GetMethods(All))
        .Where(m => m.Name != nameof(IDisposable.Dispose) && m.GetMethodBody() is not null && HasLoop(m));

    /// <summary>Those that are neither compiled at full speed at once nor inlined.</summary>
    public static IEnumerable<string> SlowAtFirst(Type sample) =>
        Of(sample).Where(m => !IsOptimizedAtOnce(m) && !IsInlined(m)).Select(m => $"{m.DeclaringType}.{m.Name}");

    /// <summary>True when a branch goes back.</summary>
    public static bool HasLoop(MethodBase method)
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

    private static bool IsOptimizedAtOnce(MethodBase method) => method.MethodImplementationFlags.HasFlag(MethodImplAttributes.AggressiveOptimization);

    private static bool IsInlined(MethodBase method) => method.MethodImplementationFlags.HasFlag(MethodImplAttributes.AggressiveInlining);

    private static int OperandBytes(OperandType type) => type switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => 4,
    };
}

using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Conversions;

/// <summary>Functions named after a type: casts to it. Spark: <c>FunctionRegistry.castAlias</c>; columns are named after the argument.</summary>
internal static class CastRewrites
{
    /// <summary>A cast of the argument.</summary>
    public static Rewrite To(DataType type) => call => new Cast(call.Arguments[0], type, call.EvalMode, call.TimeZone);

    /// <summary>The argument alone.</summary>
    public static string Print(string name, IReadOnlyList<string> arguments) => arguments[0];
}

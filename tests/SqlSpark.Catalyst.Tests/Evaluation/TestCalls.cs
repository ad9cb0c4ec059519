using SqlSpark.BuiltinFunctions;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Configuration;

namespace SqlSpark.Catalyst.Tests.Evaluation;

/// <summary>Calls of registered functions whose arguments already have the types of an overload.</summary>
internal static class TestCalls
{
    private static readonly ConfSnapshot Ansi = Settings(isAnsi: true);
    private static readonly ConfSnapshot Lenient = Settings(isAnsi: false);

    /// <summary>A call in ANSI mode.</summary>
    public static ScalarCall Call(string name, params EquatableArray<Expression> arguments) => Call(name, isAnsi: true, arguments);

    /// <summary>A call in either mode.</summary>
    public static ScalarCall Call(string name, bool isAnsi, EquatableArray<Expression> arguments)
    {
        var function = (ScalarFunction)BuiltinFunctionRegistry.Instance.Find(name)!;
        var overload = function.Overloads.First(
            o => o.AcceptsCount(arguments.Count) && Enumerable.Range(0, arguments.Count).All(i => o.Parameter(i).Accepts(arguments[i].DataType)));
        var bound = overload.Bind(new BindCall(name, arguments, isAnsi ? Ansi : Lenient));
        return new ScalarCall(function, arguments, bound with { Name = name });
    }

    private static ConfSnapshot Settings(bool isAnsi)
    {
        var conf = new SessionConf();
        conf.Set(SqlConf.AnsiEnabled, isAnsi);
        return conf.Snapshot;
    }
}

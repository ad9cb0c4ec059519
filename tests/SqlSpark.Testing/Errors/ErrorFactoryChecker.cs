using System.Collections.Immutable;
using System.Reflection;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;
using Xunit;

namespace SqlSpark.Testing.Errors;

/// <summary>
/// Calls every factory method of a class of errors with sample arguments, and checks that its condition exists and that it
/// passes exactly the parameters of the condition's text.
/// </summary>
public static class ErrorFactoryChecker
{
    private const BindingFlags Factories = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>Checks all static methods and properties that give a <see cref="SqlSparkException"/> or a <see cref="RowError"/>.</summary>
    /// <param name="factory">The class.</param>
    /// <param name="sample">Gives arguments of types this class knows no sample of; null for those it does not know either.</param>
    /// <returns>How many factories were checked.</returns>
    public static int Check(Type factory, Func<Type, object?>? sample = null)
    {
        var checkedCount = 0;
        foreach (var method in factory.GetMethods(Factories))
        {
            if ((method.ReturnType != typeof(SqlSparkException) && method.ReturnType != typeof(RowError)) || IsCompilerMade(method))
                continue;
            Assert.False(method.IsGenericMethodDefinition, $"{factory.Name}.{method.Name} is generic");
            var arguments = Array.ConvertAll(method.GetParameters(), parameter => SampleFor(parameter, sample));
            var error = method.Invoke(null, arguments) switch
            {
                SqlSparkException exception => exception,
                RowError rowError => rowError.ToException(null),
                var other => throw new InvalidOperationException($"{factory.Name}.{method.Name} gave {other}"),
            };
            CheckParameters($"{factory.Name}.{method.Name}", error);
            checkedCount++;
        }

        Assert.True(checkedCount > 0, factory.Name + " has no factories");
        return checkedCount;
    }

    /// <summary>Checks one error.</summary>
    public static void CheckParameters(string source, SqlSparkException error)
    {
        var condition = error.ErrorCondition;
        Assert.False(condition.HasSubConditions, $"{source} raises {condition} without a sub-condition");
        var expected = condition.ParameterNames.Order(StringComparer.Ordinal);
        var actual = error.Parameters.Keys.Order(StringComparer.Ordinal);
        Assert.True(
            expected.SequenceEqual(actual, StringComparer.Ordinal),
            $"{source}: {condition} has the parameters [{string.Join(", ", expected)}], but was given [{string.Join(", ", actual)}]");
    }

    private static bool IsCompilerMade(MethodInfo method) => method.Name.Contains('<', StringComparison.Ordinal);

    private static object? SampleFor(ParameterInfo parameter, Func<Type, object?>? sample)
    {
        var type = parameter.ParameterType;
        if (sample?.Invoke(type) is { } given)
            return given;
        if (type == typeof(string))
            return parameter.Name;
        if (type == typeof(QueryContext))
            return new QueryContext("SELECT 1", 7, 7, 1, 7);
        if (type == typeof(DataType))
            return IntegerType.Instance;
        if (type == typeof(ImmutableArray<string>))
            return ImmutableArray.Create("first", "second");
        if (type.IsAssignableFrom(typeof(string[])))
            return new[] { "first", "second" };
        if (type == typeof(Exception))
            return new InvalidOperationException("cause");
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return Activator.CreateInstance(underlying);
        if (type.IsValueType)
            return Activator.CreateInstance(type);
        if (type.IsArray)
            return Array.CreateInstance(type.GetElementType()!, 0);
        if (parameter.HasDefaultValue)
            return parameter.DefaultValue;
        throw new NotSupportedException($"no sample for {type} of {parameter.Member.Name}");
    }
}

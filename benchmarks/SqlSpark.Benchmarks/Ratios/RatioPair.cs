using System.Globalization;
using System.Reflection;
using BenchmarkDotNet.Attributes;

namespace SqlSpark.Benchmarks.Ratios;

/// <summary>A method of the engine and the loop by hand that it is compared with, bound to one instance of their class.</summary>
/// <param name="Name">Class, parameters and method.</param>
/// <param name="Limit">The largest ratio that passes.</param>
/// <param name="Engine">Runs the engine once; returns what the method does.</param>
/// <param name="ByHand">Runs the loop once.</param>
/// <param name="Output">The output, when the class can compare it.</param>
internal sealed record RatioPair(string Name, double Limit, Func<object?> Engine, Func<object?> ByHand, IComparableOutput? Output)
{
    /// <summary>Runs the engine so many times, without boxing.</summary>
    public required Action<int> RepeatEngine { get; init; }

    /// <summary>Runs the loop so many times, without boxing.</summary>
    public required Action<int> RepeatByHand { get; init; }

    /// <summary>Calls back with every pair of the assembly whose name contains a text; instances are set up before and cleaned up after.</summary>
    public static void Visit(string filter, Action<RatioPair> visit)
    {
        foreach (var type in typeof(RatioPair).Assembly.GetTypes().OrderBy(t => t.FullName, StringComparer.Ordinal))
        {
            var methods = type.GetMethods().Where(m => m.GetCustomAttribute<ComparedWithAttribute>() is not null).ToArray();
            if (methods.Length == 0)
                continue;
            foreach (var values in Parameters(type))
            {
                var prefix = type.Name.Replace("Benchmarks", "", StringComparison.Ordinal) + Describe(values);
                var chosen = methods.Where(m => $"{prefix}.{m.Name}".Contains(filter, StringComparison.OrdinalIgnoreCase)).ToArray();
                if (chosen.Length > 0)
                    Visit(type, values, chosen, prefix, visit);
            }
        }
    }

    private static void Visit(Type type, (PropertyInfo Property, object Value)[] values, MethodInfo[] methods, string prefix, Action<RatioPair> visit)
    {
        var instance = Activator.CreateInstance(type)!;
        foreach (var (property, value) in values)
            property.SetValue(instance, value);
        Call<GlobalSetupAttribute>(type, instance);
        try
        {
            foreach (var method in methods)
                visit(Create(instance, method, $"{prefix}.{method.Name}"));
        }
        finally
        {
            Call<GlobalCleanupAttribute>(type, instance);
        }
    }

    private static RatioPair Create(object instance, MethodInfo method, string name)
    {
        var comparison = method.GetCustomAttribute<ComparedWithAttribute>()!;
        var byHand = instance.GetType().GetMethod(comparison.ByHand)
            ?? throw new InvalidOperationException($"{name} is compared with {comparison.ByHand}, which is not there.");
        return new RatioPair(name, comparison.Limit, () => method.Invoke(instance, null), () => byHand.Invoke(instance, null), instance as IComparableOutput)
        {
            RepeatEngine = Repeat(instance, method),
            RepeatByHand = Repeat(instance, byHand),
        };
    }

    private static Action<int> Repeat(object instance, MethodInfo method)
    {
        var repeat = typeof(RatioPair).GetMethod(nameof(RepeatOf), BindingFlags.NonPublic | BindingFlags.Static)!;
        return (Action<int>)repeat.MakeGenericMethod(method.ReturnType).Invoke(null, [instance, method])!;
    }

    private static Action<int> RepeatOf<T>(object instance, MethodInfo method)
    {
        var call = method.CreateDelegate<Func<T>>(instance);
        return count =>
        {
            for (var i = 0; i < count; i++)
                call();
        };
    }

    private static void Call<TAttribute>(Type type, object instance)
        where TAttribute : Attribute
    {
        foreach (var method in type.GetMethods().Where(m => m.GetCustomAttribute<TAttribute>() is not null))
            method.Invoke(instance, null);
    }

    // All combinations of the values of the properties with [Params].
    private static IEnumerable<(PropertyInfo Property, object Value)[]> Parameters(Type type)
    {
        IEnumerable<(PropertyInfo, object)[]> combinations = [[]];
        foreach (var property in type.GetProperties())
        {
            if (property.GetCustomAttribute<ParamsAttribute>() is { } parameters)
                combinations = combinations.SelectMany(c => parameters.Values.Select(v => c.Append((property, v!)).ToArray())).ToArray();
        }

        return combinations;
    }

    private static string Describe((PropertyInfo Property, object Value)[] values) =>
        values.Length == 0 ? "" : "(" + string.Join(", ", values.Select(v => string.Create(CultureInfo.InvariantCulture, $"{v.Property.Name}={v.Value}"))) + ")";
}

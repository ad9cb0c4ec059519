using System.Reflection;
using System.Text;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Text;
using SqlSpark.Core.Time;
using Xunit;

namespace SqlSpark.BuiltinFunctions.Tests;

public sealed class BuiltinFunctionRegistryTests
{
    public static TheoryData<string> Names => [.. BuiltinFunctionRegistry.All.Select(d => d.Name)];

    [Fact]
    public void Every_definition_of_the_assembly_is_listed_once()
    {
        var defined = typeof(BuiltinFunctionRegistry).Assembly.GetTypes()
            .SelectMany(t => t.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(f => f.FieldType.IsAssignableTo(typeof(FunctionDefinition)))
            .Select(f => ((FunctionDefinition)f.GetValue(null)!).Name)
            .Order(StringComparer.Ordinal);
        Assert.Equal(defined, BuiltinFunctionRegistry.All.Select(d => d.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Names_and_aliases_are_found_without_regard_to_case()
    {
        Assert.Same(BuiltinFunctionRegistry.Instance.Find("upper"), BuiltinFunctionRegistry.Instance.Find("UCASE"));
        Assert.Null(BuiltinFunctionRegistry.Instance.Find("no_such_function"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Has_signatures_or_a_rewrite_but_not_both(string name)
    {
        var definition = BuiltinFunctionRegistry.Instance.Find(name);
        var (hasOverloads, hasRewrite) = definition switch
        {
            ScalarFunction scalar => (!scalar.Overloads.IsEmpty, scalar.Rewrite is not null),
            AggregateFunction aggregate => (!aggregate.Overloads.IsEmpty, aggregate.Rewrite is not null),
            WindowFunction window => (!window.Overloads.IsEmpty, false),
            GeneratorFunction generator => (!generator.Overloads.IsEmpty, generator.OuterOf is not null),
            _ => (false, false),
        };
        Assert.True(hasOverloads ^ hasRewrite);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Examples_give_what_they_promise(string name)
    {
        var definition = BuiltinFunctionRegistry.Instance.Find(name)!;
        Assert.NotEmpty(definition.Examples);
        using var session = SparkSession.Builder().GetOrCreate();
        foreach (var example in definition.Examples)
            Assert.Equal(example.Result, Run(session, example.Sql));
    }

    private static string Run(SparkSession session, string sql)
    {
        var options = new ValueFormatOptions(ZoneRules.Of("America/Los_Angeles"));
        var rows = new List<string>();
        using var result = session.Sql(sql).Execute();
        while (result.TryNext(out var batch))
        {
            foreach (var row in batch.Rows)
            {
                var cells = new List<string>();
                for (var column = 0; column < batch.ColumnCount; column++)
                {
                    var formatter = new ValueFormatter(batch[column].Type, ValueStyle.HiveResult, options);
                    cells.Add(Encoding.UTF8.GetString(formatter.Format(batch[column], row)));
                }

                rows.Add(string.Join('\t', cells));
            }
        }

        return string.Join('\n', rows);
    }
}

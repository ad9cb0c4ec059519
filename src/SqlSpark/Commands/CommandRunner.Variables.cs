using SqlSpark.Catalyst.Analysis;
using SqlSpark.Catalyst.Catalog;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Plans;
using SqlSpark.Core.Columnar;

namespace SqlSpark.Commands;

/// <content>Session variables and EXECUTE IMMEDIATE.</content>
internal sealed partial class CommandRunner
{
    private LocalRelation Declare(DeclareVariables command)
    {
        var value = OnlyRow(command, command.Value)[0];
        foreach (var name in command.Names)
        {
            var variable = new SessionVariable(name[^1], command.Type!, command.Default, command.DefaultText, new Literal(value, command.Type!));
            if (!session.Catalog.Variables.TryAdd(variable, command.IsReplace))
                throw CommandErrors.VariableExists(command, variable.Name);
        }

        return Rows(command);
    }

    private LocalRelation Set(SetVariables command)
    {
        var values = OnlyRow(command, command.Query);
        for (var i = 0; i < values.Length; i++)
        {
            if (session.Catalog.Variables.Find(command.Names[i][0]) is { } variable)
                session.Catalog.Variables.TryAdd(variable with { Value = new Literal(values[i], variable.Type) }, replaces: true);
        }

        return Rows(command);
    }

    private LocalRelation Drop(DropVariable command)
    {
        var name = Analyzer.VariableName(command.Name);
        return (name is not null && session.Catalog.Variables.Remove(name)) || command.IfExists
            ? Rows(command)
            : throw CommandErrors.NoSuchVariable(command, ["system", "session", command.Name[^1]]);
    }

    private LogicalPlan Execute(ExecuteImmediate command)
    {
        var text = (string)((Literal)command.Text).Value!;
        var named = new Dictionary<string, string>(StringComparer.Ordinal);
        var byPosition = new List<string>();
        foreach (var argument in command.Arguments)
        {
            if (argument is Alias alias && !named.TryAdd(alias.Name, alias.Child.Sql))
                throw CommandErrors.DuplicateArgumentNames(command, alias.Name);
            byPosition.Add((argument is Alias { Child: var value } ? value : argument).Sql);
        }

        var bound = session.Parser.BindParameters(text, named, byPosition, out var kinds);
        if (kinds == (true, true))
            throw CommandErrors.MixedParameters(command);
        if (kinds.HasNamed && command.Arguments.Where(a => a is not Alias).Select(a => a.Sql).ToArray() is { Length: > 0 } unnamed)
            throw CommandErrors.UnnamedArguments(command, unnamed);
        var statement = session.Parser.ParseStatement(bound, session.Conf.Snapshot);
        if (statement is ExecuteImmediate)
            throw CommandErrors.NestedExecute(command, text);
        if (command.Targets.IsEmpty)
            return session.Complete(statement, cancellationToken);
        if (session.Analyze(statement) is not { } query || query is Command)
            throw CommandErrors.ExecuteIntoNeedsQuery(command, text);
        Set((SetVariables)session.Analyze(new SetVariables(command.Targets, query)));
        return Rows(command);
    }

    /// <summary>The values of a query of at most one row; NULLs without one.</summary>
    private object?[] OnlyRow(Command command, LogicalPlan query)
    {
        using var result = session.Execute(query, null, cancellationToken);
        object?[]? values = null;
        while (result.TryNext(out var batch))
        {
            foreach (var row in batch.Rows)
            {
                if (values is not null)
                    throw CommandErrors.TooManyRows(command);
                values = new object?[batch.ColumnCount];
                for (var column = 0; column < values.Length; column++)
                    values[column] = BoxedValues.Get(batch[column], row);
            }
        }

        return values ?? new object?[query.Output.Count];
    }
}

using SqlSpark.Catalyst.Plans;

namespace SqlSpark.Commands;

/// <content>Functions.</content>
internal sealed partial class CommandRunner
{
    private LocalRelation CreateFunction(CreateSqlFunction command)
    {
        var function = command.Function;
        if (!command.IsTemporary)
            CheckName(command, function.Name);
        if (!session.Catalog.SqlFunctions.TryAdd(function, command.IsReplace) && !command.IfNotExists)
            throw CommandErrors.FunctionExists(command, function.Name);
        return Rows(command);
    }

    private LocalRelation Drop(DropFunction command)
    {
        if (command.IsTemporary)
        {
            if (command.Name.Count == 1 && session.Functions.Find(command.Name[0]) is not null && session.Catalog.SqlFunctions.Find(command.Name) is null)
                throw CommandErrors.DropBuiltinFunction(command, command.Name);
            return session.Catalog.SqlFunctions.Remove(command.Name) || command.IfExists ? Rows(command) : throw CommandErrors.NoSuchFunction(command, command.Name);
        }

        if (command.Name.Count == 1 && session.Catalog.SqlFunctions.Find(command.Name) is not null)
            throw CommandErrors.NeedsPersistentFunction(command, "DROP FUNCTION", command.Name);
        if (command.Name.Count == 1 && session.Functions.Find(command.Name[0]) is not null)
            throw CommandErrors.DropBuiltinFunction(command, command.Name);
        var name = session.Catalog.FullName(command.Name) ?? throw CommandErrors.TooManyNamespaces(command, command.Name);
        var found = session.Catalog.FindFunction(name);
        if (found is not null)
            session.Catalog.SqlFunctions.Remove(found.Name);
        return found is not null || command.IfExists ? Rows(command) : throw CommandErrors.NoSuchFunction(command, name);
    }
}

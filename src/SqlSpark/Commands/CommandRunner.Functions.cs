using SqlSpark.Catalyst.Catalog;
using SqlSpark.Catalyst.Plans;

namespace SqlSpark.Commands;

/// <content>Functions.</content>
internal sealed partial class CommandRunner
{
    private LocalRelation CreateFunction(CreateSqlFunction command)
    {
        var function = command.Function;
        if (command.IsTemporary)
            return session.Catalog.TemporaryFunctions.TryAdd(function, command.IsReplace) ? Rows(command) : throw CommandErrors.FunctionExists(command, function.Name);
        CheckName(command, function.Name);
        var key = CatalogKey.OfFunction(function.Name[1], function.Name[2]);
        var definition = SqlFunctionDefinition.Of(function) with { Owner = Environment.UserName, CreatedAt = session.Time.GetUtcNow() };
        while (true)
        {
            var existing = session.Catalog.Store.Find(key);
            if (existing is not null && command.IfNotExists)
                return Rows(command);
            if (existing is not null && !command.IsReplace)
                throw CommandErrors.FunctionExists(command, function.Name);
            if (session.Catalog.Store.TryReplace(key, existing, definition))
                return Rows(command);
        }
    }

    private LocalRelation Drop(DropFunction command)
    {
        var temporary = session.Catalog.TemporaryFunctions;
        var isTemporary = command.Name.Count == 1 && temporary.Find(command.Name[0]) is not null;
        var isBuiltin = command.Name.Count == 1 && session.Functions.Find(command.Name[0]) is not null;
        if (isBuiltin && !isTemporary)
            throw CommandErrors.DropBuiltinFunction(command, command.Name);
        if (command.IsTemporary)
            return (isTemporary && temporary.Remove(command.Name[0])) || command.IfExists ? Rows(command) : throw CommandErrors.NoSuchFunction(command, command.Name);
        if (isTemporary)
            throw CommandErrors.NeedsPersistentFunction(command, "DROP FUNCTION", command.Name);
        var name = session.Catalog.FullName(command.Name) ?? throw CommandErrors.TooManyNamespaces(command, command.Name);
        return Remove(CatalogKey.OfFunction(name[1], name[2])) || command.IfExists ? Rows(command) : throw CommandErrors.NoSuchFunction(command, name);
    }
}
